using Matchmaking.Web.Features.Account.Passwords;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Account;

/// <summary>What came of an e-mail address and a password.</summary>
public enum PasswordOutcome
{
    Right,
    /// <summary>Wrong, unknown, locked or withdrawn: nobody outside is told which.</summary>
    Refused,
    /// <summary>Right, but the address was never confirmed.</summary>
    Unconfirmed,
}

/// <summary>The one door through which people come in.</summary>
public sealed class Entrance(UserManager<Person> people, SignInManager<Person> signIn, IPasswordHasher<Person> hasher, AlertSubscription alerts)
{
    /// <summary>A hash of nothing, at our cost: an unknown address takes as long to refuse as a wrong password.</summary>
    private static string? _nobody;

    /// <summary>Checks a password and counts wrong ones.</summary>
    public async Task<(PasswordOutcome Outcome, Person? Person)> CheckAsync(string email, string password)
    {
        if (password.Length > 2 * PasswordRules.Longest)
            password = "";
        if (await people.FindByEmailAsync(email) is not { PasswordHash: not null } person || await people.IsLockedOutAsync(person))
        {
            _nobody ??= hasher.HashPassword(null!, "");
            hasher.VerifyHashedPassword(null!, _nobody, password);
            return (PasswordOutcome.Refused, null);
        }
        if (!await people.CheckPasswordAsync(person, password))
        {
            await people.AccessFailedAsync(person);
            return (PasswordOutcome.Refused, null);
        }
        return (person.EmailConfirmed ? PasswordOutcome.Right : PasswordOutcome.Unconfirmed, person);
    }

    /// <summary>Lets somebody in who has proved to be this person. Null when the account is withdrawn or was never confirmed.</summary>
    /// <param name="page">Where the person stands; gives the cookies.</param>
    /// <param name="person">Who it is.</param>
    /// <param name="stay">Whether the browser remembers it after it was closed.</param>
    /// <param name="returnUrl">Where the person wanted to go; only an address of this site counts.</param>
    public async Task<IActionResult?> EnterAsync(FormPage page, Person person, bool stay, string? returnUrl = null)
    {
        if (person.IsWithdrawn || !await signIn.CanSignInAsync(person))
            return null;
        await people.ResetAccessFailedCountAsync(person);
        await alerts.SignOfLifeAsync(person.Id, page.HttpContext.RequestAborted);
        await signIn.SignInAsync(person, stay);
        VisitorLanguage.Remember(page.HttpContext, person.Language);
        return page.LocalRedirect(page.Url.IsLocalUrl(returnUrl) ? returnUrl : await HomeAsync(person));
    }

    private async Task<string> HomeAsync(Person person) => await people.IsInRoleAsync(person, Role.Investor) ? "/matches" : "/desk";
}
