using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>A pause of a mandate: it sends nothing until the pause ends.</summary>
public sealed class PauseModel(MatchmakingDb db, MatchRun matching, TimeProvider time, Text t) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("Index");

    public Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel) =>
        SetAsync(id, mandate => mandate.Pause(time.GetUtcNow()), "mandate.paused", cancel);

    /// <summary>Ends the pause. What was published meanwhile is told of now, since the mandate is matched anew.</summary>
    public Task<IActionResult> OnPostEndAsync(Guid id, CancellationToken cancel) =>
        SetAsync(id, mandate => mandate.Resume(), "mandate.resumed", cancel);

    private async Task<IActionResult> SetAsync(Guid id, Action<Mandate> change, string said, CancellationToken cancel)
    {
        if (await db.Mandates.OwnedBy(User).SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mandate)
            return NotFound();
        change(mandate);
        // Where a colleague changed it, or the button was pressed twice, the list shows how it stands now.
        if (await db.TrySaveOnAsync(mandate, null, () => matching.SaveAsync(mandate, cancel)))
            TempData["Flash"] = t[said, ("name", mandate.Name)];
        return RedirectToPage("Index");
    }
}
