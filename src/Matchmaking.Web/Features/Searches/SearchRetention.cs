using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Searches;

/// <summary>Each night: forgets what is over its time; the same times stand in docs/operations.md.</summary>
public sealed class SearchRetentionJob(MatchmakingDb db, TimeProvider time) : IScheduledJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        var (recent, missed) = (time.GetUtcNow() - RecentSearch.Keep, BakuDay.Of(time).AddMonths(-MissedSearch.Months));
        await db.RecentSearches.Where(s => s.At < recent).ExecuteDeleteAsync(cancel);
        await db.MissedSearches.Where(s => s.Day < missed).ExecuteDeleteAsync(cancel);
    }
}
