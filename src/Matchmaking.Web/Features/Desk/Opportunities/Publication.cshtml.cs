using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>The last look before the public sees it: how it will read, and whom it would reach.</summary>
public sealed class PublicationModel(MatchmakingDb db, ReachFinder reach, Publishing publishing, Text t, MailStops stops, TimeProvider time)
    : PageModel
{
    public Opportunity Opportunity { get; private set; } = null!;
    public Reach Reach { get; private set; } = null!;
    public IReadOnlyList<PublicationRules.Obstacle> Missing { get; private set; } = [];
    public IReadOnlyList<PublicationRules.Obstacle> Advice { get; private set; } = [];

    /// <summary>All sending is stopped: whoever is told hears of it when that ends.</summary>
    public bool IsStopped { get; private set; }

    /// <summary>Whether somebody saved it between the look and the button, so that another look is due.</summary>
    public bool HasChanged { get; private set; }

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => ShowAsync(id, cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, uint version, CancellationToken cancel)
    {
        if (await db.Opportunities.Editable().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } opportunity)
            return NotFound();
        switch (await publishing.TryAsync(opportunity, version, User.PersonId(), cancel))
        {
            // A second click is answered like the first one.
            case PublicationOutcome.Already:
                return Done(t["desk.publication.already"]);
            case PublicationOutcome.Refused:
                return await ShowAsync(id, cancel);
            case PublicationOutcome.Changed:
                HasChanged = true;
                return await ShowAsync(id, cancel);
        }
        return Done(
            await db.ToldAtOnceAsync(opportunity, cancel) is not (> 0 and var told) ? t["desk.publication.done.none"]
            : await IsStoppedAsync(cancel) ? t.Count("desk.publication.done-stopped", told)
            : t.Count("desk.publication.done", told)
        );
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Opportunities.AsNoTracking().Editable().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } opportunity)
            return NotFound();
        Opportunity = opportunity;
        Missing = [.. PublicationRules.Obstacles(opportunity, BakuDay.Of(time))];
        Advice = [.. PublicationRules.Advice(opportunity)];
        Reach = await reach.FindAsync(opportunity, cancel);
        IsStopped = await IsStoppedAsync(cancel);
        return Page();
    }

    private async Task<bool> IsStoppedAsync(CancellationToken cancel) => await stops.CurrentAsync(cancel) is not null;

    private RedirectToPageResult Done(string flash)
    {
        TempData["Flash"] = flash;
        return RedirectToPage("/Desk/Opportunities/Index");
    }
}
