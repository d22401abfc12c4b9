using Matchmaking.Web.Database;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.TrackRecord;

/// <summary>Corrects a deal of one's own organisation, whoever entered it.</summary>
public sealed class EditModel(MatchmakingDb db, DealEntry entry, Text t) : PageModel
{
    [BindProperty]
    public DealInput Input { get; set; } = new();

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } deal)
            return NotFound();
        Input = entry.Open(deal, Opened);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        while (await FindAsync(id, cancel) is { } deal)
        {
            var isSaved = await entry.ChangeAsync(Input, Opened, deal, ModelState, cancel);
            if (isSaved == false)
                return Page();
            if (isSaved is null)
                continue;
            TempData["Flash"] = Opened.Told(t["deal.saved"], t);
            return RedirectToPage("Index");
        }
        return NotFound();
    }

    private Task<Deal?> FindAsync(Guid id, CancellationToken cancel) =>
        db.Deals.OwnedBy(User).SingleOrDefaultAsync(d => d.Id == id, cancel);
}
