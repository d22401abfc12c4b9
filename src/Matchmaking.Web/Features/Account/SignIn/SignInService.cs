using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Passwords;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Account.SignIn;

/// <summary>What came of an e-mail address and a password.</summary>
public enum PasswordOutcome
{
    Right,

    /// <summary>Wrong, unknown or withdrawn: nobody outside is told which.</summary>
    Refused,

    /// <summary>Tried too often by this client; counted for unknown addresses, too, so it tells nothing.</summary>
    TooMany,

    /// <summary>
    /// Right, but the address was never confirmed, for which a link was sent. Whoever signs in is not told: it
    /// would tell who has no account yet.
    /// </summary>
    Unconfirmed,
}

/// <summary>The one door through which people come in.</summary>
public sealed class SignInService(
    UserManager<Person> people,
    IPasswordHasher<Person> hasher,
    SessionService sessions,
    AttemptService attempts,
    Clients clients,
    AccountRequests requests,
    MatchmakingDb db,
    SecurityLog log,
    TimeProvider time
)
{
    /// <summary>A hash of nothing, at our cost: an unknown address takes as long to refuse as a wrong password.</summary>
    private static string? _nobody;

    /// <summary>What a request of the kind <see cref="AccountRequestKind.Refused"/> may say.</summary>
    internal const string RightPassword = "right-password",
        WorthTelling = "worth-telling";
    private static readonly (string, string)[] Nothing = [];

    /// <summary>Checks a password. Each try is paid for first; the owner is told of many.</summary>
    public async Task<(PasswordOutcome Outcome, Person? Person)> CheckAsync(HttpContext context, string email, string password)
    {
        var (account, client, cancel) = (Clients.AccountOf(email), clients.Of(context, email), context.RequestAborted);
        var paid = await attempts.PayAsync(AttemptLimits.Password, account, client, cancel);
        if (!paid.IsAllowed)
        {
            log.Failed(account, "password", paid.Number);
            return (PasswordOutcome.TooMany, null);
        }
        if (password.Length > 2 * PasswordRules.Longest)
            password = "";
        var person = await people.FindByEmailAsync(email) is { PasswordHash: not null, IsDisabled: false } found ? found : null;
        if (person is null)
        {
            _nobody ??= hasher.HashPassword(null!, "");
            hasher.VerifyHashedPassword(null!, _nobody, password);
        }
        var isRight = person is not null && await people.CheckPasswordAsync(person, password);
        if (!isRight || !person!.EmailConfirmed)
        {
            log.Failed(account, "password", paid.Number);
            if (paid.IsLast)
                log.Locked(account, "password", client.Key);
            // The same for every refusal, and to the end: whoever hangs up meanwhile keeps nothing from the owner.
            await requests.AddAsync(
                AccountRequestKind.Refused,
                email,
                client,
                CancellationToken.None,
                [.. isRight ? [(RightPassword, "")] : Nothing, .. paid.IsWorthTelling ? [(WorthTelling, "")] : Nothing]
            );
            return isRight ? (PasswordOutcome.Unconfirmed, person) : (PasswordOutcome.Refused, null);
        }
        await attempts.ForgetAsync(AttemptLimits.Password, account, client, cancel);
        return (PasswordOutcome.Right, person);
    }

    /// <summary>Lets somebody in who has proved to be this person. Null when the account is withdrawn or was never confirmed.</summary>
    /// <param name="page">Where the person stands; gives the cookies.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="by">How it was proved, for the log.</param>
    /// <param name="stay">Whether the browser remembers it after it was closed.</param>
    /// <param name="returnUrl">Where the person wanted to go; only an address of this site counts.</param>
    public async Task<IActionResult?> EnterAsync(FormPage page, Person person, string by, bool stay, string? returnUrl = null)
    {
        if (person.IsDisabled || !person.EmailConfirmed)
            return null;
        var context = page.HttpContext;
        await db.NoteSignOfLifeAsync(person.Id, time.GetUtcNow(), context.RequestAborted);
        var (account, client) = (Clients.AccountOf(person.Email!), clients.Of(context, person.Email!));
        await attempts.ForgetAsync(AttemptLimits.Password, account, client, context.RequestAborted);
        await attempts.ForgetAsync(AttemptLimits.Code, account, client, context.RequestAborted);
        await sessions.BeginAsync(context, person, stay, by);
        clients.Remember(context, person.Email!);
        VisitorLanguage.Remember(context, person.Language);
        return page.LocalRedirect(page.Url.IsLocalUrl(returnUrl) ? returnUrl : await HomeAsync(person));
    }

    private async Task<string> HomeAsync(Person person) =>
        await people.IsInRoleAsync(person, Role.Investor) ? SiteLinks.Matches : SiteLinks.Desk;
}
