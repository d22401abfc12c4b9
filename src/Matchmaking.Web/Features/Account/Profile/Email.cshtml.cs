using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>Asks for another address; it counts once its mailbox has answered.</summary>
[EnableRateLimiting(RateLimits.Reset)]
public sealed class EmailModel(UserManager<Person> people, SignInService signIn, AccountRequests requests, Clients clients, Text t)
    : ProfilePage(people, t)
{
    [BindProperty]
    public string? Address { get; set; }

    [BindProperty]
    public string? CurrentPassword { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var email = ReadEmail(nameof(Address), Address, "account.email.new");
        var current = ReadPassword(nameof(CurrentPassword), CurrentPassword, "account.password.current");
        if (ModelState.IsValid && People.NormalizeEmail(email) == Me.NormalizedEmail)
            ModelState.AddModelError(nameof(Address), T["account.email.same"]);
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
        // The same answer, and work, for an address that has an account already; its owner hears of it.
        await requests.AddAsync(
            AccountRequestKind.EmailChange,
            email,
            clients.Of(HttpContext, Me.Email!),
            cancel,
            ("person", Me.Id.ToString())
        );
        Flash(T["account.email.asked", ("address", email)]);
        return RedirectToPage("/Account/Profile/Index");
    }
}
