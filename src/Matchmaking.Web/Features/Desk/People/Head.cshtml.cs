using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.People;

/// <summary>Says who heads the desk, and so hears of what is late; there may be several.</summary>
public sealed class HeadModel(MatchmakingDb db, SecurityLog log, Text t) : PageModel
{
    /// <summary>The list has the button.</summary>
    public IActionResult OnGet() => RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync(Guid id, bool head, CancellationToken cancel)
    {
        var changed = await db
            .Users.Active()
            .Where(p => p.Id == id && p.OrganisationId == null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.IsHead, head), cancel);
        if (changed == 0)
            return NotFound();
        log.RightsChanged(id, head ? "head" : "no head", User.PersonId());
        TempData["Flash"] = t[head ? "people.head.made" : "people.head.ended"];
        return RedirectToPage("Index");
    }
}
