using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>Takes a relaxation back: the field gets the values that it had.</summary>
public sealed class RelaxationUndoModel(MandateTools tools) : PageModel
{
    public IActionResult OnGet(Guid id) => RedirectToPage("/Matches/Index", new { mandate = id });

    public async Task<IActionResult> OnPostAsync(Guid id, uint version, string field, List<string> values, CancellationToken cancel)
    {
        if (await tools.Db.Mandates.OwnedBy(User).SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } mandate)
            return NotFound();
        if (!new MandateUndo(id, field ?? "", values).TryApply(mandate, tools.Reading))
            return BadRequest();
        TempData["Flash"] = await tools.TrySaveAsync(mandate, version, cancel)
            ? tools.T["relaxation.undone", ("name", mandate.Name)]
            : tools.T["relaxation.undo.changed", ("name", mandate.Name)];
        return RedirectToPage("/Matches/Index", new { mandate = id });
    }
}
