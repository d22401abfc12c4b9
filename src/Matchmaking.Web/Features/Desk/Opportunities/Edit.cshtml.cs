using Htmx;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>The editor. A draft may be saved as incomplete as it is; what the public sees may not.</summary>
public sealed class EditModel(
    MatchmakingDb db,
    OpportunityReader reader,
    ReachFinder reach,
    OpportunityMerge merge,
    OpportunitySave saving,
    SavedWords saved,
    TimeProvider time
) : PageModel
{
    [BindProperty]
    public OpportunityInput Input { get; set; } = new();

    /// <summary>A small correction: nobody is told of it.</summary>
    [BindProperty]
    public bool TellNobody { get; set; }

    public Opportunity Opportunity { get; private set; } = null!;
    public IReadOnlyList<DeskPerson> Staff { get; private set; } = [];
    public IReadOnlyList<PublicationRules.Obstacle> Missing { get; private set; } = [];

    /// <summary>What was chosen where somebody else changed the same field.</summary>
    [BindProperty]
    public ConflictInput Conflict { get; set; } = new();

    /// <summary>Set when somebody else saved first.</summary>
    public MergedForm? Merged { get; private set; }

    /// <summary>Names of the texts that another language has left behind.</summary>
    public IReadOnlyList<string> Outdated { get; private set; } = [];

    /// <summary>What was done to it, newest first.</summary>
    public IReadOnlyList<HistoryLine> History { get; private set; } = [];

    /// <summary>Whom it would reach as it stands in the form.</summary>
    public ReachView Reach { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var (number, _) = await db.LastVersionAsync(id, cancel);
        if (await FindAsync(id, cancel) is not { } opportunity)
            return NotFound();
        Input = OpportunityInput.From(opportunity, number);
        return await ShowAsync(opportunity, cancel);
    }

    /// <summary>The preview while it is written: its panel for htmx, else the whole page. Nothing is saved or lost.</summary>
    public async Task<IActionResult> OnPostReachAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity)
            return NotFound();
        return Request.IsHtmx()
            ? Partial("_LiveReach", await reach.FindAsync(Input, opportunity, cancel, TellNobody))
            : await ShowAsync(opportunity, cancel);
    }

    public async Task<IActionResult> OnPostAsync(Guid id, string? next, CancellationToken cancel)
    {
        Staff = await db.DeskPeopleAsync(cancel);
        // Once more whenever somebody else has saved in between.
        while (await FindAsync(id, cancel) is { } opportunity)
        {
            Merged = await merge.OntoAsync(Input, Conflict, opportunity, isDesk: true, cancel);
            if (Merged.Clashes.Count > 0)
                return await ShowAsync(opportunity, cancel);
            reader.ReadForDesk(Input, opportunity, Staff, User.PersonId(), ModelState);
            if (!ModelState.IsValid)
                return await ShowAsync(opportunity, cancel);
            if (!await saving.TryAsync(opportunity, Input.ReadVersion(), User.PersonId(), cancel, isSmall: TellNobody))
                continue;
            TempData["Flash"] = await saved.SayAsync(opportunity, Merged, cancel);
            return RedirectToPage(next == "publication" ? "Publication" : "Edit", new { id });
        }
        return NotFound();
    }

    private Task<Opportunity?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Opportunities.Editable().Include(o => o.SubmittedBy).SingleOrDefaultAsync(o => o.Id == id, cancel);

    private async Task<IActionResult> ShowAsync(Opportunity opportunity, CancellationToken cancel)
    {
        Opportunity = opportunity;
        Reach = await reach.FindAsync(Input, opportunity, cancel, TellNobody);
        Missing = [.. PublicationRules.Obstacles(opportunity, BakuDay.Of(time))];
        (_, Outdated) = await db.LastVersionAsync(opportunity.Id, cancel);
        History = await HistoryLine.ReadAsync(db, opportunity.Id, cancel);
        if (Staff.Count == 0)
            Staff = await db.DeskPeopleAsync(cancel);
        return Page();
    }
}
