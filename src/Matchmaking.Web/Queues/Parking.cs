using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Queues;

/// <summary>The queues that are no job of their own, by the names under which they stand on the desk.</summary>
public static class QueueNames
{
    /// <summary>Mails that are due.</summary>
    public const string Mails = "mails";

    /// <summary>What became of mails.</summary>
    public const string Ledger = "mail-ledger";

    /// <summary>What comes back by IMAP.</summary>
    public const string Mailbox = "returned-mail";

    /// <summary>What comes back by HTTP.</summary>
    public const string Hook = "mail-hook";

    /// <summary>This node's copies of mandates and opportunities.</summary>
    public const string Copies = "matching-copies";

    /// <summary>Files of deals.</summary>
    public const string Imports = "imports";
}

/// <summary>
/// Sets aside what a queue cannot deal with. A queue tries its items one by one; one that fails is parked with the reason and the next
/// one's turn comes. Only when the database is away nothing can be parked: then the queue waits, since every other item would fail too.
/// </summary>
public sealed partial class Parking(IServiceScopeFactory scopes, TimeProvider time, ILogger<Parking> log)
{
    /// <summary>How long an item is kept after it was met last.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(180);

    /// <summary>Parks an item; one that is parked already counts up, and is unseen again when its reason is another.</summary>
    /// <param name="queue">A name of <see cref="QueueNames"/>, or the name of a job.</param>
    /// <param name="item">What finds it again: the id of a row, the number of a message.</param>
    /// <param name="reason">What went wrong.</param>
    /// <exception cref="Exception">The database is away or busy, also when <paramref name="reason"/> says so: nothing
    /// is parked for that.</exception>
    public async Task ParkAsync(string queue, string item, Exception reason, CancellationToken cancel)
    {
        if (DatabaseFaults.IsAwayOrBusy(reason) || (reason is OperationCanceledException && cancel.IsCancellationRequested))
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(reason);
        Parked(queue, item, reason);
        await ParkAsync(queue, item, Said(reason), cancel);
    }

    /// <inheritdoc cref="ParkAsync(string, string, Exception, CancellationToken)"/>
    public async Task ParkAsync(string queue, string item, string reason, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var now = time.GetUtcNow();
        await scope
            .ServiceProvider.GetRequiredService<MatchmakingDb>()
            .Database.ExecuteSqlAsync(
                $"""
                INSERT INTO parked_items (id, queue, item, reason, at, last_at, times)
                VALUES ({Guid.CreateVersion7()}, {queue}, {CleanText.Line(item, ParkedItem.ItemLength)}, {CleanText.Line(
                    reason,
                    ParkedItem.ReasonLength
                )}, {now}, {now}, 1)
                ON CONFLICT (queue, item) DO UPDATE SET times = parked_items.times + 1, last_at = excluded.last_at,
                    reason = excluded.reason,
                    seen_at = CASE WHEN parked_items.reason = excluded.reason THEN parked_items.seen_at END
                """,
                cancel
            );
    }

    /// <summary>
    /// Deals with some items, each alone: what fails is parked and the next one's turn comes; what was parked
    /// earlier and works now is released.
    /// </summary>
    /// <param name="queue">A name of <see cref="QueueNames"/>, or the name of a job.</param>
    /// <param name="items">In the order in which they are tried.</param>
    /// <param name="name">What finds an item again; see <see cref="ParkedItem.Item"/>.</param>
    /// <param name="handle">Leaves nothing half done when it throws.</param>
    /// <param name="cancel">Stops it, between two items.</param>
    /// <exception cref="Exception">The database is away or busy: the rest waits for the next run.</exception>
    public async Task EachAsync<T>(
        string queue,
        IReadOnlyCollection<T> items,
        Func<T, string> name,
        Func<T, Task> handle,
        CancellationToken cancel
    )
    {
        if (items.Count == 0)
            return;
        var parked = await ParkedAsync(queue, cancel);
        foreach (var item in items)
        {
            cancel.ThrowIfCancellationRequested();
            try
            {
                await handle(item);
            }
            catch (Exception e)
            {
                await ParkAsync(queue, name(item), e, cancel);
                continue;
            }
            if (parked.Contains(name(item)))
                await ReleaseAsync(queue, name(item), cancel);
        }
    }

    /// <summary>What of a queue is parked.</summary>
    public async Task<IReadOnlySet<string>> ParkedAsync(string queue, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope
            .ServiceProvider.GetRequiredService<MatchmakingDb>()
            .ParkedItems.Where(p => p.Queue == queue)
            .Select(p => p.Item)
            .ToHashSetAsync(cancel);
    }

    /// <summary>It could be dealt with after all, or is gone.</summary>
    public async Task ReleaseAsync(string queue, string item, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var key = CleanText.Line(item, ParkedItem.ItemLength);
        await scope
            .ServiceProvider.GetRequiredService<MatchmakingDb>()
            .ParkedItems.Where(p => p.Queue == queue && p.Item == key)
            .ExecuteDeleteAsync(cancel);
    }

    /// <summary>Forgets what its queue has not met again for half a year; never what became of a mail, which is known here alone.</summary>
    public async Task<int> ForgetOldAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var before = time.GetUtcNow() - Keep;
        return await scope
            .ServiceProvider.GetRequiredService<MatchmakingDb>()
            .ParkedItems.Where(p => p.LastAt < before && p.Queue != QueueNames.Ledger)
            .ExecuteDeleteAsync(cancel);
    }

    /// <summary>Notes that a job or queue has come to its end, or why it has not.</summary>
    public async Task NoteRunAsync(string queue, Exception? fault, CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var (now, said) = (time.GetUtcNow(), fault is null ? null : CleanText.Line(Said(fault), ParkedItem.ReasonLength));
        await scope
            .ServiceProvider.GetRequiredService<MatchmakingDb>()
            .Database.ExecuteSqlAsync(
                $"""
                INSERT INTO queue_runs (queue, done_at, failed_at, fault)
                VALUES ({queue}, {(fault is null ? now : (DateTimeOffset?)null)}, {(fault is null ? (DateTimeOffset?)null : now)}, {said})
                ON CONFLICT (queue) DO UPDATE SET done_at = coalesce(excluded.done_at, queue_runs.done_at), failed_at = excluded.failed_at,
                    fault = excluded.fault
                """,
                cancel
            );
    }

    /// <summary>What is wrong, and with EF what is wrong beneath: "see the inner exception" helps nobody who reads it on a page.</summary>
    private static string Said(Exception fault)
    {
        var cause = fault is DbUpdateException ? fault.GetBaseException() : fault;
        return $"{cause.GetType().Name}: {cause.Message}";
    }

    [LoggerMessage(LogLevel.Error, "{Item} of the queue {Queue} could not be dealt with and is parked; the others go on")]
    private partial void Parked(string queue, string item, Exception e);
}
