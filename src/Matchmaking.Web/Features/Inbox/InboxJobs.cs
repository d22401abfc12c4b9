using Matchmaking.Web.Jobs;
using Matchmaking.Web.Queues;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>Brings the inbox up to date, kind by kind: a source that fails is parked, and the others go on.</summary>
public sealed class FollowInboxJob(InboxService inbox, InboxChanges changes, Parking parking) : IScheduledJob
{
    public const string Queue = "follow-inbox";

    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        await inbox.WakeDueAsync(cancel);
        await changes.ForgetOldAsync(cancel);
        await parking.EachAsync(
            Queue,
            [.. inbox.Sources.Where(source => !source.IsFollowed)],
            source => source.Kind.ToString(),
            source => inbox.FollowAsync(source.Kind, null, cancel),
            cancel
        );
    }
}

/// <summary>
/// The same for what is followed by whoever saves it: only what was changed by another way is found here, as the title of a listing.
/// </summary>
public sealed class SweepInboxJob(InboxService inbox, Parking parking) : IScheduledJob
{
    public const string Queue = "sweep-inbox";

    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) =>
        parking.EachAsync(
            Queue,
            [.. inbox.Sources.Where(source => source.IsFollowed)],
            source => source.Kind.ToString(),
            source => inbox.FollowAsync(source.Kind, null, cancel),
            cancel
        );
}
