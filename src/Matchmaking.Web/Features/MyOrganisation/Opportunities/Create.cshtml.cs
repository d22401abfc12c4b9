using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.Opportunities;

/// <summary>An organisation sends an opportunity to the desk for review.</summary>
public sealed class CreateModel(MatchmakingDb db, OpportunityReader reader, OpportunitySave saving, TimeProvider time, Text t) : PageModel
{
    [BindProperty]
    public OpportunityInput Input { get; set; } = new();

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (
            User.OrganisationId() is not { } id
            || await db.Organisations.Where(o => o.Id == id).Select(o => o.Name).SingleOrDefaultAsync(cancel) is not { } name
        )
            return NotFound();
        var opportunity = Opportunity.Submission(id, name, User.PersonId(), time.GetUtcNow());
        reader.Read(Input, opportunity, ModelState);
        if (!ModelState.IsValid)
            return Page();

        await saving.TryAsync(opportunity, 0, User.PersonId(), cancel);
        TempData["Flash"] = t["organisation.submit.done"];
        return RedirectToPage("Index");
    }
}
