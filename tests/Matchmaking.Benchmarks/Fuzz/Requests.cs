using System.Globalization;
using Matchmaking.TestSupport;
using Matchmaking.Web.Mail.Incoming;
using Microsoft.AspNetCore.Http;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>A request that is to be made.</summary>
/// <param name="Who">Whose browser makes it.</param>
/// <param name="Address">The page as it was asked for.</param>
/// <param name="Wire">What is sent.</param>
/// <param name="SpoilsCookies">Whether it carries hostile cookies; those that come back for them are not kept.</param>
internal sealed record Attempt(Actor Who, string Address, WireRequest Wire, bool SpoilsCookies);

/// <summary>Makes up requests. The same random numbers make the same request, as far as ids and tokens are the same.</summary>
internal sealed class Requests(Routes routes, IReadOnlyList<Actor> actors, IReadOnlyList<string> emails)
{
    private const string Token = "__RequestVerificationToken";

    private static readonly string[] OddNames =
    [
        "a[0].b[1]",
        "",
        "[",
        "]",
        "[0]",
        "a[",
        "x]",
        "Input.Title.Zh[0]",
        "Input[Title]",
        "Input..Title",
        ".",
        "handler",
        "page",
        "area",
        "id",
        "token",
        "\0",
        "\uFFFE",
        "\uD800",
        "😀",
        "Input.Places[99999]",
        "Version",
        "lang",
    ];

    private enum Mood
    {
        /// <summary>As a person would.</summary>
        Plain,

        /// <summary>A real form or address, and hostile values in it.</summary>
        Values,

        /// <summary>Hostile headers, cookies, content types and encodings too.</summary>
        Everything,
    }

    /// <summary>The next request of a route and a method.</summary>
    public Attempt Make(int number, Route route, string method, Random random)
    {
        var mood = random.Next(100) switch
        {
            < 25 => Mood.Plain,
            < 70 => Mood.Values,
            _ => Mood.Everything,
        };
        // A stray POST ends at the door; enough of them come with what is not theirs.
        var who = Choose(route, method, random, stray: random.Next(HttpMethods.IsPost(method) ? 16 : 7) == 0);
        PageForm? form = null;
        if (HttpMethods.IsPost(method) && who.Forms.TryGetValue(routes.Seen(route), out var forms) && random.Next(20) > 0)
            form = Hostile.Pick(random, forms);
        var address = form is not null && (mood == Mood.Plain || random.Next(10) > 0) ? form.Action : Address(route, who, mood, random);
        if (!HttpMethods.IsPost(method) || random.Next(20) == 0)
            address = WithQuery(address, route, who, mood, random);
        var body = Content(route, method, form, mood, random);
        var spoils = mood == Mood.Everything && random.Next(4) == 0;
        var headers = Headers(number, who, mood, spoils, random);
        if (route.Pattern == ReportHook.Path && random.Next(10) > 0)
            headers.Add(("X-Hook-Secret", FuzzSite.HookSecret));
        if (body?.Type is { } type)
            headers.Add(("Content-Type", type));
        return new(who, address, new(method, address, headers, body?.Bytes), spoils);
    }

    /// <summary>Whether somebody has seen a form that is posted to a route.</summary>
    public bool IsKnown(Route route) => actors.Any(actor => HasForm(actor, route));

    /// <summary>Opens a page as somebody who may, to see its forms.</summary>
    public Attempt Open(int number, Route route, Random random)
    {
        var who = Choose(route, HttpMethods.Get, random, stray: false);
        var address = Address(route, who, Mood.Plain, random);
        return new(who, address, new(HttpMethods.Get, address, Headers(number, who, Mood.Plain, false, random), null), false);
    }

    private bool HasForm(Actor actor, Route route) => actor.Forms.ContainsKey(routes.Seen(route));

    /// <summary>Mostly somebody who may enter, and for a POST somebody who has seen the form.</summary>
    private Actor Choose(Route route, string method, Random random, bool stray)
    {
        if (stray)
            return Hostile.Pick(random, actors);
        var fitting = actors
            .Where(actor => HttpMethods.IsPost(method) ? HasForm(actor, route) : actor.Links.ContainsKey(routes.Seen(route)))
            .ToList();
        if (fitting.Count == 0)
            fitting =
            [
                .. actors.Where(actor =>
                    route.Policy switch
                    {
                        "desk" => actor.Role is "staff" or "administrator",
                        "administrator" => actor.Role == "administrator",
                        "investor" => actor.Role.EndsWith("investor", StringComparison.Ordinal),
                        null => true,
                        _ => actor.Role != "anonymous",
                    }
                ),
            ];
        return Hostile.Pick(random, fitting);
    }

    private string Address(Route route, Actor who, Mood mood, Random random)
    {
        if (route.IsFiles)
            return mood == Mood.Everything ? "/" + Hostile.Percent(Hostile.Short(random)) : Hostile.Pick(random, routes.Files);
        if (route.Parameters.Count == 0)
            return route.Pattern;
        if (random.Next(10) < 6 && who.Links.TryGetValue(routes.Seen(route), out var links))
            return Hostile.Pick(random, links);
        var known = Known(route, random);
        if (mood != Mood.Plain && random.Next(3) == 0)
            known[random.Next(known.Length)] = random.Next(3) switch
            {
                0 => Hostile.Text(random, 2000),
                1 => Cut(Hostile.Pick(random, known), random),
                _ => Hostile.Short(random),
            };
        var place = 0;
        return string.Join(
            '/',
            route
                .Pattern.Split('/')
                .Select(part =>
                    part.Contains('{', StringComparison.Ordinal)
                        ? part[..part.IndexOf('{', StringComparison.Ordinal)]
                            + Hostile.Percent(known[place++])
                            + part[(part.LastIndexOf('}') + 1)..]
                        : part
                )
        );
    }

    /// <summary>
    /// Values for the parameters, taken from addresses that begin alike: what is a listing's id on one page is one on the next.
    /// </summary>
    private string[] Known(Route route, Random random)
    {
        var parts = route.Pattern.Split('/');
        var places = Enumerable.Range(0, parts.Length).Where(i => parts[i].Contains('{', StringComparison.Ordinal)).ToList();
        var start = string.Join('/', parts[..places[0]]) + "/";
        var alike = actors
            .SelectMany(actor => actor.Links.Values)
            .SelectMany(links => links)
            .Select(link => link.Split('?')[0])
            .Where(link => link.StartsWith(start, StringComparison.Ordinal))
            .Select(link => link.Split('/'))
            .Where(link => link.Length > places[^1])
            .ToList();
        if (alike.Count == 0)
            return [.. places.Select(_ => Guid.Empty.ToString())];
        var one = Hostile.Pick(random, alike);
        return [.. places.Select(place => Uri.UnescapeDataString(one[place]))];
    }

    private static string Cut(string value, Random random) =>
        value.Length == 0
            ? "x"
            : random.Next(3) switch
            {
                0 => value[..random.Next(value.Length)],
                1 => value + Hostile.Short(random),
                _ => value.Insert(random.Next(value.Length), Hostile.Short(random)),
            };

    private string WithQuery(string address, Route route, Actor who, Mood mood, Random random)
    {
        var names = who
            .Queries.GetValueOrDefault(routes.Seen(route), [])
            .SelectMany(form => form.Fields)
            .Select(field => field.Name)
            .Concat(who.Links.GetValueOrDefault(routes.Seen(route), []).SelectMany(NamesOf))
            .Distinct()
            .ToList();
        if (mood == Mood.Plain || (names.Count == 0 && random.Next(3) > 0))
            return address;
        var pairs = new List<string>();
        for (var i = random.Next(4); i >= 0; i--)
        {
            var name = names.Count > 0 && random.Next(5) > 0 ? Hostile.Pick(random, names) : Hostile.Pick(random, OddNames);
            pairs.Add(Hostile.Percent(name) + "=" + Hostile.Percent(Hostile.Text(random, 3000)));
        }
        if (mood == Mood.Everything && random.Next(4) == 0)
            pairs.Add(
                Hostile.Pick(random, ["[x=1", "%zz", "a=%ED%A0%80", "&&&", "lang=%00", "a=%00", "page=-1", "handler=%EF%BF%BE", "x=%u0041"])
            );
        return address.Split('?')[0] + "?" + string.Join('&', pairs);
    }

    private static IEnumerable<string> NamesOf(string link) =>
        link.Split('?', 2) is [_, var query] ? query.Split('&').Select(pair => Uri.UnescapeDataString(pair.Split('=')[0])) : [];

    private Body? Content(Route route, string method, PageForm? form, Mood mood, Random random)
    {
        if (HttpMethods.IsGet(method) || HttpMethods.IsHead(method))
            return random.Next(30) == 0 ? Body.Odd([("a", Hostile.Text(random, 3000))], random) : null;
        if (route.Pattern == ReportHook.Path)
            return Body.Mail(random);
        if (form is null)
            return random.Next(4) == 0 ? null : Body.Odd([("a", Hostile.Text(random, 3000)), (Token, Hostile.Short(random))], random);
        var fields = Filled(form, mood, random);
        if (mood == Mood.Everything && random.Next(3) == 0)
            return Body.Odd(fields, random);
        var files = form.Fields.Where(field => field.Type == "file").Select(field => field.Name).ToList();
        return form.IsMultipart || random.Next(8) == 0
            ? Body.Multipart(fields, files, random, mood != Mood.Plain)
            : Body.UrlEncoded(fields);
    }

    /// <summary>The fields as a person, or somebody hostile, would fill them in. The token is left alone.</summary>
    private List<(string Name, string Value)> Filled(PageForm form, Mood mood, Random random)
    {
        var filled = new List<(string Name, string Value)>();
        var attacked = form.Fields.Count == 0 ? -1 : random.Next(form.Fields.Count);
        for (var i = 0; i < form.Fields.Count; i++)
        {
            var field = form.Fields[i];
            if (field.Name == Token || field.Type == "file")
                filled.Add((field.Name, field.Value ?? ""));
            else if (mood != Mood.Plain && (i == attacked || random.Next(8) == 0))
            {
                if (random.Next(8) > 0)
                    filled.Add((field.Name, Hostile.Text(random)));
                if (random.Next(8) == 0)
                    filled.Add((field.Name, Hostile.Text(random)));
            }
            else if (Plausible(field, random) is { } value)
                filled.Add((field.Name, value));
        }
        if (form.Buttons.Count > 0 && random.Next(6) > 0)
            filled.Add((Hostile.Pick(random, form.Buttons) is var button ? button.Name : "", button.Value ?? ""));
        if (mood != Mood.Plain && random.Next(4) == 0)
            filled.Add((Hostile.Pick(random, OddNames), Hostile.Text(random)));
        return filled;
    }

    private string? Plausible(PageField field, Random random) =>
        field.Type switch
        {
            "hidden" => field.Value,
            "checkbox" or "radio" => random.Next(4) == 0 ? field.Choices[0] : field.Value,
            "select" => field.Choices.Count > 0 && random.Next(2) == 0 ? Hostile.Pick(random, field.Choices) : field.Value,
            _ when !string.IsNullOrEmpty(field.Value) && random.Next(3) > 0 => field.Value,
            "email" => Hostile.Pick(random, emails),
            "password" => random.Next(3) == 0 ? "another long walk along the sea" : People.Password,
            "number" => random.Next(1, 100).ToString(CultureInfo.InvariantCulture),
            "date" => string.Create(CultureInfo.InvariantCulture, $"2027-{random.Next(1, 13):D2}-{random.Next(1, 29):D2}"),
            "url" => "https://example.org/" + random.Next(1000).ToString(CultureInfo.InvariantCulture),
            _ when random.Next(4) == 0 => field.Value,
            _ => random.Next(6) == 0 ? Hostile.Pick(random, emails) : Hostile.Words(random),
        };

    private static List<(string Name, string Value)> Headers(int number, Actor who, Mood mood, bool spoils, Random random)
    {
        var headers = new List<(string Name, string Value)> { (Watch.Header, number.ToString(CultureInfo.InvariantCulture)) };
        // The server refuses control characters and lone surrogates before the application sees them: mostly without.
        string Odd() =>
            string.Concat(
                Hostile
                    .Text(random, 3000)
                    .Where(
                        random.Next(8) == 0 ? unit => unit is not ('\r' or '\n') : unit => !char.IsControl(unit) && !char.IsSurrogate(unit)
                    )
            );
        var cookies = who.Cookies.ToDictionary(StringComparer.Ordinal);
        if (spoils)
            cookies[Hostile.Pick(random, ["lang", "flash", "antiforgery", "session", "Identity.External", "x", "\uFFFE", ""])] = Odd();
        if (cookies.Count > 0)
            headers.Add(("Cookie", string.Join("; ", cookies.Select(cookie => cookie.Key + "=" + cookie.Value))));
        headers.Add(
            (
                "Accept-Language",
                mood == Mood.Everything && random.Next(8) == 0
                    ? Odd()
                    : Hostile.Pick(random, ["zh-CN,zh;q=0.9", "az", "en", "fr-FR, *;q=0.1"])
            )
        );
        if (random.Next(4) == 0)
        {
            headers.Add(("HX-Request", "true"));
            headers.Add(("HX-Target", mood == Mood.Everything && random.Next(3) == 0 ? Odd() : "results"));
            headers.Add(("HX-Current-URL", mood == Mood.Plain || random.Next(3) > 0 ? "http://127.0.0.1/opportunities" : Odd()));
        }
        if (random.Next(4) == 0)
            headers.Add(("Accept-Encoding", "gzip, br"));
        if (mood == Mood.Everything && random.Next(4) == 0)
            headers.Add(
                (
                    Hostile.Pick(
                        random,
                        [
                            "If-None-Match",
                            "If-Modified-Since",
                            "Range",
                            "Referer",
                            "Origin",
                            "X-Forwarded-For",
                            "X-Forwarded-Proto",
                            "X-HTTP-Method-Override",
                            "Accept",
                            "User-Agent",
                            "Authorization",
                            "X-Hook-Secret",
                            "RequestVerificationToken",
                            "Content-Encoding",
                            "Expect",
                            "Accept-Encoding",
                            "X-Requested-With",
                            "Transfer-Encoding",
                            "Upgrade",
                        ]
                    ),
                    Odd()
                )
            );
        return headers;
    }
}
