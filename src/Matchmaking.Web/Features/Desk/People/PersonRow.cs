using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;

namespace Matchmaking.Web.Features.Desk.People;

/// <summary>A line of the list of people.</summary>
public sealed record PersonRow(
    Guid Id,
    string Name,
    string Email,
    string? Organisation,
    string? Role,
    bool IsSample,
    bool IsDisabled,
    bool HasPassword,
    bool IsConfirmed,
    bool IsHead
)
{
    /// <summary>Ends the key of the words and of the pill for it.</summary>
    public string State =>
        IsDisabled ? "withdrawn"
        : !HasPassword ? "invited"
        : IsConfirmed ? "active"
        : "unconfirmed";

    public static IQueryable<PersonRow> From(MatchmakingDb db, IQueryable<Person> people) =>
        people.Select(person => new PersonRow(
            person.Id,
            person.FullName,
            person.Email!,
            person.Organisation!.Name,
            // The role that may do most: "administrator" comes before "investor" and "staff".
            db.UserRoles.Where(has => has.UserId == person.Id)
                .Join(db.Roles, has => has.RoleId, role => role.Id, (has, role) => role.Name)
                .Min(),
            person.IsSample,
            person.LockoutEnd == DateTimeOffset.MaxValue,
            person.PasswordHash != null,
            person.EmailConfirmed,
            person.IsHead
        ));
}
