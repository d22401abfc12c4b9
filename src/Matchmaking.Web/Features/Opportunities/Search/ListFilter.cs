using Matchmaking.Matching.Index;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Http.Extensions;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>How the public list is ordered.</summary>
public enum ListOrder
{
    /// <summary>Newest first.</summary>
    Newest,

    /// <summary>What is nearest to the words first.</summary>
    Relevance,

    /// <summary>What fits the reader's mandates best first.</summary>
    Match,

    /// <summary>What closes first, first.</summary>
    Closing,

    /// <summary>The largest amount first.</summary>
    Amount,
}

/// <summary>
/// What a visitor asks the public list for, read from the address. Values of one kind widen each other, kinds and questions narrow each
/// other; a subsector narrows its sector, a city or district its region.
/// </summary>
public sealed record ListFilter
{
    public const int WordsLength = 100;

    /// <summary>Questions of yes and no, by their names in an address.</summary>
    public const string Closing = "closing",
        New = "new",
        Fits = "fits",
        Saved = "saved",
        Followed = "followed";

    /// <summary>What closes within so many days, today included, closes soon.</summary>
    public const int ClosingDays = 30;

    private const int MostCodes = 60;

    /// <summary>The kinds of conditions, by their names in an address.</summary>
    public static IReadOnlyList<(FacetKind Kind, string Name)> Kinds { get; } =
    [
        (FacetKind.Sector, "sector"),
        (FacetKind.Place, "region"),
        (FacetKind.Zone, "zone"),
        (FacetKind.DealType, "deal"),
        (FacetKind.TechnicalStage, "stage"),
        (FacetKind.LegalStage, "legal"),
        (FacetKind.Amount, "amount"),
        (FacetKind.Need, "need"),
    ];

    /// <summary>The questions, in the order in which they are shown.</summary>
    public static IReadOnlyList<string> Questions { get; } = [Fits, Saved, Followed, New, Closing];

    /// <summary>As typed, cut to <see cref="WordsLength"/>.</summary>
    public string Words { get; init; } = "";

    /// <summary>Whether the words are searched as they stand: no likely spelling in their place.</summary>
    public bool IsExact { get; init; }

    /// <summary>Whether what is no longer open is listed too.</summary>
    public bool All { get; init; }

    /// <summary>The questions that narrow the list.</summary>
    public IReadOnlyList<string> Asked { get; init; } = [];

    /// <summary>
    /// Questions of the address that its reader cannot ask, for example for what is saved while nobody is signed in; said, and left out.
    /// </summary>
    public IReadOnlyList<string> NotAsked { get; init; } = [];

    /// <summary>As asked for; null for the order that goes without saying.</summary>
    public ListOrder? Order { get; init; }

    /// <summary>What the address says and nobody understands; shown, never silently dropped.</summary>
    public IReadOnlyList<string> Ignored { get; init; } = [];
    public bool WordsWereCut { get; init; }

    private IReadOnlyDictionary<FacetKind, IReadOnlyList<string>> Codes { get; init; } = new Dictionary<FacetKind, IReadOnlyList<string>>();

    /// <summary>The codes that were chosen of a kind.</summary>
    public IReadOnlyList<string> this[FacetKind kind] => Codes.GetValueOrDefault(kind, []);

    /// <summary>How many conditions there are.</summary>
    public int Count => Codes.Values.Sum(codes => codes.Count) + Asked.Count + (Words.Length > 0 ? 1 : 0) + (All ? 1 : 0);

    /// <summary>The list as it is found at first: everything that is open.</summary>
    public static ListFilter Nothing { get; } = new();

    /// <summary>What is open and has one value.</summary>
    public static ListFilter Only(FacetKind kind, string code) => Nothing.With(kind, [code]);

    public static ListFilter Read(IQueryCollection address, ReferenceData reference)
    {
        var ignored = new List<string>();
        var typed = CleanText.Line(address["q"]);
        return new()
        {
            Words = CleanText.Cut(typed, WordsLength),
            WordsWereCut = typed.Length > WordsLength,
            IsExact = address["exact"] == "1",
            Codes = Kinds.ToDictionary(kind => kind.Kind, kind => Known(kind.Name, code => FacetNames.CodeOf(kind.Kind, code, reference))),
            Asked = [.. Questions.Where(question => address[question] == "1")],
            All = address["all"] == "1",
            Order = EnumName.Read<ListOrder>(address["order"]),
            Ignored = ignored,
        };

        IReadOnlyList<string> Known(string name, Func<string, string?> find)
        {
            var known = new List<string>();
            foreach (var code in address[name].OfType<string>().Where(code => code.Length > 0).Distinct().Take(MostCodes))
                if (find(code) is not { } found)
                    ignored.Add(CleanText.Shown(code, 40));
                else if (!known.Contains(found))
                    known.Add(found);
            return known;
        }
    }

    /// <summary>The codes that really narrow: a sector or region within which something is chosen, too, only led the way to it.</summary>
    public IEnumerable<string> Effective(FacetKind kind, ReferenceData reference) =>
        this[kind]
            .Where(code =>
                kind switch
                {
                    FacetKind.Sector => !this[kind].Any(other => other.StartsWith(code + ".", StringComparison.Ordinal)),
                    FacetKind.Place => reference.RegionOf(code) is not { } region
                        || !region.Units.Any(unit => this[kind].Contains(unit.Code)),
                    _ => true,
                }
            );

    /// <summary>What listings carry for the codes that were chosen: those of what lies within, too.</summary>
    public FacetCodes CodesWithin(ReferenceData reference)
    {
        IReadOnlyCollection<string> Of(FacetKind kind) =>
            [.. Effective(kind, reference).SelectMany(code => FacetNames.CodesWithin(kind, code, reference))];
        return new()
        {
            [FacetKind.Sector] = Of(FacetKind.Sector),
            [FacetKind.Place] = Of(FacetKind.Place),
            [FacetKind.Zone] = Of(FacetKind.Zone),
            [FacetKind.DealType] = Of(FacetKind.DealType),
            [FacetKind.TechnicalStage] = Of(FacetKind.TechnicalStage),
            [FacetKind.LegalStage] = Of(FacetKind.LegalStage),
            [FacetKind.Amount] = Of(FacetKind.Amount),
            [FacetKind.Need] = Of(FacetKind.Need),
        };
    }

    /// <summary>The same with these codes of a kind instead of its own.</summary>
    public ListFilter With(FacetKind kind, IReadOnlyList<string> codes) =>
        this with
        {
            Codes = new Dictionary<FacetKind, IReadOnlyList<string>>(Codes) { [kind] = codes },
        };

    /// <summary>The same without one value.</summary>
    public ListFilter Without(FacetKind kind, string code) => With(kind, [.. this[kind].Where(other => other != code)]);

    /// <summary>The same without its words, and without an order that only words give.</summary>
    public ListFilter WithoutWords() => this with { Words = "", IsExact = false, Order = Order == ListOrder.Relevance ? null : Order };

    /// <summary>The same when nothing in its words can be searched for, which is said.</summary>
    public ListFilter WithoutSearchableWords() => Words.Length == 0 ? this : WithoutWords() with { Ignored = [.. Ignored, Words] };

    /// <summary>The same with the questions alone that the reader can ask: a shared address may have others.</summary>
    public ListFilter For(ListReader reader) =>
        this with
        {
            Asked = [.. Asked.Where(reader.Has)],
            NotAsked = [.. Asked.Where(question => !reader.Has(question))],
        };

    /// <summary>The same with or without a question.</summary>
    public ListFilter Asking(string question, bool isAsked) =>
        this with
        {
            Asked = [.. Questions.Where(other => other == question ? isAsked : Asked.Contains(other))],
        };

    /// <summary>Where the list is found.</summary>
    /// <param name="window">Names and values that say which part of it; none for its start.</param>
    public string Address(params ReadOnlySpan<(string Name, string Value)> window)
    {
        var query = new QueryBuilder();
        foreach (var (kind, name) in Kinds)
            query.Add(name, this[kind]);
        if (Words.Length > 0)
            query.Add("q", Words);
        if (IsExact && Words.Length > 0)
            query.Add("exact", "1");
        foreach (var question in Asked)
            query.Add(question, "1");
        if (All)
            query.Add("all", "1");
        if (Order is { } order)
            query.Add("order", NameOf(order));
        foreach (var (name, value) in window)
            query.Add(name, value);
        return SiteLinks.Opportunities + query.ToQueryString();
    }

    /// <summary>As it stands in an address, and at the end of a text's key.</summary>
    public static string NameOf(ListOrder order) => order.ToString().ToLowerInvariant();
}
