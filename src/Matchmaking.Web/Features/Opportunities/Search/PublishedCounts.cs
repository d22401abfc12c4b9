using Matchmaking.Matching.Index;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>How many published listings there are of each sector, place and deal type, counted in memory.</summary>
public sealed class PublishedCounts(OpportunitiesInMemory inMemory, ReferenceData reference, TimeProvider time)
{
    /// <summary>A sector stands for its subsectors too, a region for its cities and districts.</summary>
    private readonly FacetOptions _options = new([
        .. reference
            .Sectors.SelectMany(hub => (Sector[])[hub, .. hub.Subsectors ?? []])
            .Select(sector => new FacetOption(FacetKind.Sector, sector.Code, reference.CodesWithin(sector))),
        .. reference.Regions.Select(region => new FacetOption(FacetKind.Place, region.Code, reference.CodesWithin(region))),
        .. reference.Regions.SelectMany(region => region.Units).Select(unit => new FacetOption(FacetKind.Place, unit.Code, [unit.Code])),
        .. reference.DealTypes.Select(type => new FacetOption(FacetKind.DealType, type.Code, [type.Code])),
    ]);

    /// <summary>The numbers for a filter.</summary>
    /// <param name="filter">The filter.</param>
    /// <param name="withWords">The published listings that its words find; null when it has none.</param>
    public Task<FacetCounts> OfAsync(ListFilter filter, IReadOnlyCollection<Guid>? withWords, CancellationToken cancel) =>
        CountAsync(
            new(
                [.. Facets.SectorCodesOf(filter.EffectiveSectors, reference)],
                [.. Facets.CodesOf(filter.EffectivePlaces(reference), reference)],
                filter.DealTypes,
                filter.All,
                BakuDay.Of(time),
                withWords
            ),
            cancel
        );

    /// <summary>The numbers of everything that is published.</summary>
    public Task<FacetCounts> OfAllAsync(CancellationToken cancel) => CountAsync(FacetFilter.All(BakuDay.Of(time)), cancel);

    private async Task<FacetCounts> CountAsync(FacetFilter filter, CancellationToken cancel) =>
        (await inMemory.CurrentAsync(cancel)).Facets.Count(filter, _options);
}
