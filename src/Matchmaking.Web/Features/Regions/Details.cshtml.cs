using Matchmaking.Matching.Index;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Regions;

/// <summary>
/// An economic region: its opportunities, cities and districts, zones, facts and documents. Three statements; a
/// fourth for an investor's scores.
/// </summary>
public sealed class DetailsModel(MatchmakingDb db, PublishedCounts counts, ReferenceData reference, Text t, TimeProvider time) : PageModel
{
    public const int MostRows = 30;

    public EconomicRegion Region { get; private set; } = null!;

    /// <summary>How many open opportunities each place of the region has.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    /// <summary>The region with its cities, districts and zones.</summary>
    public CountryMap Map { get; private set; } = null!;

    /// <summary>How many are open, and how many are published and no longer open: the numbers of the list's filter.</summary>
    public int Open { get; private set; }

    /// <inheritdoc cref="Open"/>
    public int Closed { get; private set; }
    public IReadOnlyList<OpportunityRow> Rows { get; private set; } = [];
    public IReadOnlyList<Zone> Zones { get; private set; } = [];
    public IReadOnlyList<Incentive> Incentives { get; private set; } = [];
    public IReadOnlyList<SectorFact> Facts { get; private set; } = [];
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        // A city or a district is shown on the page of its region.
        if (reference.PlaceOf(code.ToUpperInvariant()) is not { } place)
            return NotFound();
        if (place.Region != code)
            return RedirectPermanent(SiteLinks.Region(place.Region));
        Region = reference.RegionOf(code)!;
        var codes = reference.CodesWithin(Region);
        (Zones, Incentives) = (reference.ZonesIn(Region), reference.IncentivesIn(Region));

        await db.OneConnectionAsync(cancel);
        var here = db.Opportunities.AsNoTracking().Public().InPlaces(codes);
        var found = await counts.OfAsync(ListFilter.Only(FacetKind.Place, Region.Code), cancel);
        Counts = Region.Units.ToDictionary(unit => unit.Code, unit => found.Of(FacetKind.Place, unit.Code));
        Map = CountryMap.Of(Region, reference, found, t);
        (Open, Closed) = (found.Total, found.Closed);
        Rows = await db.WithScoresAsync(await here.OpenFirstAsync(BakuDay.Of(time), MostRows, cancel), User, cancel);
        Facts = await db.SectorFacts.AsNoTracking().Where(f => codes.Contains(f.Place)).NewestFirst().Take(50).ToListAsync(cancel);
        Documents = await db
            .SignedDocuments.Where(d =>
                d.Opportunity!.Status == PublicationStatus.Published && d.Opportunity.Places.Any(one => codes.Contains(one))
            )
            .NewestFirst()
            .Select(DocumentLine.From)
            .Take(50)
            .ToListAsync(cancel);
        return Page();
    }
}
