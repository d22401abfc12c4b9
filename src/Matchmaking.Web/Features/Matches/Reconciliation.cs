using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Holds every open opportunity against all mandates again, and expects to find nothing new. What it does find is repaired, told of
/// like any other match, and reported: a fault of the product, a restored database, or a new exchange rate.
/// </summary>
public sealed partial class Reconciliation(IServiceScopeFactory scopes, Parking parking, TimeProvider time, ILogger<Reconciliation> log)
{
    /// <summary>The nightly job; an opportunity that cannot be held against the mandates is parked under its name.</summary>
    public const string Queue = "reconcile-matches";

    /// <summary>One short transaction an opportunity, so that nobody waits long for the lock.</summary>
    /// <param name="changedSince">Only those changed since then; null: all.</param>
    /// <returns>How many stored matches had to be changed.</returns>
    public async Task<int> RunAsync(DateTimeOffset? changedSince, CancellationToken cancel)
    {
        Guid[] open;
        await using (var scope = scopes.CreateAsyncScope())
            open = await scope
                .ServiceProvider.GetRequiredService<MatchmakingDb>()
                .Opportunities.OpenOn(BakuDay.Of(time))
                .Where(o => changedSince == null || o.UpdatedAt >= changedSince)
                .Select(o => o.Id)
                .ToArrayAsync(cancel);
        var repaired = 0;
        await parking.EachAsync(Queue, open, id => id.ToString(), async id => repaired += await RepairAsync(id, cancel), cancel);
        return repaired;
    }

    private async Task<int> RepairAsync(Guid id, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        if (
            await scope.ServiceProvider.GetRequiredService<MatchmakingDb>().Opportunities.SingleOrDefaultAsync(o => o.Id == id, cancel)
            is not { } opportunity
        )
            return 0;
        var changed = await scope.ServiceProvider.GetRequiredService<MatchRun>().SaveAsync(opportunity, cancel);
        if (changed > 0)
            Repaired(changed, opportunity.Slug);
        return changed;
    }

    [LoggerMessage(LogLevel.Warning, "{Count} stored matches of {Opportunity} were not what the rows say, and are now")]
    private partial void Repaired(int count, string opportunity);
}
