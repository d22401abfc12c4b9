using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>How many published opportunities have the same values in everything that can be filtered by.</summary>
public sealed record Combination(List<string> Sectors, List<string> Places, List<string> DealTypes, bool IsOpen, int Count);

/// <summary>
/// The numbers beside the filters. One statement counts the combinations that occur; every number of the page is a sum of some
/// of them, so that twenty options cost no twenty statements.
/// </summary>
public sealed class Facets(IReadOnlyList<Combination> combinations, ListFilter filter, ReferenceData reference)
{
    public static Task<List<Combination>> CountAsync(IQueryable<Opportunity> published, DateOnly today, CancellationToken cancel) => published
        .GroupBy(o => new
        {
            o.SectorCodes, o.Places, o.DealTypes,
            IsOpen = o.Availability == Availability.Open && (o.ValidUntil == null || o.ValidUntil >= today),
        })
        .Select(group => new Combination(group.Key.SectorCodes, group.Key.Places, group.Key.DealTypes, group.Key.IsOpen, group.Count()))
        .ToListAsync(cancel);

    private readonly string[] _sectors = [.. SectorCodesOf(filter.EffectiveSectors, reference)];
    private readonly string[] _places = [.. CodesOf(filter.EffectivePlaces(reference), reference)];

    /// <summary>What the list shows in all its pages.</summary>
    public int Total => Sum(c => InSectors(c) && InPlaces(c) && InDealTypes(c) && InAvailability(c));

    /// <summary>What the conditions meet but the list leaves out (or, with <see cref="ListFilter.All"/>, includes) as no longer open.</summary>
    public int Closed => Sum(c => InSectors(c) && InPlaces(c) && InDealTypes(c) && !c.IsOpen);

    public int OfSector(string code)
    {
        var codes = SectorCodesOf([code], reference).ToArray();
        return Sum(c => c.Sectors.Any(codes.Contains) && InPlaces(c) && InDealTypes(c) && InAvailability(c));
    }

    public int OfPlace(string code)
    {
        var codes = CodesOf([code], reference).ToArray();
        return Sum(c => c.Places.Any(codes.Contains) && InSectors(c) && InDealTypes(c) && InAvailability(c));
    }

    public int OfDealType(string code) => Sum(c => c.DealTypes.Contains(code) && InSectors(c) && InPlaces(c) && InAvailability(c));

    /// <summary>Whether the option is worth showing: something has it, or it is chosen.</summary>
    public bool HasSector(string code) => filter.Sectors.Contains(code) || SectorCodesOf([code], reference).ToArray() is var codes && combinations.Any(c => c.Sectors.Any(codes.Contains));

    /// <inheritdoc cref="HasSector"/>
    public bool HasPlace(string code) => filter.Places.Contains(code) || CodesOf([code], reference).ToArray() is var codes && combinations.Any(c => c.Places.Any(codes.Contains));

    /// <inheritdoc cref="HasSector"/>
    public bool HasDealType(string code) => filter.DealTypes.Contains(code) || combinations.Any(c => c.DealTypes.Contains(code));

    /// <summary>What the list would show without all conditions of a kind: "sector", "region" or "deal".</summary>
    public int Without(string kind) => Sum(c =>
        (kind == "sector" || InSectors(c)) && (kind == "region" || InPlaces(c)) && (kind == "deal" || InDealTypes(c)) && InAvailability(c));

    /// <summary>A sector's code stands for its subsectors too.</summary>
    public static IEnumerable<string> SectorCodesOf(IEnumerable<string> sectors, ReferenceData reference) =>
        sectors.SelectMany(code => reference.SectorOf(code) is { } sector ? reference.CodesWithin(sector) : [code]);

    /// <summary>A region's code stands for its cities and districts too.</summary>
    public static IEnumerable<string> CodesOf(IEnumerable<string> places, ReferenceData reference) =>
        places.SelectMany(code => reference.RegionOf(code) is { } region ? reference.CodesWithin(region) : [code]);

    private int Sum(Func<Combination, bool> wanted) => combinations.Where(wanted).Sum(c => c.Count);
    private bool InSectors(Combination c) => _sectors.Length == 0 || c.Sectors.Any(_sectors.Contains);
    private bool InPlaces(Combination c) => _places.Length == 0 || c.Places.Any(_places.Contains);
    private bool InDealTypes(Combination c) => filter.DealTypes.Count == 0 || c.DealTypes.Any(filter.DealTypes.Contains);
    private bool InAvailability(Combination c) => filter.All || c.IsOpen;
}
