using System.Threading.Channels;
using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Queues;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Writes down what became of mails, and says of each whether it may be handed in. Answers that arrive at the same time share a
/// transaction. What was written is remembered until it is on disk (<see cref="LedgerSession"/>) and written again should the server have
/// lost it: a statement takes only mails that are still in this sender's hands, so writing twice changes nothing.
/// </summary>
public sealed partial class MailLedger(
    MailDatabase database,
    SenderLease lease,
    Parking parking,
    TimeProvider time,
    ILogger<MailLedger> log
) : IAsyncDisposable
{
    /// <summary>The most entries that share a transaction.</summary>
    private const int Most = 200;

    /// <summary>How often something is tried again that neither the database has refused nor an outage explains.</summary>
    private const int MostTries = 3;

    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });
    private readonly Lock _start = new();
    private readonly List<Outcome> _again = [];
    private LedgerSession? _session;
    private Task? _writing;
    private long _waitingSince;

    /// <summary>
    /// Since when the oldest entry waits to be written down; null while none does. Milliseconds are usual, minutes a fault.
    /// </summary>
    public DateTimeOffset? WaitingSince
    {
        get => Interlocked.Read(ref _waitingSince) is > 0 and var ticks ? new(ticks, TimeSpan.Zero) : null;
        private set => Interlocked.Exchange(ref _waitingSince, value?.UtcTicks ?? 0);
    }

    /// <summary>
    /// Writes down an outcome, and says whether another mail may be handed in: whether it is still this sender's and still wanted. Its
    /// reader may have left, somebody may have called this sender dead, or the desk may have stopped all sending.
    /// </summary>
    /// <param name="outcome">Of an earlier mail; null when there is none.</param>
    /// <param name="next">Which mail is asked about; null after the last one.</param>
    /// <returns>Whether <paramref name="next"/> may be handed in. When this returns, everybody sees the outcome.</returns>
    public async Task<bool> WriteAsync(Outcome? outcome, OutgoingMail? next)
    {
        if (outcome is null && next is null)
            return false;
        lock (_start)
            _writing ??= Task.Run(WriteAllAsync);
        var entry = new Entry(outcome, next, time.GetUtcNow());
        await _entries.Writer.WriteAsync(entry);
        return await entry.Done.Task;
    }

    private async Task WriteAllAsync()
    {
        var batch = new List<Entry>();
        while (await _entries.Reader.WaitToReadAsync())
        {
            batch.Clear();
            while (batch.Count < Most && _entries.Reader.TryRead(out var entry))
                batch.Add(entry);
            if (batch.Count > 0)
                WaitingSince = batch[0].Since;
            var outcomes = batch.Select(entry => entry.Outcome).OfType<Outcome>().ToList();
            var (may, done) = await UntilWrittenAsync(outcomes, [.. batch.Select(entry => entry.Next).OfType<OutgoingMail>()]);
            foreach (var outcome in outcomes.Where(outcome => outcome.Status == MailStatus.Accepted && !done.Contains(outcome.Mail.Id)))
                AcceptedTooLate(outcome.Mail.Id, outcome.Mail.Attempts);
            WaitingSince = null;
            foreach (var entry in batch)
                entry.Done.TrySetResult(entry.Next is { } next && may.Contains(next.Id) && lease.IsFresh);
        }
        if (_session is { } last)
            await last.DisposeAsync();
    }

    /// <summary>
    /// An acceptance that is not written down becomes a second mail, so while the database is away this does not give up: it comes back, or
    /// the process ends. What the database refuses for another reason is tried one by one, then without its texts, and what it still
    /// refuses is given up, loudly; the others go on.
    /// </summary>
    private async Task<(HashSet<Guid> May, HashSet<Guid> Done)> UntilWrittenAsync(
        IReadOnlyList<Outcome> outcomes,
        IReadOnlyList<OutgoingMail> asked
    )
    {
        for (var (pause, tries) = (FirstPause, 1); ; (pause, tries) = (Longer(pause), tries + 1))
        {
            try
            {
                if (_session is { IsBroken: true } broken)
                    await EndAsync(broken);
                if (_again.Count > 0)
                    await WriteAgainAsync();
                return await WriteAsync(outcomes, asked);
            }
            // What the database itself has not said may be about the session: a new one is tried before anything is given up for it.
            catch (Exception e) when (WaitingCures(e) || (e is not PostgresException && tries < MostTries))
            {
                NotWritten(outcomes.Count, e);
                await Task.Delay(pause);
            }
            catch (Exception e) when (outcomes.Count + asked.Count > 1)
            {
                NotTogether(outcomes.Count, e);
                var (may, done) = (new HashSet<Guid>(), new HashSet<Guid>());
                foreach (var outcome in outcomes)
                    done.UnionWith((await UntilWrittenAsync([outcome], [])).Done);
                foreach (var mail in asked)
                    may.UnionWith((await UntilWrittenAsync([], [mail])).May);
                return (may, done);
            }
            catch (Exception e) when (outcomes.Count == 0)
            {
                // Not begun, since nobody can say whether it may be.
                NotAsked(asked.Count, e);
                return ([], []);
            }
            catch (Exception e) when (outcomes[0] != outcomes[0].Plain())
            {
                WithoutTexts(outcomes[0].Mail.Id, outcomes[0].Status, e);
                return await UntilWrittenAsync([outcomes[0].Plain()], []);
            }
            catch (Exception e)
            {
                await GiveUpAsync(outcomes[0], e);
                return ([], [outcomes[0].Mail.Id]);
            }
        }
    }

    /// <summary>What a break of the database may have lost.</summary>
    private async Task WriteAgainAsync()
    {
        var again = _again.ToList();
        _again.Clear();
        var lost = (await UntilWrittenAsync(again, [])).Done;
        // What was not lost has not been counted yet either.
        var counted = again.Where(outcome => !lost.Contains(outcome.Mail.Id)).ToList();
        if (_session is { IsBroken: false } session)
            session.Remember(counted);
        else
            _again.AddRange(counted);
        WrittenAgain(lost.Count, again.Count);
    }

    private static TimeSpan FirstPause => TimeSpan.FromMilliseconds(100);

    private static TimeSpan Longer(TimeSpan pause) => TimeSpan.FromMilliseconds(Math.Min(2000, pause.TotalMilliseconds * 2));

    /// <summary>An outage, a lock, or somebody who has ended a statement by hand; nothing that is about what is written.</summary>
    private static bool WaitingCures(Exception e) =>
        DatabaseFaults.IsAwayOrBusy(e) || e is PostgresException { SqlState: PostgresErrorCodes.QueryCanceled };

    /// <returns>Which of the mails asked about may be handed in, and the mails whose outcomes were written: those that were in this
    /// sender's hands.</returns>
    private async Task<(HashSet<Guid> May, HashSet<Guid> Done)> WriteAsync(
        IReadOnlyList<Outcome> outcomes,
        IReadOnlyList<OutgoingMail> asked
    )
    {
        if (outcomes.Count + asked.Count == 0)
            return ([], []);
        var session = _session ??= await LedgerSession.OpenAsync(database, time, FlushFailed, NotCounted);
        try
        {
            return await WriteAsync(session, outcomes, asked);
        }
        catch (Exception e) when (e is not PostgresException { InvariantSeverity: "ERROR" })
        {
            await EndAsync(session);
            throw;
        }
    }

    private async Task<(HashSet<Guid> May, HashSet<Guid> Done)> WriteAsync(
        LedgerSession session,
        IReadOnlyList<Outcome> outcomes,
        IReadOnlyList<OutgoingMail> asked
    )
    {
        var (may, done) = (new HashSet<Guid>(), new HashSet<Guid>());
        // Without a transaction of its own, a batch is one: what belongs to an answer is written with it or not at all.
        await using var commands = new NpgsqlBatch(session.Writing);
        var now = time.GetUtcNow();
        if (asked.Count > 0)
            commands.BatchCommands.Add(LedgerSql.StillMine(asked, lease.Id, now));
        if (outcomes.Count > 0)
            LedgerSql.Add(commands, outcomes, lease.Id, now);
        await using (var reader = await commands.ExecuteReaderAsync())
        {
            var ids = asked.Count > 0 ? may : done;
            do
            {
                while (await reader.ReadAsync())
                    ids.Add(reader.GetGuid(0));
                ids = done;
            } while (await reader.NextResultAsync());
        }
        session.Remember(outcomes.Where(outcome => done.Contains(outcome.Mail.Id)));
        return (may, done);
    }

    /// <summary>Leaves a session that broke; what it may have lost is written again in the next one.</summary>
    private async Task EndAsync(LedgerSession session)
    {
        _session = null;
        try
        {
            await session.DisposeAsync();
        }
        catch (Exception e)
        {
            // It is left anyway, and what was to be written must not be taken for the cause.
            NotClosed(e);
        }
        // Whatever went wrong with closing it: forgotten, it would be sent again.
        _again.AddRange(session.Remembered);
    }

    /// <summary>The ledger may have nothing to write just now, so it is woken.</summary>
    private void FlushFailed(Exception e)
    {
        NotFlushed(e);
        _entries.Writer.TryWrite(new(null, null, time.GetUtcNow()));
    }

    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        if (_writing is { } writing)
            await writing.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private sealed record Entry(Outcome? Outcome, OutgoingMail? Next, DateTimeOffset Since)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
