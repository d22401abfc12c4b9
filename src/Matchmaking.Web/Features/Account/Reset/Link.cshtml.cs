using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.Reset;

/// <summary>Chooses a new password. Every session and every older link of the account ends with it.</summary>
[EnableRateLimiting(RateLimits.Reset)]
public sealed class LinkModel(
    AccountLinks links,
    UserManager<Person> people,
    AttemptService attempts,
    Clients clients,
    SecurityLog log,
    Text t
) : FormPage(t)
{
    /// <summary>Null when the link works no more.</summary>
    public Person? Resetting { get; private set; }

    [BindProperty]
    public string? Password { get; set; }

    public async Task OnGetAsync(Guid id, string token) => Resetting = await links.ResettingAsync(id, token);

    public async Task<IActionResult> OnPostAsync(Guid id, string token)
    {
        Resetting = await links.ResettingAsync(id, token);
        if (Resetting is not { } person)
            return Page();
        var password = ReadPassword(nameof(Password), Password);
        // The link came by mail, so the address is confirmed too: saved together with the password.
        person.EmailConfirmed = true;
        if (!ModelState.IsValid || !Accept(await people.ResetPasswordAsync(person, AccountLinks.Token(token), password), nameof(Password)))
            return Again();
        log.SecretChanged(person.Id, "password reset");
        await attempts.ForgetAsync(
            AttemptLimits.Password,
            Clients.AccountOf(person.Email!),
            clients.Of(HttpContext, person.Email!),
            HttpContext.RequestAborted
        );
        Flash(T["account.reset.done"]);
        return RedirectToPage("/Account/SignIn/Index");
    }
}
