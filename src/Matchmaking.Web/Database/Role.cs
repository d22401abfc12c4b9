namespace Matchmaking.Web.Database;

/// <summary>The roles, as they stand in the table of roles.</summary>
public static class Role
{
    public const string Investor = "investor";
    public const string Staff = "staff";
    public const string Administrator = "administrator";

    /// <summary>Both roles of the desk, for <c>[Authorize(Roles = …)]</c>.</summary>
    public const string Desk = Staff + "," + Administrator;
    public static IReadOnlyList<string> All { get; } = [Investor, Staff, Administrator];
}
