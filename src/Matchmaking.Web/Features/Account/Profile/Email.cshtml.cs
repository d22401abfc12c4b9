using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.Profile;

/// <summary>Asks for another address; it counts once its mailbox has answered.</summary>
[EnableRateLimiting(RateLimits.Reset)]
public sealed class EmailModel(
    UserManager<Person> people, SignInManager<Person> signIn, Entrance entrance, MatchmakingDb db, AccountMails mails, Nudge nudge, Text t) : ProfilePage(people, signIn, t)
{
    [BindProperty]
    public string? Address { get; set; }
    [BindProperty]
    public string? Current { get; set; }

    public void OnGet()
    {
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var email = ReadEmail(nameof(Address), Address, "account.email.new");
        var current = ReadPassword(nameof(Current), Current, "account.password.current");
        if (ModelState.IsValid && People.NormalizeEmail(email) == Me.NormalizedEmail)
            ModelState.AddModelError(nameof(Address), T["account.email.same"]);
        if (!ModelState.IsValid)
            return Again();
        if ((await entrance.CheckAsync(Me.Email!, current)).Person is null)
        {
            ModelState.AddModelError(nameof(Current), T["account.password.wrong"]);
            return Again();
        }
        // The same answer for an address that has an account already; its owner hears of it.
        if (await People.FindByEmailAsync(email) is not { } other)
            await mails.AddAsync(Me, email, AccountMails.EmailChange, ("email", email));
        else if (other is { PasswordHash: not null, IsWithdrawn: false })
            await mails.AddAsync(other, AccountMails.Known);
        await db.SaveChangesAsync(cancel);
        nudge.MailsWaiting();
        Flash(T["account.email.asked", ("address", email)]);
        return RedirectToPage("/Account/Profile/Index");
    }
}
