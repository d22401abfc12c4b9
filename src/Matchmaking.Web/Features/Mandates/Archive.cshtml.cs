using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>The archive, where a mandate goes that is no longer wanted. The row stays for the alerts that were sent.</summary>
public sealed class ArchiveModel(MatchmakingDb db, MatchRun matching, TimeProvider time, Text t) : PageModel
{
    public Mandate? Mandate { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is null ? NotFound() : Page();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } mandate)
            return NotFound();
        mandate.Archive(time.GetUtcNow());
        // Where a colleague changed it, or the button was pressed twice, the list shows how it stands now.
        if (await db.TrySaveOnAsync(mandate, null, () => matching.SaveAsync(mandate, cancel)))
            TempData["Flash"] = t["mandate.archived", ("name", mandate.Name)];
        return RedirectToPage("Index");
    }

    private async Task<Mandate?> FindAsync(Guid id, CancellationToken cancel) =>
        Mandate = await db.Mandates.OwnedBy(User).SingleOrDefaultAsync(m => m.Id == id, cancel);
}
