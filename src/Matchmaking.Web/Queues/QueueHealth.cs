using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Matchmaking.Web.Queues;

/// <summary>How a queue or a job is.</summary>
/// <param name="Name">A name of <see cref="QueueNames"/>, or the name of a job.</param>
/// <param name="DoneAt">When it last came to its end; null for a queue that never ends, and before the first time.</param>
/// <param name="Fault">Why the last run failed; null when it did not.</param>
/// <param name="FailedAt">When it failed.</param>
/// <param name="StandsFor">For how long it has not moved; zero while it moves.</param>
/// <param name="IsLate">Whether that is longer than it has promised.</param>
public sealed record QueueStatus(string Name, DateTimeOffset? DoneAt, string? Fault, DateTimeOffset? FailedAt, TimeSpan StandsFor, bool IsLate);

/// <summary>
/// Whether everything moves that should: this node's own queues, and the jobs, whichever node runs them. What is parked does not count: it stands
/// aside, and everything behind it goes on.
/// </summary>
public sealed class QueueHealth(MatchmakingDb db, IEnumerable<IQueueWatch> watches, ProcessStart start, TimeProvider time)
{
    /// <summary>All of them, in the order of their names.</summary>
    public async Task<IReadOnlyList<QueueStatus>> ReadAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var found = new List<QueueStatus>();
        foreach (var watch in watches)
        {
            var stands = await watch.StandsForAsync(cancel);
            found.Add(new(watch.Queue, null, null, null, stands, stands > watch.Promise));
        }
        // A node that has just started, on a database that rested for a month, has promised nothing for that month.
        DateTimeOffset Since(QueueRun? run) => run?.DoneAt is { } done && done > start.At ? done : start.At;
        var runs = await db.QueueRuns.AsNoTracking().ToDictionaryAsync(run => run.Queue, cancel);
        foreach (var (name, promise) in Schedules.Promises)
        {
            var run = runs.GetValueOrDefault(name);
            found.Add(new(name, run?.DoneAt, run?.Fault, run?.FailedAt, now - Since(run), now - Since(run) > promise));
        }
        if (runs.GetValueOrDefault(QueueNames.Mailbox) is { } mailbox)
            found.Add(new(QueueNames.Mailbox, mailbox.DoneAt, mailbox.Fault, mailbox.FailedAt, now - Since(mailbox), mailbox.Fault is not null && now - Since(mailbox) > MailboxPromise));
        return [.. found.OrderBy(status => status.Name, StringComparer.Ordinal)];
    }

    /// <summary>A mail server may be away for some minutes.</summary>
    private static readonly TimeSpan MailboxPromise = TimeSpan.FromMinutes(5);
}

/// <summary>When this process started.</summary>
/// <param name="At">By the clock of the application.</param>
public sealed record ProcessStart(DateTimeOffset At);

/// <summary>Says at <c>/health/ready</c> what does not move. The pages still work, so the node is degraded and not dead.</summary>
internal sealed class QueueCheck(QueueHealth health, ScheduleKeeper keeper) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (keeper.Fault is { } fault)
            return HealthCheckResult.Degraded(fault);
        var late = (await health.ReadAsync(cancellationToken)).Where(status => status.IsLate).ToList();
        return late.Count == 0 ? HealthCheckResult.Healthy()
            : HealthCheckResult.Degraded(string.Join("; ", late.Select(status => status.Fault is { } why ? $"{status.Name} fails: {why}" : $"{status.Name} has not moved for {(int)status.StandsFor.TotalSeconds} s")));
    }
}
