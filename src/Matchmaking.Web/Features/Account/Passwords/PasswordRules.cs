using System.Text;
using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.Passwords;

/// <summary>What a new password must be: 15 to 128 characters of any kind, and not one that a guesser tries first.</summary>
public sealed class PasswordRules(MatchmakingDb db, SiteAddress site, Texts texts) : IPasswordValidator<Person>
{
    public const int Shortest = 15,
        Longest = 128;

    /// <inheritdoc/>
    public async Task<IdentityResult> ValidateAsync(UserManager<Person> manager, Person user, string? password)
    {
        // Not injected: Identity makes its validators before anybody knows in which language the visitor reads.
        var t = new Text(texts, Language.Current);
        // A character is what the person counts as one: a code point, after the normalisation that the hash sees too.
        var length = NormalisedPasswords.Normalise(password).EnumerateRunes().Count();
        if (length < Shortest)
            return Refused("PasswordTooShort", t["account.password.too-short", ("min", Shortest)]);
        if (length > Longest)
            return Refused("PasswordTooLong", t["account.password.too-long", ("max", Longest)]);
        var organisation =
            user.Organisation?.Name
            ?? await db.Organisations.Where(o => o.Id == user.OrganisationId).Select(o => o.Name).SingleOrDefaultAsync();
        var address = (user.Email ?? "").Split('@');
        return PasswordStrength.WeaknessOf(
            password!,
            [address[0], .. address.Skip(1).SelectMany(domain => domain.Split('.')), organisation, user.FullName, site.Name]
        ) switch
        {
            PasswordWeakness.None => IdentityResult.Success,
            PasswordWeakness.Repeated => Refused("PasswordRepeated", t["account.password.repeated"]),
            PasswordWeakness.Sequence => Refused("PasswordSequence", t["account.password.sequence"]),
            PasswordWeakness.Personal => Refused("PasswordPersonal", t["account.password.personal"]),
            _ => Refused("PasswordCommon", t["account.password.common"]),
        };
    }

    private static IdentityResult Refused(string code, string description) =>
        IdentityResult.Failed(new IdentityError { Code = code, Description = description });
}

/// <summary>
/// Passwords are hashed in one normal form (NFKC): the same characters, typed on a phone in Beijing and on a desk in Baku, may reach us
/// as different bytes.
/// </summary>
public sealed class NormalisedPasswords(Microsoft.Extensions.Options.IOptions<PasswordHasherOptions> options)
    : PasswordHasher<Person>(options)
{
    /// <inheritdoc/>
    public override string HashPassword(Person user, string password) => base.HashPassword(user, Normalise(password));

    /// <inheritdoc/>
    public override PasswordVerificationResult VerifyHashedPassword(Person user, string hashedPassword, string providedPassword) =>
        base.VerifyHashedPassword(user, hashedPassword, Normalise(providedPassword));

    /// <summary>NFKC, without what no keyboard makes.</summary>
    public static string Normalise(string? password) => CleanText.Of(password).Normalize(NormalizationForm.FormKC);
}
