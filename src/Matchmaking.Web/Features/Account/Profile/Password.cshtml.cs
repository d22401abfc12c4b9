using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>A new password, by somebody who knows the current one. All other sessions end.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class PasswordModel(UserManager<Person> people, SignInService signIn, SessionService sessions, SecurityLog log, Text t)
    : ProfilePage(people, t)
{
    [BindProperty]
    public string? CurrentPassword { get; set; }

    [BindProperty]
    public string? NewPassword { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync()
    {
        var current = ReadPassword(nameof(CurrentPassword), CurrentPassword, "account.password.current");
        var wanted = ReadPassword(nameof(NewPassword), NewPassword, "account.new-password");
        if (!ModelState.IsValid)
            return Again();
        if (await signIn.CheckAsync(HttpContext, Me.Email!, current) is { Person: null } refused)
        {
            ModelState.AddModelError(
                nameof(CurrentPassword),
                T[refused.Outcome == PasswordOutcome.TooMany ? "account.password.too-many" : "account.password.wrong"]
            );
            return Again();
        }
        if (!Accept(await People.ChangePasswordAsync(Me, current, wanted), nameof(NewPassword)))
            return Again();
        log.SecretChanged(Me.Id, "password");
        await sessions.RenewAsync(HttpContext, Me);
        Flash(T["account.password.changed"]);
        return RedirectToPage("/Account/Profile/Index");
    }
}
