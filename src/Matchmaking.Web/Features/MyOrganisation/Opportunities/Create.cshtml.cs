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

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (
            User.OrganisationId() is not { } id
            || await db.Organisations.Where(o => o.Id == id).Select(o => o.Name).SingleOrDefaultAsync(cancel) is not { } name
        )
            return NotFound();
        var key = Forms.FormKey.Of(FormKey, User.PersonId(), "submission", id, Input);
        var opportunity = Opportunity.Submission(key, id, name, User.PersonId(), time.GetUtcNow());
        reader.Read(Input, opportunity, ModelState);
        if (!ModelState.IsValid)
            return Page();

        await saving.AddOnceAsync(opportunity, User.PersonId(), cancel);
        TempData["Flash"] = t["organisation.submit.done"];
        return RedirectToPage("Index");
    }
}
