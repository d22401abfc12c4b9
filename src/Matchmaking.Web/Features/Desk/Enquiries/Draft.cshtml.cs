using Matchmaking.Web.Features.Enquiries.Answers;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>
/// Keeps what is being written, a moment after each pause in typing, and shows what the investor will read; colleagues see that somebody
/// writes.
/// </summary>
public sealed class DraftModel(AnswerDrafts drafts, AnswerPreviews previews) : PageModel
{
    public IActionResult OnGet(Guid id) => RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(
        Guid id,
        [Bind(Prefix = "Input")] AnswerInput input,
        string? formKey,
        CancellationToken cancel
    )
    {
        if (await previews.ReadAsync(id, input, User, cancel) is not { } preview)
            return NotFound();
        await drafts.KeepAsync(preview.Enquiry, input, formKey, User, cancel);
        return Partial("_AnswerPreview", preview);
    }
}
