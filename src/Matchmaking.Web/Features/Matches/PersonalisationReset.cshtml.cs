using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Matches;

/// <summary>Forgets what the answers so far weigh. It cannot be undone, so it is asked first.</summary>
public sealed class PersonalisationResetModel(FeedbackService book, Text t) : PageModel
{
    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (User.OrganisationId() is not { } organisation)
            return NotFound();
        await book.ResetAsync(organisation, cancel);
        TempData["Flash"] = t["personalisation.reset.done"];
        return RedirectToPage("/Matches/Personalisation");
    }
}
