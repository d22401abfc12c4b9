using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>All that the desk knows of an organisation: people, mandates, what passed, names, family, deals and merges.</summary>
public sealed class DetailsModel(MatchmakingDb db) : PageModel
{
    private const int PageSize = 50;

    /// <summary>How many deals the pages before have shown.</summary>
    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    /// <summary>The only kind of line that the timeline shows; null for all.</summary>
    [BindProperty(SupportsGet = true)]
    public TimelineKind? Kind { get; set; }

    /// <summary>The last line of the timeline's page before.</summary>
    [BindProperty(SupportsGet = true)]
    public string? After { get; set; }

    public IReadOnlyList<Mandate> Mandates { get; private set; } = [];

    /// <summary>Listings that it promotes, the newest first.</summary>
    public IReadOnlyList<PromotedListing> Promoted { get; private set; } = [];
    public bool PromotesMore { get; private set; }
    public TimelineView Timeline { get; private set; } = null!;

    public OrganisationView Organisation { get; private set; } = null!;
    public IReadOnlyList<DealRow> Deals { get; private set; } = [];
    public IReadOnlyList<SameName> SameNames { get; private set; } = [];
    public int? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var found = await db.OrganisationViewAsync(id, cancel);
        if (found is null)
            return NotFound();
        // Links to what was merged lead to what it is now.
        if (found.MergedIntoId is { } now)
            return RedirectToPage(new { id = now });
        (Organisation, From) = (found, Math.Clamp(From, 0, 100_000));
        (Deals, var hasMore) = await DealRow
            .From(db.Deals.AsNoTracking().Where(d => d.OrganisationId == id).NewestFirst().Skip(From))
            .PageAsync(PageSize, cancel);
        Next = hasMore ? From + PageSize : null;
        Mandates = await db
            .Mandates.AsNoTracking()
            .Where(m => m.OrganisationId == id && m.ArchivedAt == null)
            .OrderBy(m => m.Name)
            .Take(PageSize)
            .ToListAsync(cancel);
        (Promoted, PromotesMore) = await db.PromotedBy(id).PageAsync(PageSize, cancel);
        Timeline = await new Timeline(db, id).ViewAsync(Kind, ListPosition.Read(After), cancel);
        SameNames = [.. (await db.SameNames(id).Take(10).ToListAsync(cancel)).DistinctBy(same => (same.Id, same.KnownId))];
        return Page();
    }
}
