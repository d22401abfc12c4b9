using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.Opportunities;

/// <summary>Changes a submission while it waits, or sends a returned one in again.</summary>
public sealed class EditModel(MatchmakingDb db, OpportunityReader reader, OpportunitySave saving, TimeProvider time, Text t) : PageModel
{
    [BindProperty]
    public OpportunityInput Input { get; set; } = new();

    public Opportunity Opportunity { get; private set; } = null!;

    /// <summary>Set when a colleague saved first: where what was typed differs from what is saved now.</summary>
    public IReadOnlyList<(string Id, string Key)>? Conflict { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity)
            return NotFound();
        if (!opportunity.IsWithAuthor)
            return Closed();
        Input = OpportunityInput.From(opportunity);
        Opportunity = opportunity;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } opportunity)
            return NotFound();
        if (!opportunity.IsWithAuthor)
            return Closed();
        Opportunity = opportunity;
        reader.Read(Input, opportunity, ModelState);
        if (!ModelState.IsValid)
            return Page();

        opportunity.Submit(User.PersonId(), time.GetUtcNow());
        if (!await saving.TryAsync(opportunity, Input.ReadVersion(), cancel))
            return await ShowConflictAsync(id, cancel);
        TempData["Flash"] = t["organisation.submit.done"];
        return RedirectToPage("Index");
    }

    private Task<Opportunity?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Opportunities.SubmittedBy(User).SingleOrDefaultAsync(o => o.Id == id, cancel);

    /// <summary>The desk has accepted it, perhaps a moment ago; the list says so.</summary>
    private RedirectToPageResult Closed()
    {
        TempData["Flash"] = t["organisation.edit.closed"];
        return RedirectToPage("Index");
    }

    private async Task<IActionResult> ShowConflictAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } saved)
            return NotFound();
        if (!saved.IsWithAuthor)
            return Closed();
        Opportunity = saved;
        var current = OpportunityInput.From(saved);
        // This form has no fields of the desk's part.
        (Input.Zone, Input.Promoter, Input.ContactId, Input.ValidUntil, Input.Availability) = (
            current.Zone,
            current.Promoter,
            current.ContactId,
            current.ValidUntil,
            current.Availability
        );
        Conflict = [.. current.DifferencesFrom(Input)];
        Input.Version = current.Version;
        return Page();
    }
}
