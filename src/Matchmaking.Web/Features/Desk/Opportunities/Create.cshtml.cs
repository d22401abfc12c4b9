using Htmx;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>A new draft.</summary>
public sealed class CreateModel(MatchmakingDb db, OpportunityReader reader, ReachFinder reach, OpportunitySave saving, Text t) : PageModel
{
    [BindProperty]
    public OpportunityInput Input { get; set; } = new() { Availability = nameof(Availability.Open) };

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public IReadOnlyList<DeskPerson> Staff { get; private set; } = [];

    /// <summary>Whom it would reach as it stands in the form.</summary>
    public ReachView Reach { get; private set; } = new(new() { Slug = "", Sector = "" }, null);

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Input.ContactId = User.PersonId().ToString();
        Staff = await db.DeskPeopleAsync(cancel);
    }

    /// <summary>The preview while it is written: its panel for htmx, else the whole page with everything typed.</summary>
    public async Task<IActionResult> OnPostReachAsync(CancellationToken cancel)
    {
        Staff = await db.DeskPeopleAsync(cancel);
        Reach = await reach.FindAsync(Input, null, cancel);
        return Request.IsHtmx() ? Partial("_LiveReach", Reach) : Page();
    }

    public async Task<IActionResult> OnPostAsync(string? next, CancellationToken cancel)
    {
        Staff = await db.DeskPeopleAsync(cancel);
        var opportunity = new Opportunity
        {
            Id = Forms.FormKey.Of(FormKey, User.PersonId(), "listing", Input),
            Slug = "",
            Sector = "",
        };
        reader.ReadForDesk(Input, opportunity, Staff, User.PersonId(), ModelState);
        if (!ModelState.IsValid)
        {
            Reach = await reach.FindAsync(Input, null, cancel);
            return Page();
        }

        await saving.AddOnceAsync(opportunity, User.PersonId(), cancel);
        TempData["Flash"] = t["desk.saved.draft"];
        return RedirectToPage(next == "publication" ? "Publication" : "Edit", new { opportunity.Id });
    }
}
