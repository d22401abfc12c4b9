using AngleSharp.Html.Parser;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>Somebody at a browser: cookies, and what was seen on the pages so far.</summary>
internal sealed class Actor(string role, Routes routes)
{
    /// <summary>Of each route, at most so many are remembered; newer ones replace older ones.</summary>
    private const int Most = 12;

    private static readonly HtmlParser Parser = new();

    public string Role => role;

    public SortedDictionary<string, string> Cookies { get; } = new(StringComparer.Ordinal);

    /// <summary>Forms that are posted, by the route to which they go.</summary>
    public Dictionary<Route, List<PageForm>> Forms { get; } = [];

    /// <summary>Forms that become a query.</summary>
    public Dictionary<Route, List<PageForm>> Queries { get; } = [];

    /// <summary>Addresses by route, with their queries.</summary>
    public Dictionary<Route, List<string>> Links { get; } = [];

    /// <summary>Keeps cookies, links and forms of an answer. False when it says that nobody is signed in here.</summary>
    public bool Learn(string path, WireAnswer answer, bool withoutCookies)
    {
        foreach (
            var cookie in answer
                .Headers.Where(header => !withoutCookies && header.Name.Equals("Set-Cookie", StringComparison.OrdinalIgnoreCase))
                .Select(header => header.Value.Split(';')[0].Split('=', 2))
        )
            if (cookie is [var name, { Length: > 0 } value])
                Cookies[name] = value;
            else
                Cookies.Remove(cookie[0]);
        if (answer.Header("Location") is { } location)
            LearnLink(location);
        if (answer.Header("Content-Type")?.StartsWith("text/html", StringComparison.Ordinal) == true && answer.Body.Length > 0)
        {
            using var document = Parser.ParseDocument(answer.Body);
            foreach (var link in document.QuerySelectorAll("[href], [hx-get], iframe[src]"))
                LearnLink(link.GetAttribute("href") ?? link.GetAttribute("hx-get") ?? link.GetAttribute("src") ?? "");
            foreach (var form in PageForm.Of(document, path))
                if (routes.Of(PathOf(form.Action)) is { } route)
                    Keep(form.IsPost ? Forms : Queries, route, form);
        }
        return role == "anonymous" || Cookies.ContainsKey("session");
    }

    /// <summary>Remembers an address of the site.</summary>
    public void LearnLink(string address)
    {
        if (address.StartsWith("http", StringComparison.Ordinal) && Uri.TryCreate(address, UriKind.Absolute, out var absolute))
            address = absolute.PathAndQuery;
        if (routes.Of(PathOf(address)) is { } route && !(Links.TryGetValue(route, out var known) && known.Contains(address)))
            Keep(Links, route, address);
    }

    private static string PathOf(string address) => Uri.UnescapeDataString(address.Split('?', '#')[0]);

    private static void Keep<T>(Dictionary<Route, List<T>> book, Route route, T item)
    {
        if (!book.TryGetValue(route, out var items))
            book[route] = items = [];
        items.Add(item);
        if (items.Count > Most)
            items.RemoveAt(0);
    }
}
