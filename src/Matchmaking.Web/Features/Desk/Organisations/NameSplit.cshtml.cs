using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>Splits off a name that belongs to somebody else, with the deals that were entered under it.</summary>
public sealed class NameSplitModel(MatchmakingDb db, NameSplitter names, Text t) : PageModel
{
    public OrganisationName Name { get; private set; } = null!;
    public int Deals { get; private set; }
    public bool IsPossible { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        (Deals, IsPossible) = ((await names.DealsUnderAsync(Name, cancel)).Count, await names.CanSplitAsync(Name, cancel));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (await names.SplitAsync(Name, cancel) is not { } made)
            return RedirectToPage(new { id });
        TempData["Flash"] = t["organisations.names.split-done", ("name", Name.Text)];
        return RedirectToPage("Details", new { id = made });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db.OrganisationNames.Include(n => n.Organisation).SingleOrDefaultAsync(n => n.Id == id && n.IsCertain, cancel)
            is not { } name
        )
            return false;
        Name = name;
        return true;
    }
}
