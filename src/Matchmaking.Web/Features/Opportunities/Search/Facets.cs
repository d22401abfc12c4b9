using Matchmaking.Matching.Index;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>The numbers beside the filters.</summary>
public sealed class Facets(FacetCounts counts, ListFilter filter)
{
    /// <summary>What the list shows in all its pages.</summary>
    public int Total => counts.Total;

    /// <summary>
    /// What the conditions meet but the list leaves out (or, with <see cref="ListFilter.All"/>, includes) as no longer open.
    /// </summary>
    public int Closed => counts.Closed;

    public int OfSector(string code) => counts.Of(FacetKind.Sector, code);

    public int OfPlace(string code) => counts.Of(FacetKind.Place, code);

    public int OfDealType(string code) => counts.Of(FacetKind.DealType, code);

    /// <summary>Whether the option is worth showing: something has it, or it is chosen.</summary>
    public bool HasSector(string code) => filter.Sectors.Contains(code) || counts.Occurs(FacetKind.Sector, code);

    /// <inheritdoc cref="HasSector"/>
    public bool HasPlace(string code) => filter.Places.Contains(code) || counts.Occurs(FacetKind.Place, code);

    /// <inheritdoc cref="HasSector"/>
    public bool HasDealType(string code) => filter.DealTypes.Contains(code) || counts.Occurs(FacetKind.DealType, code);

    /// <summary>What the list would show without all conditions of a kind: "sector", "region" or "deal".</summary>
    public int Without(string kind) =>
        counts.Without(
            kind switch
            {
                "sector" => FacetKind.Sector,
                "region" => FacetKind.Place,
                _ => FacetKind.DealType,
            }
        );

    /// <summary>A sector's code stands for its subsectors too.</summary>
    public static IEnumerable<string> SectorCodesOf(IEnumerable<string> sectors, ReferenceData reference) =>
        sectors.SelectMany(code => reference.SectorOf(code) is { } sector ? reference.CodesWithin(sector) : [code]);

    /// <summary>A region's code stands for its cities and districts too.</summary>
    public static IEnumerable<string> CodesOf(IEnumerable<string> places, ReferenceData reference) =>
        places.SelectMany(code => reference.RegionOf(code) is { } region ? reference.CodesWithin(region) : [code]);
}
