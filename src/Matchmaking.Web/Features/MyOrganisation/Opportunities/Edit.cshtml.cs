using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.Opportunities;

/// <summary>Changes a submission while it waits, or sends a returned one in again.</summary>
public sealed class EditModel(
    MatchmakingDb db,
    OpportunityReader reader,
    OpportunityMerge merge,
    OpportunitySave saving,
    FieldWords words,
    TimeProvider time,
    Text t
) : PageModel
{
    [BindProperty]
    public OpportunityInput Input { get; set; } = new();

    public Opportunity Opportunity { get; private set; } = null!;

    /// <summary>What was chosen where a colleague changed the same field.</summary>
    [BindProperty]
    public ConflictInput Conflict { get; set; } = new();

    /// <summary>Set when a colleague saved first.</summary>
    public MergedForm? Merged { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        var (number, _) = await db.LastVersionAsync(id, cancel);
        if (await FindAsync(id, cancel) is not { } opportunity)
            return NotFound();
        if (!opportunity.IsWithAuthor)
            return Closed();
        Input = OpportunityInput.From(opportunity, number);
        Opportunity = opportunity;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        // Once more whenever a colleague has saved in between.
        while (await FindAsync(id, cancel) is { } opportunity)
        {
            if (!opportunity.IsWithAuthor)
                return Closed();
            Opportunity = opportunity;
            Merged = await merge.OntoAsync(Input, Conflict, opportunity, isDesk: false, cancel);
            if (Merged.Clashes.Count > 0)
                return Page();
            reader.Read(Input, opportunity, ModelState);
            if (!ModelState.IsValid)
                return Page();

            opportunity.Submit(User.PersonId(), time.GetUtcNow());
            if (!await saving.TryAsync(opportunity, Input.ReadVersion(), User.PersonId(), cancel))
                continue;
            TempData["Flash"] = string.Join(' ', [t["organisation.submit.done"], .. words.Describe(Merged)]);
            return RedirectToPage("Index");
        }
        return NotFound();
    }

    private Task<Opportunity?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Opportunities.SubmittedBy(User).SingleOrDefaultAsync(o => o.Id == id, cancel);

    /// <summary>The desk has accepted it, perhaps a moment ago; the list says so.</summary>
    private RedirectToPageResult Closed()
    {
        TempData["Flash"] = t["organisation.edit.closed"];
        return RedirectToPage("Index");
    }
}
