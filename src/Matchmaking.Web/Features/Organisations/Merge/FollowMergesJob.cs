using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Features.Organisations.Merge;

/// <summary>Brings what was left with a merged organisation to the one that remains.</summary>
public sealed class FollowMergesJob(OrganisationMerger merger) : IScheduledJob
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => merger.FollowAsync(cancel);
}
