using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Throws a draft away, and takes it out again.</summary>
public sealed class DisposalModel(MatchmakingDb db, OpportunitySave saving, TimeProvider time, Text t) : PageModel
{
    public Opportunity Opportunity { get; private set; } = null!;

    /// <summary>Whether somebody saved it between the look and the button.</summary>
    public bool HasChanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    /// <param name="id">Of the draft.</param>
    /// <param name="version">The row version that was looked at.</param>
    /// <param name="cancel">Ends it early.</param>
    public Task<IActionResult> OnPostAsync(Guid id, uint version, CancellationToken cancel) =>
        ActAsync(id, version, opportunity => opportunity.Discard(User.PersonId(), time.GetUtcNow()), PublicationStatus.Discarded, cancel);

    /// <inheritdoc cref="OnPostAsync"/>
    public Task<IActionResult> OnPostRecoverAsync(Guid id, uint version, CancellationToken cancel) =>
        ActAsync(id, version, opportunity => opportunity.Recover(User.PersonId(), time.GetUtcNow()), PublicationStatus.Draft, cancel);

    private async Task<IActionResult> ActAsync(
        Guid id,
        uint version,
        Func<Opportunity, bool> act,
        PublicationStatus wanted,
        CancellationToken cancel
    )
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        // A second click is answered like the first one, also when both arrive at once.
        if (Opportunity.Status != wanted && (!act(Opportunity) || !await saving.TryAsync(Opportunity, version, User.PersonId(), cancel)))
        {
            if (!await FindAsync(id, cancel))
                return NotFound();
            HasChanged = Opportunity.Status != wanted;
            if (HasChanged)
                return Page();
        }
        TempData["Flash"] = t[wanted == PublicationStatus.Draft ? "desk.recover.done" : "desk.discard.done"];
        return wanted == PublicationStatus.Draft ? RedirectToPage("Edit", new { id }) : RedirectToPage("Index");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db.Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } found
            || !(found.MayBeDiscarded || found.Status == PublicationStatus.Discarded)
        )
            return false;
        Opportunity = found;
        return true;
    }
}
