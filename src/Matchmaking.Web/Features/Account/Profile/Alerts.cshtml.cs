using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>The switch of all alerts; the way back is on the same page.</summary>
public sealed class AlertsModel(UserManager<Person> people, SignInManager<Person> signIn, TimeProvider time, Text t) : ProfilePage(people, signIn, t)
{
    [BindProperty]
    public bool Wanted { get; set; }

    public IActionResult OnGet() => RedirectToPage("/Account/Profile/Index");

    public async Task<IActionResult> OnPostAsync()
    {
        Me.AlertsStoppedAt = Wanted ? null : Me.AlertsStoppedAt ?? time.GetUtcNow();
        if (!Accept(await People.UpdateAsync(Me), ""))
            Flash(T["account.error.concurrency"]);
        else
            Flash(Wanted ? T["account.alerts.resumed"] : T["account.alerts.stopped"]);
        return RedirectToPage("/Account/Profile/Index");
    }
}
