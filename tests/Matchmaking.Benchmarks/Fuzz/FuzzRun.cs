using System.Net;
using Microsoft.AspNetCore.Http;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>One answer, for the counts.</summary>
internal sealed record Done(int Number, Route Route, string Method, string Role, string Address, int Status, TimeSpan Took);

/// <summary>
/// Sends the requests, one after the other. Which route and method is whose turn, and all that is random in a request, comes from the seed
/// and the request's number alone; what the pages showed before gives the ids.
/// </summary>
internal sealed class FuzzRun(int requests, int seed, FuzzSite site, Watch watch)
{
    /// <summary>Methods that few routes serve or none does.</summary>
    private static readonly string[] Unserved = ["POST", "PUT", "DELETE", "TRACE", "PATCH", "OPTIONS", "BREW", "get"];

    private const int MailsEvery = 200;

    public List<Done> Answers { get; } = [];

    /// <summary>What came as no answer at all, as an answer of 500 or more, or late.</summary>
    public List<Flaw> Flaws { get; } = [];

    /// <summary>Each route with each method that is to come.</summary>
    public List<(Route Route, string Method)> Turns { get; } = [];

    public async Task RunAsync()
    {
        var routes = await Routes.ReadAsync(site.Services);
        var crew = new Crew(site, routes);
        await crew.GatherAsync();
        foreach (var (route, place) in routes.All.Select((route, place) => (route, place)))
        {
            Turns.AddRange(route.Served.Select(method => (route, method)));
            // A POST to a page that takes none is one request like another, and counts among those that never
            // reach a handler: now and then.
            var others = Unserved
                .Where(method => !route.Served.Contains(method) && (place % 4 == 0 || !HttpMethods.IsPost(method)))
                .ToArray();
            Turns.Add((route, others[place % others.Length]));
        }
        var maker = new Requests(routes, crew.Actors, crew.Emails);
        var wire = new Wire(new(IPAddress.Loopback, new Uri(site.Address).Port));
        // What is left over beside whole rounds goes into opening pages for their forms.
        var spare = requests % Turns.Count;
        using var turns = Order().GetEnumerator();
        while (Answers.Count < requests && turns.MoveNext())
        {
            var (route, method) = turns.Current;
            if (
                HttpMethods.IsPost(method)
                && route.Served.Contains(method)
                && route.Served.Contains(HttpMethods.Get)
                && !maker.IsKnown(route)
                && spare-- > 0
            )
                await SendAsync(route, HttpMethods.Get, maker.Open(Answers.Count + 1, route, RandomOf(Answers.Count + 1)), crew, wire);
            await SendAsync(route, method, maker.Make(Answers.Count + 1, route, method, RandomOf(Answers.Count + 1)), crew, wire);
        }
        Flaws.AddRange(watch.Flaws);
    }

    private async Task SendAsync(Route route, string method, Attempt attempt, Crew crew, Wire wire)
    {
        var number = Answers.Count + 1;
        var began = TimeProvider.System.GetTimestamp();
        WireAnswer answer;
        try
        {
            answer = await wire.SendAsync(attempt.Wire);
        }
        catch (TimeoutException e)
        {
            answer = new(0, [], "");
            Flaws.Add(new(number, "answer", e.Message, null));
        }
        Answers.Add(
            new(number, route, method, attempt.Who.Role, attempt.Address, answer.Status, TimeProvider.System.GetElapsedTime(began))
        );
        if (answer.Status >= 500)
            Flaws.Add(new(number, "answer", $"{answer.Status}", null));
        var isOut =
            attempt.Who.Role != "anonymous"
            && answer.Header("Location")?.Contains("/account/sign-in?", StringComparison.Ordinal) == true
            && !attempt.SpoilsCookies;
        if (!attempt.Who.Learn(attempt.Address, answer, attempt.SpoilsCookies) || isOut)
            await crew.ReplaceAsync(attempt.Who);
        if (number % MailsEvery == 0)
        {
            await crew.ReadMailsAsync();
            await crew.RenewAsync();
        }
    }

    /// <summary>A later request does not depend on how many random numbers an earlier one took.</summary>
    private Random RandomOf(int number) => new(HashCode(seed, number));

    /// <summary>Rounds in which each turn comes once, in another order each time; pages are seen before anything is sent to them.</summary>
    private IEnumerable<(Route Route, string Method)> Order()
    {
        for (var round = 0; ; round++)
        {
            var random = new Random(HashCode(seed, -1 - round));
            var turns = Turns.ToArray();
            random.Shuffle(turns);
            foreach (
                var turn in turns.OrderBy(turn =>
                    round > 0 ? 0
                    : HttpMethods.IsGet(turn.Method) ? turn.Route.Parameters.Count
                    : 10
                )
            )
                yield return turn;
        }
    }

    /// <summary>The same in each process, as <see cref="System.HashCode"/> is not.</summary>
    private static int HashCode(int seed, int number) => unchecked((int)((((uint)seed * 2654435761u) ^ (uint)number) * 2246822519u));
}
