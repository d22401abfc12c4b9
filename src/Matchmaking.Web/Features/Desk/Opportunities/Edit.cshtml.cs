using Htmx;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>The editor. A draft may be saved as incomplete as it is; what the public sees may not.</summary>
public sealed class EditModel(
    MatchmakingDb db,
    OpportunityReader reader,
    ReachFinder reach,
    OpportunitySave saving,
    Text t,
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

    /// <summary>Set when somebody else saved first: where what was typed differs from what is saved now.</summary>
    public IReadOnlyList<(string Id, string Key)>? Conflict { get; private set; }

    /// <summary>What was done to it, newest first.</summary>
    public IReadOnlyList<HistoryLine> History { get; private set; } = [];

    /// <summary>Whom it would reach as it stands in the form.</summary>
    public ReachView Reach { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity)
            return NotFound();
        Input = OpportunityInput.From(opportunity);
        return await ShowAsync(opportunity, cancel);
    }

    /// <summary>The rehearsal while it is written: its panel for htmx, else the whole page with everything typed. Nothing is saved.</summary>
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
        if (await FindAsync(id, cancel) is not { } opportunity)
            return NotFound();
        Staff = await db.DeskPeopleAsync(cancel);
        reader.Read(Input, opportunity, ModelState);
        reader.ReadDeskPart(Input, opportunity, [.. Staff.Select(person => person.Id)], User.PersonId(), ModelState);
        if (opportunity.Status == PublicationStatus.Published)
            foreach (
                var missing in PublicationRules
                    .Obstacles(opportunity, BakuDay.Of(time))
                    .Where(missing => !ModelState.ContainsKey(missing.Field) || ModelState[missing.Field]!.Errors.Count == 0)
            )
                ModelState.AddModelError(missing.Field, missing.Words(t));
        if (!ModelState.IsValid)
            return await ShowAsync(opportunity, cancel);
        if (!await saving.TryAsync(opportunity, Input.ReadVersion(), cancel, TellNobody))
            return await ShowConflictAsync(id, cancel);

        TempData["Flash"] =
            opportunity.Status == PublicationStatus.Published
                ? t.Count("desk.saved.public", await db.ToldAtOnceAsync(opportunity, cancel))
                : t["desk.saved.draft"];
        return RedirectToPage(next == "publication" ? "Publication" : "Edit", new { id });
    }

    private Task<Opportunity?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Opportunities.Editable().Include(o => o.SubmittedBy).SingleOrDefaultAsync(o => o.Id == id, cancel);

    private async Task<IActionResult> ShowAsync(Opportunity opportunity, CancellationToken cancel)
    {
        Opportunity = opportunity;
        Reach = await reach.FindAsync(Input, opportunity, cancel, TellNobody);
        Missing = [.. PublicationRules.Obstacles(opportunity, BakuDay.Of(time))];
        History = await HistoryLine.ReadAsync(db, opportunity.Id, cancel);
        if (Staff.Count == 0)
            Staff = await db.DeskPeopleAsync(cancel);
        return Page();
    }

    /// <summary>Keeps everything typed, and takes over the new row version: the next save is a decision, not an accident.</summary>
    private async Task<IActionResult> ShowConflictAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } saved)
            return NotFound();
        var current = OpportunityInput.From(saved);
        Conflict = [.. current.DifferencesFrom(Input)];
        Input.Version = current.Version;
        return await ShowAsync(saved, cancel);
    }
}
