using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>What an investor says at sign-up, already checked for form.</summary>
public sealed record NewInvestor(string Email, string Password, string Organisation, string Country, string Language, string ConsentLanguage, string? Address);

/// <summary>Opens accounts. Nobody can find out here who has one already: every address gets the same answer, and its owner a mail.</summary>
public sealed class Registration(
    MatchmakingDb db, UserManager<Person> people, IPasswordValidator<Person> rules, IPasswordHasher<Person> hasher, AccountMails mails, Nudge nudge, TimeProvider time)
{
    /// <summary>What is wrong with the password. Asked before the address is looked up: a known one gets the same complaints.</summary>
    public Task<IdentityResult> CheckAsync(NewInvestor wish) => rules.ValidateAsync(people, New(wish), wish.Password);

    /// <summary>The account that waits for confirmation; null when the address belongs to an account already.</summary>
    public async Task<Person?> RegisterAsync(NewInvestor wish, CancellationToken cancel)
    {
        try
        {
            await using var transaction = await db.Database.BeginTransactionAsync(cancel);
            var waiting = await SaveAsync(New(wish), wish, cancel);
            await transaction.CommitAsync(cancel);
            nudge.MailsWaiting();
            return waiting;
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            // Pressed twice: the other request opened the account, and its mail is under way.
            return null;
        }
    }

    private Person New(NewInvestor wish) => Describe(new() { UserName = wish.Email, Email = wish.Email, Language = wish.Language, CreatedAt = time.GetUtcNow() }, wish);

    private async Task<Person?> SaveAsync(Person person, NewInvestor wish, CancellationToken cancel)
    {
        // Hashed in every case, so that the answer takes equally long.
        var hash = hasher.HashPassword(person, wish.Password);
        var known = await db.Users.Include(p => p.Organisation).SingleOrDefaultAsync(p => p.NormalizedEmail == people.NormalizeEmail(wish.Email), cancel);
        if (known is null)
        {
            person.PasswordHash = hash;
            await mails.AddAsync(person, AccountMails.Confirm);
            Check(await people.CreateAsync(person));
            Check(await people.AddToRoleAsync(person, Role.Investor));
            return person;
        }
        if (known is { EmailConfirmed: false, Organisation: not null, IsWithdrawn: false })
        {
            // Never confirmed, so it is nobody's yet: the newest sign-up counts, and links and password of the older one die.
            known.PasswordHash = hash;
            // The desk has found it to be a known company meanwhile, or gave it colleagues. A new sign-up proves nothing, so it starts apart again.
            if (await db.Organisations.AnyAsync(o => o.Id == known.OrganisationId && (o.Names.Any(n => n.IsCertain) || o.Deals.Any() || o.Members.Count > 1), cancel))
                db.Organisations.Add(known.Organisation = new() { Name = "", Country = "", CreatedAt = time.GetUtcNow() });
            Describe(known, wish);
            await mails.AddAsync(known, AccountMails.Confirm);
            Check(await people.UpdateSecurityStampAsync(known));
            return known;
        }
        await mails.AddAsync(known, AccountMails.Known);
        await db.SaveChangesAsync(cancel);
        return null;
    }

    private Person Describe(Person person, NewInvestor wish)
    {
        person.Organisation ??= new() { Name = "", Country = "", CreatedAt = time.GetUtcNow() };
        (person.Organisation.Name, person.Organisation.Country) = (wish.Organisation, wish.Country);
        person.Language = wish.Language;
        (person.ConsentVersion, person.ConsentLanguage, person.ConsentAt, person.ConsentAddress) = (Consent.Version, wish.ConsentLanguage, time.GetUtcNow(), wish.Address);
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
    public const string Version = "2026-11";
}
