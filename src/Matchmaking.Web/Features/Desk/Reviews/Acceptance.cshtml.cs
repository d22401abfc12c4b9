using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.MyOrganisation;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Reviews;

/// <summary>Makes a submission a draft of the desk, in the hands of whoever accepted it.</summary>
public sealed class AcceptanceModel(
    MatchmakingDb db,
    OpportunitySave saving,
    MailWakeUp wakeUp,
    Text t,
    RecipientProviders providers,
    TimeProvider time
) : PageModel
{
    public IActionResult OnGet(Guid id) => RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(Guid id, uint version, CancellationToken cancel)
    {
        if (await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } opportunity)
            return NotFound();
        // A second click, or a colleague's: the review page leads to where it stands now.
        if (!opportunity.Accept(User.PersonId(), time.GetUtcNow()))
            return RedirectToPage("Details", new { id });
        await SubmissionMail.AddAsync(db, providers, opportunity, SubmissionMail.Accepted, time.GetUtcNow(), cancel);
        if (!await saving.TryAsync(opportunity, version, User.PersonId(), cancel))
        {
            TempData["Flash"] = t["desk.review.changed"];
            return RedirectToPage("Details", new { id });
        }
        wakeUp.MailsWaiting();
        TempData["Flash"] = t["desk.review.accepted"];
        return RedirectToPage("/Desk/Opportunities/Edit", new { id });
    }
}
