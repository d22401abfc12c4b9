using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Deals;

/// <summary>The desk takes a deal out of a track record.</summary>
public sealed class RemovalModel(MatchmakingDb db, DealEntry entry, Text t) : PageModel
{
    public Deal Deal { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        await entry.RemoveAsync(Deal, cancel);
        TempData["Flash"] = t["deal.removed"];
        return RedirectToPage("/Desk/Organisations/Details", new { id = Deal.OrganisationId });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Deals.AsNoTracking().Include(d => d.Organisation).SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } deal)
            return false;
        Deal = deal;
        return true;
    }
}
