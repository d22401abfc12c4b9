using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Queues;

/// <summary>How a queue or a job is.</summary>
/// <param name="Name">A name of <see cref="QueueNames"/>, or the name of a job.</param>
/// <param name="DoneAt">When it last came to its end; null for a queue that never ends, and before the first time.</param>
/// <param name="Fault">Why the last run failed; null when it did not.</param>
/// <param name="FailedAt">When it failed.</param>
/// <param name="StandsFor">For how long it has not moved; zero while it moves.</param>
/// <param name="IsLate">Whether that is longer than it has promised.</param>
public sealed record QueueStatus(
    string Name,
    DateTimeOffset? DoneAt,
    string? Fault,
    DateTimeOffset? FailedAt,
    TimeSpan StandsFor,
    bool IsLate
);

/// <summary>A job that comes to its end again and again, whichever node runs it.</summary>
/// <param name="Queue">The name of the job.</param>
/// <param name="Longest">How long after its last end it may stay away.</param>
public sealed record QueuePromise(string Queue, TimeSpan Longest);

/// <summary>
/// Whether everything moves that should: this node's own queues, and the jobs, whichever node runs them. What is parked does not count: it
/// stands aside, and everything behind it goes on.
/// </summary>
public sealed class QueueHealth(
    MatchmakingDb db,
    IEnumerable<IQueueWatch> watches,
    IEnumerable<QueuePromise> promises,
    ProcessStart start,
    TimeProvider time
)
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
        foreach (var (name, promise) in promises)
        {
            var run = runs.GetValueOrDefault(name);
            found.Add(new(name, run?.DoneAt, run?.Fault, run?.FailedAt, now - Since(run), now - Since(run) > promise));
        }
        if (runs.GetValueOrDefault(QueueNames.Mailbox) is { } mailbox)
            found.Add(
                new(
                    QueueNames.Mailbox,
                    mailbox.DoneAt,
                    mailbox.Fault,
                    mailbox.FailedAt,
                    now - Since(mailbox),
                    mailbox.Fault is not null && now - Since(mailbox) > MailboxPromise
                )
            );
        return [.. found.OrderBy(status => status.Name, StringComparer.Ordinal)];
    }

    /// <summary>A mail server may be away for some minutes.</summary>
    private static readonly TimeSpan MailboxPromise = TimeSpan.FromMinutes(5);
}

/// <summary>When this process started.</summary>
/// <param name="At">By the clock of the application.</param>
public sealed record ProcessStart(DateTimeOffset At);
