using System.Buffers.Text;
using Matchmaking.Web.Features.Account.Invitation;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account;

/// <summary>
/// The links in mails about an account: <c>/account/…/{person}/{token}</c>. The token is Identity's: it carries its purpose, its time and
/// the person's security stamp, so that it dies with every change of password or address. Looking at a link changes nothing.
/// </summary>
public sealed class AccountLinks(UserManager<Person> people, SiteAddress site)
{
    /// <summary>How long a link works; invitations have <see cref="InvitationTokens"/>.</summary>
    public static readonly TimeSpan Lifespan = TimeSpan.FromDays(1);

    public async Task<string> ConfirmAsync(Person person) =>
        site.Link(Path("confirm", person, await people.GenerateEmailConfirmationTokenAsync(person)));

    public async Task<string> ResetAsync(Person person) =>
        site.Link(Path("reset", person, await people.GeneratePasswordResetTokenAsync(person)));

    public async Task<string> EmailChangeAsync(Person person, string email) =>
        site.Link(Path("email", person, await people.GenerateChangeEmailTokenAsync(person, email)) + QueryString.Create("address", email));

    /// <summary>Without the site's address, which <c>admin create</c> may have to guess.</summary>
    public async Task<string> InvitationPathAsync(Person person) =>
        Path("invitation", person, await people.GenerateUserTokenAsync(person, InvitationTokens.Provider, InvitationTokens.Purpose));

    public Task<Person?> ConfirmingAsync(Guid id, string token) =>
        PersonAsync(id, token, people.Options.Tokens.EmailConfirmationTokenProvider, UserManager<Person>.ConfirmEmailTokenPurpose);

    public Task<Person?> ResettingAsync(Guid id, string token) =>
        PersonAsync(id, token, people.Options.Tokens.PasswordResetTokenProvider, UserManager<Person>.ResetPasswordTokenPurpose);

    public Task<Person?> ChangingEmailAsync(Guid id, string token, string email) =>
        PersonAsync(id, token, people.Options.Tokens.ChangeEmailTokenProvider, UserManager<Person>.GetChangeEmailTokenPurpose(email));

    public Task<Person?> InvitedAsync(Guid id, string token) => PersonAsync(id, token, InvitationTokens.Provider, InvitationTokens.Purpose);

    /// <summary>Identity's form of the token in a link.</summary>
    public static string Token(string token) => Base64Url.IsValid(token) ? Convert.ToBase64String(Base64Url.DecodeFromChars(token)) : "";

    /// <summary>The person of a link that still works; null for anything else, and for withdrawn accounts.</summary>
    private async Task<Person?> PersonAsync(Guid id, string token, string provider, string purpose) =>
        token.Length < 1000
        && await people.FindByIdAsync(id.ToString()) is { IsDisabled: false } person
        && await people.VerifyUserTokenAsync(person, provider, purpose, Token(token))
            ? person
            : null;

    /// <summary>A path of the same shape that opens nothing, for the desk's samples of mails.</summary>
    public static string Sample(string page) => SiteLinks.AccountLink(page, Guid.Empty, "sample");

    private static string Path(string page, Person person, string token) =>
        SiteLinks.AccountLink(page, person.Id, Base64Url.EncodeToString(Convert.FromBase64String(token)));
}
