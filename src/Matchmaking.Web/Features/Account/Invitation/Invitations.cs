using Matchmaking.Web.Database;
using Microsoft.AspNetCore.Identity;

namespace Matchmaking.Web.Features.Account.Invitation;

/// <summary>Opens accounts of the desk for people who are yet to choose their password.</summary>
public sealed class Invitations(MatchmakingDb db, UserManager<Person> people, TimeProvider time)
{
    /// <summary>Whether the account can still be invited: it is new, or was invited and never used.</summary>
    public static bool IsOpen(Person person) => person is { PasswordHash: null, IsDisabled: false };

    /// <summary>
    /// The account with this role and no other, made when there is none. Part of the caller's transaction. Null when the address belongs
    /// to an investor, whose mandates an account of the desk could not have.
    /// </summary>
    public async Task<Person?> PrepareAsync(string email, string role, string language)
    {
        var person = await people.FindByEmailAsync(email);
        if (person is { OrganisationId: not null })
            return null;
        if (person is null)
        {
            person = new()
            {
                UserName = email,
                Email = email,
                Language = language,
                CreatedAt = time.GetUtcNow(),
            };
            Check(await people.CreateAsync(person));
        }
        foreach (var other in await people.GetRolesAsync(person))
            if (other != role)
                Check(await people.RemoveFromRoleAsync(person, other));
        if (!await people.IsInRoleAsync(person, role))
            Check(await people.AddToRoleAsync(person, role));
        await db.SaveChangesAsync();
        return person;
    }

    private static void Check(IdentityResult result)
    {
        if (!result.Succeeded)
            throw new InvalidOperationException("The account was refused: " + string.Join(", ", result.Errors.Select(error => error.Code)));
    }
}
