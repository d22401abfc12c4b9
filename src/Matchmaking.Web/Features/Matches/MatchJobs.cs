using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Features.Matches;

/// <summary>Finds matches and mails that should exist, of everything that changed within a day.</summary>
public sealed class SweepMissedJob(Reconciliation reconciliation, TimeProvider time) : IScheduledJob
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => reconciliation.RunAsync(time.GetUtcNow().AddDays(-1), cancel);
}

/// <summary>Finds, once a night, that nothing was missed.</summary>
public sealed class ReconcileMatchesJob(Reconciliation reconciliation) : IScheduledJob
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => reconciliation.RunAsync(null, cancel);
}
