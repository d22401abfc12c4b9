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

/// <summary>What an answer with a reason needs.</summary>
public sealed record ReasonedServices(
    MatchmakingDb Db,
    OpportunitySave Saving,
    MailWakeUp WakeUp,
    Text T,
    RecipientProviders Providers,
    TimeProvider Time
);

/// <summary>An answer to a submission with the reason that its organisation reads.</summary>
public abstract class ReasonedPage(ReasonedServices services) : PageModel
{
    public const int ReasonLength = OpportunityEvent.TextLength;

    [BindProperty]
    public string? Reason { get; set; }

    public Opportunity Opportunity { get; private set; } = null!;

    /// <summary>What the banner says when it is done, by its key.</summary>
    protected abstract string Done { get; }

    /// <summary>A kind of <see cref="SubmissionMail"/>.</summary>
    protected abstract string MailKind { get; }

    /// <summary>Whether it can be answered so.</summary>
    protected abstract bool MayAnswer(Opportunity opportunity);

    /// <summary>The verb.</summary>
    protected abstract bool Answer(Opportunity opportunity, string reason, Guid by, DateTimeOffset now);

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) =>
        await FindAsync(id, cancel) ? Page() : RedirectToPage("Details", new { id });

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        // Answered meanwhile: the review page leads to where it stands now, or says that there is no such thing.
        if (!await FindAsync(id, cancel))
            return RedirectToPage("Details", new { id });
        var (reason, now) = (CleanText.Lines(Reason), services.Time.GetUtcNow());
        if (reason.Length == 0)
            ModelState.AddModelError(nameof(Reason), services.T["desk.return.needed"]);
        else if (reason.Length > ReasonLength)
            ModelState.AddModelError(nameof(Reason), services.T["listing.too-long", ("most", ReasonLength), ("length", reason.Length)]);
        if (!ModelState.IsValid)
            return Page();

        Answer(Opportunity, reason, User.PersonId(), now);
        await SubmissionMail.AddAsync(services.Db, services.Providers, Opportunity, MailKind, now, cancel);
        if (!await services.Saving.TryAsync(Opportunity, Opportunity.Version, User.PersonId(), cancel))
        {
            TempData["Flash"] = services.T["desk.review.changed"];
            return RedirectToPage("Details", new { id });
        }
        services.WakeUp.MailsWaiting();
        TempData["Flash"] = services.T[Done];
        return RedirectToPage("Index");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (
            await services.Db.Opportunities.Include(o => o.SubmittedBy).SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } found
            || !MayAnswer(found)
        )
            return false;
        Opportunity = found;
        return true;
    }
}
