using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Imports.Deals;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Import;

/// <summary>Shows what taking an import back removes, and takes it back.</summary>
public sealed class ReversalModel(MatchmakingDb db, ImportReversal reversal, Text t) : PageModel
{
    public string FileName { get; private set; } = "";
    public ImportExtent Extent { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db.DealImports.AsNoTracking().Select(i => new { i.Id, i.FileName }).SingleOrDefaultAsync(i => i.Id == id, cancel)
            is not { } import
        )
            return NotFound();
        if (await reversal.ExtentAsync(id, cancel) is not { } extent)
            return RedirectToPage("Index");
        (FileName, Extent) = (import.FileName, extent);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (await reversal.UndoAsync(id, User.PersonId(), cancel) is { } undone)
            TempData["Flash"] = t["import.reversal.done", ("deals", undone.Deals), ("organisations", undone.Organisations.Count)];
        else if (!await db.DealImports.AnyAsync(i => i.Id == id, cancel))
            return NotFound();
        else
            TempData["Trouble"] = t["import.reversal.not"];
        return RedirectToPage("Index");
    }
}
