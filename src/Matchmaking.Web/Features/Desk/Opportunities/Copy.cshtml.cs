using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Makes a draft that says what a listing says.</summary>
public sealed class CopyModel(MatchmakingDb db, OpportunitySave saving, TimeProvider time, Text t) : PageModel
{
    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public Opportunity Opportunity { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var copy = Opportunity.CopyOf(
            Opportunity,
            Forms.FormKey.Of(FormKey, User.PersonId(), "copy", id),
            User.PersonId(),
            time.GetUtcNow()
        );
        await saving.AddOnceAsync(copy, User.PersonId(), cancel);
        TempData["Flash"] = t["desk.copy.done"];
        return RedirectToPage("Edit", new { copy.Id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Opportunities.AsNoTracking().Editable().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } found)
            return false;
        Opportunity = found;
        return true;
    }
}
