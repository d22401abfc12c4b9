using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.SignIn;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;

namespace Matchmaking.Web.Features.Account.Confirm;

/// <summary>
/// The link in the confirmation mail. Looking at it changes nothing, since mail scanners look at every link. Where the account was not
/// opened in this browser, its password is asked for: nobody can be led to confirm an account that somebody else opened for them.
/// </summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class LinkModel(
    MatchmakingDb db,
    AccountLinks links,
    UserManager<Person> people,
    SignInService signIn,
    ProtectedCookies notes,
    Text t
) : FormPage(t)
{
    /// <summary>Null when the link works no more.</summary>
    public Person? Confirming { get; private set; }
    public string? Organisation { get; private set; }
    public bool IsSameBrowser { get; private set; }

    [BindProperty]
    public string? Password { get; set; }

    public Task OnGetAsync(Guid id, string token) => FindAsync(id, token);

    public async Task<IActionResult> OnPostAsync(Guid id, string token)
    {
        await FindAsync(id, token);
        // A confirmed account is not opened by an old mail.
        if (Confirming is not { EmailConfirmed: false } person)
            return Page();
        if (
            !IsSameBrowser
            && (await signIn.CheckAsync(HttpContext, person.Email!, ReadPassword(nameof(Password), Password))) is { Person: null } refused
        )
        {
            if (ModelState.IsValid)
                ModelState.AddModelError(
                    nameof(Password),
                    T[refused.Outcome == PasswordOutcome.TooMany ? "account.sign-in.too-many" : "account.confirm.wrong"]
                );
            return Again();
        }
        if (!Accept(await people.ConfirmEmailAsync(person, AccountLinks.Token(token)), ""))
            return Again();
        notes.Forget(HttpContext, ProtectedCookies.SignUp);
        Flash(T["account.confirm.done"]);
        return await signIn.EnterAsync(this, person, "confirmation", stay: false, SiteLinks.NewMandate) ?? NotFound();
    }

    private async Task FindAsync(Guid id, string token)
    {
        Confirming = await links.ConfirmingAsync(id, token);
        if (Confirming is null)
            return;
        Organisation = (await db.Organisations.FindAsync(Confirming.OrganisationId))?.Name;
        IsSameBrowser = notes.Read(HttpContext, ProtectedCookies.SignUp) is { } stamp && stamp == Confirming.SecurityStamp;
    }
}
