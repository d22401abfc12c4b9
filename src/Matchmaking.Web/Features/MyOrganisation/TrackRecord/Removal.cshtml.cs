using Matchmaking.Web.Database;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.TrackRecord;

/// <summary>Takes a deal out of the track record of one's own organisation.</summary>
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
        return RedirectToPage("Index");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Deals.AsNoTracking().OwnedBy(User).SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } deal)
            return false;
        Deal = deal;
        return true;
    }
}
