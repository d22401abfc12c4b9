using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account;

/// <summary>A person of the desk, as a select shows one.</summary>
public sealed record DeskPerson(Guid Id, string Name);

public static class DeskPeople
{
    /// <summary>Everybody of the desk who has joined it and whose access was not withdrawn, by name.</summary>
    public static Task<List<DeskPerson>> DeskPeopleAsync(this MatchmakingDb db, CancellationToken cancel) =>
        (
            from person in db.Users.Active()
            where
                person.PasswordHash != null
                && db.UserRoles.Any(held =>
                    held.UserId == person.Id
                    && db.Roles.Any(role => role.Id == held.RoleId && (role.Name == Role.Staff || role.Name == Role.Administrator))
                )
            orderby person.FullName
            select new DeskPerson(person.Id, person.DisplayName)
        ).ToListAsync(cancel);
}
