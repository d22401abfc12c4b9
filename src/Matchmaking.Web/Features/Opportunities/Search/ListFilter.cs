using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Http.Extensions;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>
/// What a visitor asks the public list for, read from the address. Values of one kind widen each other, kinds narrow each other;
/// a subsector narrows its sector, a city or district its region.
/// </summary>
public sealed class ListFilter
{
    public const int WordsLength = 100;
    private const int MostCodes = 60;

    /// <summary>As typed, cut to <see cref="WordsLength"/>.</summary>
    public string Words { get; private init; } = "";

    /// <summary>For <c>to_tsquery</c>; null when no word was typed.</summary>
    public string? Query { get; private init; }
    public IReadOnlyList<string> Sectors { get; private init; } = [];
    public IReadOnlyList<string> Places { get; private init; } = [];
    public IReadOnlyList<string> DealTypes { get; private init; } = [];

    /// <summary>Whether what is no longer open is listed too.</summary>
    public bool All { get; private init; }

    /// <summary>What the address says and nobody understands; shown, never silently dropped.</summary>
    public IReadOnlyList<string> Ignored { get; private init; } = [];
    public bool WordsWereCut { get; private init; }

    public int Count => Sectors.Count + Places.Count + DealTypes.Count + (Words.Length > 0 ? 1 : 0) + (All ? 1 : 0);

    /// <summary>The list as it is found at first: everything that is open.</summary>
    public static ListFilter Nothing { get; } = new();

    /// <summary>What is open in a sector or subsector.</summary>
    public static ListFilter InSector(string code) => new() { Sectors = [code] };

    /// <summary>What is open in a region, city or district.</summary>
    public static ListFilter InPlace(string code) => new() { Places = [code] };

    public static ListFilter Read(IQueryCollection address, ReferenceData reference)
    {
        var ignored = new List<string>();
        var typed = CleanText.Line(address["q"]);
        var words = CleanText.Cut(typed, WordsLength);
        var query = SearchWords.QueryOf(words);
        if (words.Length > 0 && query is null)
            ignored.Add(words);
        return new()
        {
            Words = query is null ? "" : words,
            WordsWereCut = typed.Length > WordsLength,
            Query = query,
            Sectors = Known("sector", code => reference.SectorOf(reference.SectorOf(code)?.RetiredInto ?? code)?.Code),
            Places = Known("region", code => reference.PlaceOf(code)?.Code is { } known ? reference.UnitOf(known)?.Code ?? known : null),
            DealTypes = Known("deal", code => reference.DealTypeOf(code)?.Code),
            All = address["all"] == "1",
            Ignored = ignored,
        };

        List<string> Known(string name, Func<string, string?> find)
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

    /// <summary>The codes that really narrow: a sector whose subsector is chosen too only led the way to it.</summary>
    public IEnumerable<string> EffectiveSectors =>
        Sectors.Where(code => !Sectors.Any(other => other.StartsWith(code + ".", StringComparison.Ordinal)));

    /// <inheritdoc cref="EffectiveSectors"/>
    public IEnumerable<string> EffectivePlaces(ReferenceData reference) =>
        Places.Where(code => reference.RegionOf(code) is not { } region || !region.Units.Any(unit => Places.Contains(unit.Code)));

    /// <summary>The address of the same list without one of its values, or at another page of it.</summary>
    public string Address(string? without = null, bool? all = null, string? page = null)
    {
        IEnumerable<string> Except(IReadOnlyList<string> codes) => codes.Where(code => code != without);
        return AddressOf(without == "q" ? "" : Words, Except(Sectors), Except(Places), Except(DealTypes), all ?? All, page);
    }

    /// <summary>The address of the same list without all values of a kind: "sector", "region" or "deal".</summary>
    public string AddressWithoutKind(string kind) =>
        AddressOf(Words, kind == "sector" ? [] : Sectors, kind == "region" ? [] : Places, kind == "deal" ? [] : DealTypes, All, null);

    private static string AddressOf(
        string words,
        IEnumerable<string> sectors,
        IEnumerable<string> places,
        IEnumerable<string> dealTypes,
        bool all,
        string? page
    )
    {
        var query = new QueryBuilder
        {
            { "sector", sectors },
            { "region", places },
            { "deal", dealTypes },
        };
        if (words.Length > 0)
            query.Add("q", words);
        if (all)
            query.Add("all", "1");
        var address = SiteLinks.Opportunities + query.ToQueryString();
        return page is null ? address : address + (query.Any() ? "&" : "?") + page;
    }
}
