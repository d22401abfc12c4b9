using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Deals;

/// <summary>The desk corrects a deal of any organisation.</summary>
public sealed class EditModel(MatchmakingDb db, DealEntry entry, Text t) : PageModel
{
    [BindProperty]
    public DealInput Input { get; set; } = new();

    public Deal Deal { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Input = DealInput.From(Deal);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (!await entry.ChangeAsync(Input, Deal, ModelState, cancel))
            return Page();
        TempData["Flash"] = t["deal.saved"];
        return RedirectToPage("/Desk/Organisations/Details", new { id = Deal.OrganisationId });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Deals.Include(d => d.Organisation).SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } deal)
            return false;
        Deal = deal;
        return true;
    }
}
