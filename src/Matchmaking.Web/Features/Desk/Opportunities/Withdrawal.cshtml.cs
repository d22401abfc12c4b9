using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Takes an opportunity off the public list. Alerts that have not left yet find it gone when their turn comes.</summary>
public sealed class WithdrawalModel(MatchmakingDb db, OpportunitySave saving, ReachFinder reach, TimeProvider time, Text t) : PageModel
{
    public Opportunity Opportunity { get; private set; } = null!;

    /// <summary>Who will be told that it is gone.</summary>
    public Reach Reach { get; private set; } = null!;

    /// <summary>People who would still have been told.</summary>
    public int Waiting { get; private set; }

    /// <summary>Whether somebody saved it between the look and the button.</summary>
    public bool HasChanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { Status: PublicationStatus.Published } opportunity)
            return NotFound();
        return await ShowAsync(opportunity, cancel);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { Status: PublicationStatus.Published or PublicationStatus.Withdrawn } opportunity)
            return NotFound();
        if (
            opportunity.Withdraw(User.PersonId(), time.GetUtcNow())
            && !await saving.TryAsync(opportunity, opportunity.Version, User.PersonId(), cancel)
        )
        {
            // An edit was saved at the same moment; the newest state is shown before it is taken away.
            HasChanged = true;
            return await FindAsync(id, cancel) is { Status: PublicationStatus.Published } changed
                ? await ShowAsync(changed, cancel)
                : NotFound();
        }
        // A second click finds it withdrawn already and is answered like the first one.
        TempData["Flash"] = t["desk.withdrawal.done"];
        return RedirectToPage("/Desk/Opportunities/Index");
    }

    private async Task<PageResult> ShowAsync(Opportunity opportunity, CancellationToken cancel)
    {
        Opportunity = opportunity;
        var withdrawn = (Opportunity)db.Entry(opportunity).OriginalValues.ToObject();
        withdrawn.Withdraw(User.PersonId(), time.GetUtcNow());
        Reach = await reach.FindAsync(opportunity, withdrawn, cancel);
        Waiting = await db.AlertItems.CountAsync(
            item =>
                item.OpportunityId == opportunity.Id
                && !item.IsSilent
                && (item.MailId == null || item.Mail!.Status == MailStatus.Pending || item.Mail.Status == MailStatus.Deferred),
            cancel
        );
        return Page();
    }

    private Task<Opportunity?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Opportunities.Editable().SingleOrDefaultAsync(o => o.Id == id, cancel);
}
