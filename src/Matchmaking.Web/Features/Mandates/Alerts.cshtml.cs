using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>The person's own alerts, which a link in a mail may have stopped: here they begin again.</summary>
public sealed class AlertsModel(IAlertSwitch alerts, Text t) : PageModel
{
    public IActionResult OnGet() => RedirectToPage("Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        await alerts.ResumeAsync(User.PersonId(), "page", t.Language, cancel);
        TempData["Flash"] = t["mandates.alerts-resumed"];
        return RedirectToPage("Index");
    }
}
