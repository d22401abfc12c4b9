using System.Globalization;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.TestSupport;

namespace Matchmaking.Benchmarks.Access;

/// <summary>
/// The time that pages which are asked about an address take for addresses with an account and for others, pair by pair in random order,
/// over real connections: a stranger with a clock must not find out who has an account.
/// </summary>
internal static class TimingCommand
{
    /// <summary>The medians may be so far apart.</summary>
    private const double Tolerance = .10;

    public static async Task<int> RunAsync(string[] args)
    {
        var pairs = 200;
        if (
            args is not []
            && !(args is ["--pairs", var typed] && int.TryParse(typed, CultureInfo.InvariantCulture, out pairs) && pairs > 0)
        )
        {
            await Console.Error.WriteLineAsync("timing [--pairs N]");
            return 2;
        }
        await using var site = new AccessSite();
        await site.InitializeAsync();
        var owners = new List<string>();
        for (var number = 0; number < pairs; number++)
            owners.Add((await site.People.InvestorAsync()).Email!);
        Print($"{"", -28} {"known p50", 10} {"unknown p50", 12} {"ratio", 7}   ({pairs} pairs)");
        var missed = 0;
        foreach (var (path, fields) in Pages())
            missed += await HoldsAsync(site, path, fields, owners) ? 0 : 1;
        Print($"{missed} of them MISSED: more than {Tolerance:P0} apart");
        return missed == 0 ? 0 : 1;
    }

    private static IEnumerable<(string Path, Func<string, (string, string?)[]> Fields)> Pages()
    {
        foreach (var path in new[] { "/account/reset", "/account/sign-in/mail", "/account/confirm" })
            yield return (path, email => [("Address", email)]);
        yield return ("/account/sign-in", email => [("Address", email), ("Password", "not the right password")]);
        yield return (
            "/account/sign-up",
            email =>
                [
                    ("Input.Email", email),
                    ("Input.Password", "seven herons over the pier"),
                    ("Input.Organisation", "里海新能源"),
                    ("Input.Country", "CN"),
                    ("Input.Language", "en"),
                    ("Input.Consent", "true"),
                    ("Input.Transfer", "true"),
                ]
        );
        yield return ("/account/sign-in/code", _ => [("Code", "000000")]);
    }

    private static async Task<bool> HoldsAsync(
        AccessSite site,
        string path,
        Func<string, (string, string?)[]> fields,
        IReadOnlyList<string> owners
    )
    {
        var (known, unknown) = (new List<double>(), new List<double>());
        for (var pair = -20; pair < owners.Count; pair++)
        {
            var owner = owners[Math.Max(pair, 0)];
            var stranger = owner.Replace("investor", "stranger", StringComparison.Ordinal);
            // Not for security: so that what one of them leaves behind falls on both alike.
#pragma warning disable CA5394
            var first = Random.Shared.Next(2) == 0;
#pragma warning restore CA5394
            foreach (var isKnown in new[] { first, !first })
            {
                var took = await TakeAsync(site, path, isKnown ? owner : stranger, fields);
                if (pair >= 0)
                    (isKnown ? known : unknown).Add(took);
            }
        }
        var (one, other) = (Timings.Of(known).P50, Timings.Of(unknown).P50);
        var holds = Math.Abs(one / other - 1) <= Tolerance;
        Print($"{path, -28} {one, 8:F2} ms {other, 9:F2} ms {one / other, 7:F3}{(holds ? "" : "  MISSED")}");
        return holds;
    }

    /// <summary>From the form's posting to the last byte of the answer.</summary>
    private static async Task<double> TakeAsync(AccessSite site, string path, string email, Func<string, (string, string?)[]> fields)
    {
        using var browser = new Browser(site.Address);
        if (path == "/account/sign-in/code")
        {
            await browser.SubmitAsync("/account/sign-in/mail", ("Address", email));
            await site.SettleAccountsAsync();
        }
        var page = await browser.Visitor.OpenAsync(path);
        // What the pair before left to be done is done.
        await site.SettleAccountsAsync();
        var began = TimeProvider.System.GetTimestamp();
        await browser.Visitor.SubmitWithHtmxAsync(page, "main form", null, fields(email));
        return TimeProvider.System.GetElapsedTime(began).TotalMilliseconds;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));
}
