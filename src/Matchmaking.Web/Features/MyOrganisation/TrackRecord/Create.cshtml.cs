using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.TrackRecord;

/// <summary>Adds a deal to the track record of one's own organisation.</summary>
public sealed class CreateModel(MatchmakingDb db, DealEntry entry, Text t) : PageModel
{
    [BindProperty]
    public DealInput Input { get; set; } = new();

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var id = User.OrganisationId();
        if (await db.Organisations.Living().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } own)
            return NotFound();
        if (!await entry.AddAsync(Input, FormKey, own, User, ModelState, cancel))
            return Page();
        TempData["Flash"] = t["deal.saved"];
        return RedirectToPage("Index");
    }
}
