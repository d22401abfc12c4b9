using Matchmaking.Web.Database;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>Pauses the alerts of one mandate, or lets them through again, from the page that the mail opened.</summary>
public sealed class PauseModel(MatchmakingDb db, AlertPages alerts, TimeProvider time) : PageModel
{
    public IActionResult OnGet(string token) => RedirectToPage("/Alerts/Index", new { token });

    public async Task<IActionResult> OnPostAsync(string token, bool paused, CancellationToken cancel)
    {
        if (await alerts.FindAsync(token, cancel) is not { } item)
            return NotFound();
        if (paused)
            item.Mandate!.Pause(time.GetUtcNow());
        else
            item.Mandate!.Resume();
        await db.SaveChangesAsync(cancel);
        await alerts.NoteSignOfLifeAsync(item, cancel);
        return RedirectToPage("/Alerts/Index", new { token });
    }
}
