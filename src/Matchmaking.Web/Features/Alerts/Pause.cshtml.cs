using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Pauses the alerts of one mandate, or lets them through again, from the page that the mail opened. Saved through matching, so that what
/// was published during the pause is told when it ends.
/// </summary>
public sealed class PauseModel(MatchmakingDb db, AlertPages alerts, MatchRun matching, TimeProvider time) : PageModel
{
    public IActionResult OnGet(string token) => RedirectToPage("/Alerts/Index", new { token });

    public async Task<IActionResult> OnPostAsync(string token, bool paused, CancellationToken cancel)
    {
        if (await alerts.FindAsync(token, cancel) is not { } item)
            return NotFound();
        var (person, question) = alerts.ActingFor(this, item);
        if (question is not null)
            return question;
        if (paused)
            item.Mandate!.Pause(time.GetUtcNow());
        else
            item.Mandate!.Resume();
        // Where it was changed at the same moment, or the button pressed twice, the page shows how it stands now.
        await db.TrySaveOnAsync(item.Mandate, null, () => matching.SaveAsync(item.Mandate, cancel));
        await alerts.NoteSignOfLifeAsync(person, cancel);
        return RedirectToPage("/Alerts/Index", new { token });
    }
}
