namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// When this node may try a mailbox again that could not be read. A server that sees the same wrong password each minute locks the account
/// or the address. A restart, which new settings need, tries at once.
/// </summary>
public sealed class MailboxPauses(TimeProvider time)
{
    private static readonly TimeSpan[] Steps = [TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(15)];
    private readonly Lock _lock = new();
    private DateTimeOffset _notBefore;
    private int _failures;

    public bool MayTry
    {
        get
        {
            lock (_lock)
                return time.GetUtcNow() >= _notBefore;
        }
    }

    public void Worked()
    {
        lock (_lock)
            (_failures, _notBefore) = (0, default);
    }

    /// <returns>How long it waits now.</returns>
    public TimeSpan Failed()
    {
        lock (_lock)
        {
            var pause = Steps[Math.Min(_failures++, Steps.Length - 1)];
            _notBefore = time.GetUtcNow() + pause;
            return pause;
        }
    }
}
