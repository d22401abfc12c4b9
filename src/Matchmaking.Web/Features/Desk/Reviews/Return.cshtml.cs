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

/// <summary>Sends a submission back, with the reason that its organisation reads.</summary>
public sealed class ReturnModel(
    MatchmakingDb db,
    OpportunitySave saving,
    MailWakeUp wakeUp,
    Text t,
    RecipientProviders providers,
    TimeProvider time
) : PageModel
{
    public const int ReasonLength = OpportunityEvent.TextLength;

    [BindProperty]
    public string? Reason { get; set; }

    public Opportunity Opportunity { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await FindAsync(id, cancel) is { } opportunity ? Show(opportunity) : RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        // Accepted or returned meanwhile: the review page leads to where it stands now, or says that there is no such thing.
        if (await FindAsync(id, cancel) is not { } opportunity)
            return RedirectToPage("Details", new { id });
        var reason = CleanText.Lines(Reason);
        if (reason.Length == 0)
            ModelState.AddModelError(nameof(Reason), t["desk.return.needed"]);
        else if (reason.Length > ReasonLength)
            ModelState.AddModelError(nameof(Reason), t["listing.too-long", ("most", ReasonLength), ("length", reason.Length)]);
        if (!ModelState.IsValid)
            return Show(opportunity);

        opportunity.Return(reason, User.PersonId(), time.GetUtcNow());
        await SubmissionMail.AddAsync(db, providers, opportunity, SubmissionMail.Returned, time.GetUtcNow(), cancel);
        if (!await saving.TryAsync(opportunity, opportunity.Version, User.PersonId(), cancel))
        {
            TempData["Flash"] = t["desk.review.changed"];
            return RedirectToPage("Details", new { id });
        }
        wakeUp.MailsWaiting();
        TempData["Flash"] = t["desk.return.done"];
        return RedirectToPage("Index");
    }

    private Task<Opportunity?> FindAsync(Guid id, CancellationToken cancel) =>
        db
            .Opportunities.Include(o => o.SubmittedBy)
            .SingleOrDefaultAsync(o => o.Id == id && o.Status == PublicationStatus.Submitted, cancel);

    private PageResult Show(Opportunity opportunity)
    {
        Opportunity = opportunity;
        return Page();
    }
}
