using Matchmaking.Web.Queues;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>Whether mails that are due move.</summary>
internal sealed class MailsWatch(MailLoop loop, TimeProvider time) : IQueueWatch
{
    /// <inheritdoc/>
    public string Queue => QueueNames.Mails;

    /// <inheritdoc/>
    public TimeSpan Promise => TimeSpan.FromMinutes(5);

    /// <inheritdoc/>
    public Task<TimeSpan> StandsForAsync(CancellationToken cancel) =>
        Task.FromResult(loop.NotMovedSince is { } since ? time.GetUtcNow() - since : TimeSpan.Zero);
}

/// <summary>Whether what became of mails is written down.</summary>
internal sealed class LedgerWatch(MailLedger ledger, TimeProvider time) : IQueueWatch
{
    /// <inheritdoc/>
    public string Queue => QueueNames.Ledger;

    /// <inheritdoc/>
    public TimeSpan Promise => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public Task<TimeSpan> StandsForAsync(CancellationToken cancel) =>
        Task.FromResult(ledger.WaitingSince is { } since ? time.GetUtcNow() - since : TimeSpan.Zero);
}
