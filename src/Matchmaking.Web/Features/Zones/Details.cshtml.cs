using Matchmaking.Matching.Index;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Links;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Zones;

/// <summary>
/// An industrial park, industrial district or free zone: what is known of it, what is open in it, its incentives, and what was signed for
/// its projects. Two statements; a third for an investor's scores.
/// </summary>
public sealed class DetailsModel(MatchmakingDb db, OpportunitiesInMemory inMemory, PublishedCounts counts, ReferenceData reference)
    : PageModel
{
    public const int MostRows = 30;

    public Zone Zone { get; private set; } = null!;

    /// <summary>The cities and districts that it lies in, with their regions.</summary>
    public IReadOnlyList<(PlaceUnit Unit, EconomicRegion Region)> Places { get; private set; } = [];

    /// <summary>How many are open, and how many are published and no longer open: the numbers of the list's filter.</summary>
    public int Open { get; private set; }

    /// <inheritdoc cref="Open"/>
    public int Closed { get; private set; }
    public IReadOnlyList<OpportunityRow> Rows { get; private set; } = [];
    public IReadOnlyList<Incentive> Incentives { get; private set; } = [];
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        if (reference.ZoneOf(code.ToLowerInvariant()) is not { } zone)
            return NotFound();
        if (zone.Code != code)
            return RedirectPermanent(SiteLinks.Zone(zone.Code));
        Zone = zone;
        Places = [.. zone.Places.Select(place => (reference.UnitOf(place)!, reference.RegionOf(reference.PlaceOf(place)?.Region)!))];
        Incentives = reference.IncentivesIn(zone);

        await db.OneConnectionAsync(cancel);
        var published = await inMemory.CurrentAsync(cancel);
        // What was found in memory is read by its keys: the table has no index of zones.
        var filter = ListFilter.Only(FacetKind.Zone, zone.Code);
        var (found, page) = List(filter, MostRows);
        (Open, Closed) = (found.Total, found.Closed);
        Rows = await db.WithScoresAsync(await db.RowsAsync(page.Rows, null, cancel), User, cancel);
        var all = List(filter with { All = true }, ListWindow.Most).Page.Rows.Select(row => (Guid?)row.Id).ToArray();
        Documents = await db
            .SignedDocuments.Where(d => all.Contains(d.OpportunityId))
            .NewestFirst()
            .Select(DocumentLine.From)
            .Take(50)
            .ToListAsync(cancel);
        return Page();

        (FacetCounts Counts, FacetPage Page) List(ListFilter asked, int most) =>
            counts.List(published, asked, null, new(null, null, null), new(FacetOrder.Newest, most));
    }
}
