using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
namespace Matchmaking.Web.Features.Mandates;

/// <summary>The person's own alerts, which a link in a mail may have stopped: here they begin again.</summary>
public sealed class AlertsModel(MatchmakingDb db, Text t) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var me = User.PersonId();
        await db.Users.Where(person => person.Id == me)
            .ExecuteUpdateAsync(set => set.SetProperty(person => person.AlertsStoppedAt, (DateTimeOffset?)null), cancel);
        TempData["Flash"] = t["mandates.alerts-resumed"];
        return RedirectToPage("Index");
    }
}
