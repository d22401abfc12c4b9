using Hangfire;
using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>Reads what has come back.</summary>
public sealed class MailboxJob(ReportMailbox mailbox) : IScheduledJob
{
    /// <inheritdoc/>
    [AutomaticRetry(Attempts = 0), DisableConcurrentExecution(0)]
    public Task RunAsync(CancellationToken cancel) => mailbox.ReadAsync(cancel);
}
