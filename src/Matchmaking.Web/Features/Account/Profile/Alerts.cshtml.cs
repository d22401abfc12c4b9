using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>The switch of all alerts; the way back is on the same page.</summary>
public sealed class AlertsModel(UserManager<Person> people, IAlertSwitch subscription, Text t) : ProfilePage(people, t)
{
    [BindProperty]
    public bool Wanted { get; set; }

    public IActionResult OnGet() => RedirectToPage("/Account/Profile/Index");

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (Wanted)
            await subscription.ResumeAsync(Me.Id, "page", T.Language, cancel);
        else
            await subscription.StopAsync(Me.Id, "page", cancel);
        Flash(Wanted ? T["account.alerts.resumed"] : T["account.alerts.stopped"]);
        return RedirectToPage("/Account/Profile/Index");
    }
}
