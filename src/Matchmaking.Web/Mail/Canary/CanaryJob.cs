using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail.Sending;

namespace Matchmaking.Web.Mail.Canary;

/// <summary>Writes the canary's mail and watches its earlier ones.</summary>
public sealed class CanaryJob(CanaryWatch canary, MailWakeUp wakeUp) : IScheduledJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        await canary.RunAsync(cancel);
        wakeUp.MailsWaiting();
    }
}
