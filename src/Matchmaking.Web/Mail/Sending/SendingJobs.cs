using Hangfire;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Queues;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>Tells the sender of mails, after a commit, that there is something to send.</summary>
public sealed partial class MailWakeUp(MailSignal signal, IBackgroundJobClient jobs, ILogger<MailWakeUp> log)
{
    /// <summary>A hint only: when it is lost, the loop finds the rows by itself within seconds.</summary>
    public void MailsWaiting()
    {
        // This node at once, without waiting for the job server; the job is for the others.
        signal.Wake();
        try
        {
            jobs.Enqueue<SendMailsJob>(job => job.Run());
        }
        catch (Exception e)
        {
            // The change is committed and its mails are rows; failing the request now would only make its author repeat it.
            Lost(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A wake-up signal was lost; the mails go out with the loop's next look")]
    private partial void Lost(Exception e);
}

/// <summary>Wakes the loop that sends mails.</summary>
public sealed class SendMailsJob(MailSignal signal)
{
    public void Run() => signal.Wake();
}

/// <summary>Gives the mails of dead senders back to the queue, should no loop be there to do it.</summary>
public sealed class SweepMailsJob(MailQueue queue, SenderLease lease, MailSignal signal) : IScheduledJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        // Right after an outage nobody's lease looks alive: what a living sender has in hand would be sent by a second one too.
        if (lease.MayRecover && await queue.RecoverAsync(cancel) > 0)
            signal.Wake();
    }
}

/// <summary>Removes old mails, and what was parked and never met again.</summary>
public sealed class MailRetentionJob(MailRetention retention, Parking parking) : IScheduledJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        await retention.RunAsync(cancel);
        await parking.ForgetOldAsync(cancel);
    }
}
