using System.Security.Cryptography;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Forms;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>What an investor says at sign-up, already checked for form.</summary>
/// <param name="Email">Confirmed by nobody yet.</param>
/// <param name="Secret">The password; once the wish is written down, its hash.</param>
/// <param name="Organisation">As typed.</param>
/// <param name="Country">ISO 3166 code.</param>
/// <param name="Language">Of the account.</param>
/// <param name="ConsentLanguage">In which the consent was read.</param>
/// <param name="Address">Network address; empty if unknown.</param>
public sealed record NewInvestor(
    string Email,
    string Secret,
    string Organisation,
    string Country,
    string Language,
    string ConsentLanguage,
    string Address
)
{
    /// <summary>The security stamp of the account to come, which the browser that signed up keeps a note of.</summary>
    public string Stamp { get; init; } = Convert.ToHexString(RandomNumberGenerator.GetBytes(20));

    /// <summary>What it wants to do; null when it was not asked.</summary>
    public EnquiryIntent? Intent { get; init; }

    internal (string, string)[] Data(string hash) =>
        [
            ("password", hash),
            ("organisation", Organisation),
            ("country", Country),
            ("language", Language),
            ("consent", ConsentLanguage),
            ("address", Address),
            ("stamp", Stamp),
            ("intent", Intent?.ToString() ?? ""),
        ];

    internal static NewInvestor From(AccountRequest request) => From(request.Address, request.Data);

    private static NewInvestor From(string email, Dictionary<string, string> data) =>
        new(email, data["password"], data["organisation"], data["country"], data["language"], data["consent"], data["address"])
        {
            Stamp = data["stamp"],
            // One that was written down before it was asked has none.
            Intent = EnumName.Read<EnquiryIntent>(data.GetValueOrDefault("intent")),
        };
}

/// <summary>
/// Opens accounts. Nobody can find out here who has one already: every address gets the same answer, and its owner a mail.
/// </summary>
public sealed class Registration(
    MatchmakingDb db,
    IEnumerable<IOwnedRows> owned,
    UserManager<Person> people,
    IPasswordValidator<Person> rules,
    IPasswordHasher<Person> hasher,
    AccountMails mails,
    TimeProvider time
)
{
    /// <summary>What is wrong with the password. Asked before the address is looked up: a known one gets the same complaints.</summary>
    public Task<IdentityResult> CheckAsync(NewInvestor wish) => rules.ValidateAsync(people, New(wish), wish.Secret);

    /// <summary>The hash that is written down in the place of the password.</summary>
    public string Hash(NewInvestor wish) => hasher.HashPassword(New(wish), wish.Secret);

    /// <summary>
    /// Opens the account that waits for confirmation, or tells the owner of the one that exists. Part of the caller's transaction.
    /// </summary>
    /// <param name="wish">With the hash of the password.</param>
    /// <param name="client">Who asked.</param>
    public async Task RegisterAsync(NewInvestor wish, Client client, CancellationToken cancel)
    {
        var known = await db
            .Users.Include(p => p.Organisation)
            .SingleOrDefaultAsync(p => p.NormalizedEmail == people.NormalizeEmail(wish.Email), cancel);
        if (known is null)
        {
            var person = New(wish);
            person.PasswordHash = wish.Secret;
            Check(await people.CreateAsync(person));
            person.SecurityStamp = wish.Stamp;
            Check(await people.AddToRoleAsync(person, Role.Investor));
            await mails.AskAsync(person, AccountMails.Confirm, client, cancel);
            return;
        }
        if (known is { EmailConfirmed: false, Organisation: not null, IsDisabled: false })
        {
            // Where no mail may go out any more, nothing may change: links that were sent must not die without a new one.
            if (!await mails.MayAskAsync(known, AccountMails.Confirm, client, cancel))
                return;
            // Never confirmed, so it is nobody's yet: the newest sign-up counts, and links and password of the older one die.
            (known.PasswordHash, known.SecurityStamp) = (wish.Secret, wish.Stamp);
            // The desk has found it to be a known company meanwhile, or gave it colleagues. A new sign-up proves
            // nothing, so it starts apart again.
            if (
                await db.Organisations.AnyAsync(
                    o => o.Id == known.OrganisationId && (o.Names.Any(n => n.IsCertain) || o.Members.Count > 1),
                    cancel
                )
                || await owned
                    .Where(rows => rows.Row != typeof(OrganisationName) && rows.Row != typeof(Person))
                    .AnyAsync(db, known.OrganisationId!.Value, cancel)
            )
                db.Organisations.Add(
                    known.Organisation = new()
                    {
                        Name = "",
                        Country = "",
                        CreatedAt = time.GetUtcNow(),
                    }
                );
            Describe(known, wish);
            Check(await people.UpdateAsync(known));
            mails.Add(known, known.Email!, AccountMails.Confirm);
            return;
        }
        if (!known.IsDisabled)
            await mails.AskAsync(known, AccountMails.Known, client, cancel);
    }

    /// <summary>
    /// The account of somebody who has just proven to own the address: the one that it has, or a new one without a password, which lets in
    /// by mail. One that was never confirmed becomes its owner's: a password that a stranger chose for it dies. Part of the caller's
    /// transaction.
    /// </summary>
    /// <param name="wish">Without a password.</param>
    /// <param name="name">Of the person, for an account that has none.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <returns>Null for an account whose access was withdrawn, and for one of the desk.</returns>
    public async Task<Person?> OpenProvenAsync(NewInvestor wish, string name, CancellationToken cancel)
    {
        var known = await db
            .Users.Include(p => p.Organisation)
            .SingleOrDefaultAsync(p => p.NormalizedEmail == people.NormalizeEmail(wish.Email), cancel);
        if (known is { IsDisabled: true } or { OrganisationId: null })
            return null;
        if (known is { EmailConfirmed: true })
        {
            if (known.FullName.Length == 0)
                known.FullName = name;
            return known;
        }
        var person = known ?? New(wish);
        (person.FullName, person.EmailConfirmed) = (name, true);
        if (known is null)
        {
            Check(await people.CreateAsync(person));
            Check(await people.AddToRoleAsync(person, Role.Investor));
            return person;
        }
        (known.PasswordHash, known.SecurityStamp) = (null, wish.Stamp);
        Describe(known, wish);
        Check(await people.UpdateAsync(known));
        return known;
    }

    private Person New(NewInvestor wish) =>
        Describe(
            new()
            {
                UserName = wish.Email,
                Email = wish.Email,
                Language = wish.Language,
                CreatedAt = time.GetUtcNow(),
            },
            wish
        );

    private Person Describe(Person person, NewInvestor wish)
    {
        person.Organisation ??= new()
        {
            Name = "",
            Country = "",
            CreatedAt = time.GetUtcNow(),
        };
        (person.Organisation.Name, person.Organisation.Country) = (wish.Organisation, wish.Country);
        person.Organisation.Intent = wish.Intent ?? person.Organisation.Intent;
        person.Language = wish.Language;
        (person.ConsentVersion, person.ConsentLanguage, person.ConsentAt, person.ConsentAddress) = (
            Consent.Version,
            wish.ConsentLanguage,
            time.GetUtcNow(),
            wish.Address
        );
        return person;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException("The account was refused: " + string.Join(", ", result.Errors.Select(error => error.Code)));
    }
}

/// <summary>The wording that people agree to (texts <c>account.consent.*</c>).</summary>
public static class Consent
{
    /// <summary>Changes with the wording; stands in every account.</summary>
    public const string Version = "2026-12-01";
}
