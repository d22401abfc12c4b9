using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Regions;

/// <summary>An economic region: its opportunities, cities and districts, zones, facts and documents. Four statements; a fifth for an investor's scores.</summary>
public sealed class DetailsModel(MatchmakingDb db, ReferenceData reference, TimeProvider time) : PageModel
{
    public const int MostRows = 30;

    public EconomicRegion Region { get; private set; } = null!;
    /// <summary>How many published opportunities each place of the region has.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();
    public int Total { get; private set; }
    public IReadOnlyList<OpportunityRow> Rows { get; private set; } = [];
    public IReadOnlyList<Zone> Zones { get; private set; } = [];
    public IReadOnlyList<SectorFact> Facts { get; private set; } = [];
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        // A city or a district is shown on the page of its region.
        if (reference.PlaceOf(code.ToUpperInvariant()) is not { } place)
            return NotFound();
        if (place.Region != code)
            return RedirectPermanent("/regions/" + place.Region);
        Region = reference.RegionOf(code)!;
        var codes = reference.CodesWithin(Region);
        Zones = [.. reference.Zones.Where(zone => zone.Places.Any(codes.Contains))];

        var here = db.Opportunities.AsNoTracking().Public().InPlaces(codes);
        var places = await here.GroupBy(o => o.Places).Select(group => new { Places = group.Key, Count = group.Count() }).ToListAsync(cancel);
        Counts = codes.ToDictionary(one => one, one => places.Where(group => group.Places.Contains(one)).Sum(group => group.Count));
        Total = places.Sum(group => group.Count);
        Rows = await db.WithScoresAsync(await here.OpenFirst(BakuDay.Of(time)).Select(OpportunityRow.From).Take(MostRows).ToListAsync(cancel), User, cancel);
        Facts = await db.SectorFacts.AsNoTracking().Where(f => codes.Contains(f.Place)).NewestFirst().Take(50).ToListAsync(cancel);
        Documents = await db.SignedDocuments
            .Where(d => d.Opportunity!.Status == PublicationStatus.Published && d.Opportunity.Places.Any(one => codes.Contains(one)))
            .NewestFirst().Select(DocumentLine.From).Take(50).ToListAsync(cancel);
        return Page();
    }
}
