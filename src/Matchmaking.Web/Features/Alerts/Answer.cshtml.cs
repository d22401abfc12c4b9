using Matchmaking.Web.Features.Matches.Feedback;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// "It fits" or "it does not fit", said from the page that the mail opened. Saying it again replaces it, "none" takes it back.
/// </summary>
public sealed class AnswerModel(FeedbackService book, AlertPages alerts) : PageModel
{
    /// <summary>A person who lands here by the address alone is sent to the question.</summary>
    public IActionResult OnGet(string token) => RedirectToPage("/Alerts/Index", new { token });

    public async Task<IActionResult> OnPostAsync(string token, string? answer, string? because, CancellationToken cancel)
    {
        if (FeedbackSaid.Read(answer, because) is not { } said || await alerts.FindAsync(token, cancel) is not { } item)
            return NotFound();
        var (person, question) = alerts.ActingFor(this, item);
        if (question is not null)
            return question;
        await book.SayAsync(item.Mandate!.OrganisationId, person, item.OpportunityId, said, cancel);
        await alerts.NoteSignOfLifeAsync(person, cancel);
        return RedirectToPage("/Alerts/Index", null, new { token }, "ask");
    }
}
