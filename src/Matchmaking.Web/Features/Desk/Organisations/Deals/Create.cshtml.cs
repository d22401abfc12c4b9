using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Deals;

/// <summary>The desk adds a deal to the track record of any organisation.</summary>
public sealed class CreateModel(MatchmakingDb db, DealEntry entry, Text t) : PageModel
{
    [BindProperty]
    public DealInput Input { get; set; } = new();

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public Organisation Organisation { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (!await entry.AddAsync(Input, FormKey, Organisation, User, ModelState, cancel))
            return Page();
        TempData["Flash"] = t["deal.saved"];
        return RedirectToPage("/Desk/Organisations/Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Organisations.Living().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } organisation)
            return false;
        Organisation = organisation;
        return true;
    }
}
