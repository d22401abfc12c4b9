using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>"It fits" or "it does not fit", said from the page that the mail opened. Saying it again replaces it.</summary>
public sealed class AnswerModel(MatchmakingDb db, AlertPages alerts, TimeProvider time) : PageModel
{
    /// <summary>A person who lands here by the address alone is sent to the question.</summary>
    public IActionResult OnGet(string token) => RedirectToPage("/Alerts/Index", new { token });

    public async Task<IActionResult> OnPostAsync(string token, string? answer, CancellationToken cancel)
    {
        Feedback? said = answer switch { "fits" => Feedback.Fits, "does-not-fit" => Feedback.DoesNotFit, _ => null };
        if (said is null || await alerts.FindAsync(token, cancel) is not { } item)
            return NotFound();
        var now = time.GetUtcNow();
        await db.Matches
            .Where(m => m.MandateId == item.MandateId && m.OpportunityId == item.OpportunityId)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Feedback, said).SetProperty(m => m.FeedbackAt, now), cancel);
        return RedirectToPage("/Alerts/Index", new { token });
    }
}
