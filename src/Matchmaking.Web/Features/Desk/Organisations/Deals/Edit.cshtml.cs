using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Forms;
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

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    public Deal Deal { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Input = entry.Open(Deal, Opened);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        while (await FindAsync(id, cancel))
        {
            var isSaved = await entry.ChangeAsync(Input, Opened, Deal, ModelState, cancel);
            if (isSaved == false)
                return Page();
            if (isSaved is null)
                continue;
            TempData["Flash"] = Opened.Told(t["deal.saved"], t);
            return RedirectToPage("/Desk/Organisations/Details", new { id = Deal.OrganisationId });
        }
        return NotFound();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Deals.Include(d => d.Organisation).SingleOrDefaultAsync(d => d.Id == id, cancel) is not { } deal)
            return false;
        Deal = deal;
        return true;
    }
}
