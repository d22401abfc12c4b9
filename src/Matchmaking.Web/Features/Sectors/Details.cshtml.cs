using Matchmaking.Matching.Index;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Progress;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Sectors;

/// <summary>
/// A sector or a subsector: its opportunities, what is known of it, and what was signed. Three statements; a
/// fourth for an investor's scores.
/// </summary>
public sealed class DetailsModel(MatchmakingDb db, PublishedCounts counts, ReferenceData reference, TimeProvider time) : PageModel
{
    public const int MostRows = 30;

    public Sector Sector { get; private set; } = null!;

    /// <summary>The sector that a subsector belongs to; the sector itself otherwise.</summary>
    public Sector Hub { get; private set; } = null!;

    /// <summary>How many open opportunities each subsector has.</summary>
    public IReadOnlyDictionary<string, int> Counts { get; private set; } = new Dictionary<string, int>();

    /// <summary>How many are open, and how many are published and no longer open: the numbers of the list's filter.</summary>
    public int Open { get; private set; }

    /// <inheritdoc cref="Open"/>
    public int Closed { get; private set; }
    public IReadOnlyList<OpportunityRow> Rows { get; private set; } = [];
    public IReadOnlyList<SectorFact> Facts { get; private set; } = [];
    public IReadOnlyList<DocumentLine> Documents { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string code, CancellationToken cancel)
    {
        var known = code.ToLowerInvariant();
        if (reference.SectorOf(known) is not { } sector)
            return NotFound();
        if ((sector.RetiredInto ?? known) is var living && living != code)
            return RedirectToPagePermanent(null, new { code = living });
        (Sector, Hub) = (sector, reference.SectorOf(code.Split('.')[0])!);

        await db.OneConnectionAsync(cancel);
        var within = code + ".";
        var found = db.Opportunities.AsNoTracking().Public().InSectors(reference.CodesWithin(sector));
        var here = await counts.OfAsync(ListFilter.Only(FacetKind.Sector, code), cancel);
        Counts = reference.CodesWithin(sector).ToDictionary(one => one, one => here.Of(FacetKind.Sector, one));
        (Open, Closed) = (here.Total, here.Closed);
        Rows = await db.WithScoresAsync(await found.OpenFirstAsync(BakuDay.Of(time), MostRows, cancel), User, cancel);
        Facts = await db
            .SectorFacts.AsNoTracking()
            .Where(f => f.Sector == code || f.Sector!.StartsWith(within))
            .NewestFirst()
            .Take(50)
            .ToListAsync(cancel);
        Documents = await db
            .SignedDocuments.Where(d => d.Sector == code || d.Sector!.StartsWith(within))
            .NewestFirst()
            .Select(DocumentLine.From)
            .Take(50)
            .ToListAsync(cancel);
        return Page();
    }
}
