using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Mail.Providers;

/// <summary>Asks who serves the domains that mails wait for.</summary>
public sealed class MailDomainsJob(DomainLookups lookups) : IScheduledJob
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => lookups.RunAsync(cancel);
}
