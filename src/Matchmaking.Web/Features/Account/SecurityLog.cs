namespace Matchmaking.Web.Features.Account;

/// <summary>
/// What somebody who looks for an intruder asks for, one structured line each, all in one category. People stand there by their id, unknown
/// addresses by the first half of a hash; no line holds a token, a password or an address of a mailbox.
/// </summary>
public sealed partial class SecurityLog(ILogger<SecurityLog> log, IHttpContextAccessor current)
{
    /// <summary>The network address of the running request, as far as trusted proxies tell it; empty in a job.</summary>
    private string From => current.HttpContext?.Connection.RemoteIpAddress?.ToString() ?? "";

    public void SignedIn(Guid person, Guid session, string by) => SignedIn(person, session, by, From);

    public void SignedOut(Guid person, Guid session) => SignedOut(person, session, From);

    public void Failed(string account, string by, int count) => Failed(account, by, count, From);

    public void Locked(string account, string by, string client) => Locked(account, by, client, From);

    public void RightsChanged(Guid person, string what, Guid? by) => RightsChanged(person, what, by, From);

    public void SecretChanged(Guid person, string what) => SecretChanged(person, what, From);

    /// <summary>Somebody who is signed in asked for what they may not see.</summary>
    public void Refused(HttpContext context) =>
        Refused(context.User.IsSignedIn() ? context.User.PersonId() : null, context.Request.Method, PatternOf(context), From);

    private static string PatternOf(HttpContext context) => (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText ?? "";

    [LoggerMessage(1, LogLevel.Information, "Signed in: person {Person} session {Session} by {By} from {From}")]
    private partial void SignedIn(Guid person, Guid session, string by, string from);

    [LoggerMessage(2, LogLevel.Information, "Signed out: person {Person} session {Session} from {From}")]
    private partial void SignedOut(Guid person, Guid session, string from);

    [LoggerMessage(3, LogLevel.Warning, "Sign-in failed: account {Account} by {By}, number {Count} from {From}")]
    private partial void Failed(string account, string by, int count, string from);

    [LoggerMessage(4, LogLevel.Warning, "Sign-in locked: account {Account} by {By} for {Client} from {From}")]
    private partial void Locked(string account, string by, string client, string from);

    [LoggerMessage(5, LogLevel.Warning, "Refused: person {Person} asked {Method} {Route} from {From}")]
    private partial void Refused(Guid? person, string method, string route, string from);

    [LoggerMessage(6, LogLevel.Warning, "Rights changed: person {Person} {What} by {By} from {From}")]
    private partial void RightsChanged(Guid person, string what, Guid? by, string from);

    [LoggerMessage(7, LogLevel.Information, "Secret changed: person {Person} {What} from {From}")]
    private partial void SecretChanged(Guid person, string what, string from);
}
