using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail.Sending;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>Asks people of whom nothing was heard for a year.</summary>
public sealed class KeepAlertsJob(AlertKeeping keeping, MailWakeUp wakeUp) : IScheduledJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        if ((await keeping.RunAsync(cancel)).Asked > 0)
            wakeUp.MailsWaiting();
    }
}

/// <summary>Makes the digests whose window has closed.</summary>
public sealed class DigestsJob(Digests digests) : IScheduledJob
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => digests.CloseWindowsAsync(cancel);
}
