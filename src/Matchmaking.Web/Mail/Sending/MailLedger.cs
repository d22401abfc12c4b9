using System.Threading.Channels;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Writes down what became of mails, and says of each whether it may be handed in. Answers that arrive at the same time share a transaction.
/// What was written is remembered until it is on disk (<see cref="LedgerSession"/>) and written again should the server have lost it: a
/// statement takes only mails that are still in this sender's hands, so writing twice changes nothing.
/// </summary>
public sealed partial class MailLedger(MailDatabase database, SenderLease lease, TimeProvider time, ILogger<MailLedger> log) : IAsyncDisposable
{
    /// <summary>The most entries that share a transaction.</summary>
    private const int Most = 200;

    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });
    private readonly Lock _start = new();
    private readonly List<Outcome> _again = [];
    private LedgerSession? _session;
    private Task? _writing;

    /// <summary>
    /// Writes down an outcome, and says whether another mail may be handed in: whether it is still this sender's and still wanted. Its reader
    /// may have left, somebody may have called this sender dead, or the desk may have stopped all sending.
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
        var entry = new Entry(outcome, next);
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
            var may = await UntilWrittenAsync(batch);
            foreach (var entry in batch)
                entry.Done.TrySetResult(entry.Next is { } next && may.Contains(next.Id) && lease.IsFresh);
        }
        if (_session is { } last)
            await last.DisposeAsync();
    }

    /// <summary>An acceptance that is not written down becomes a second mail, so this does not give up: the database comes back, or the process ends.</summary>
    private async Task<HashSet<Guid>> UntilWrittenAsync(List<Entry> batch)
    {
        for (var pause = TimeSpan.FromMilliseconds(100); ; pause = TimeSpan.FromMilliseconds(Math.Min(2000, pause.TotalMilliseconds * 2)))
        {
            try
            {
                return await WriteAsync(batch);
            }
            catch (PostgresException e) when (e.SqlState.StartsWith("22", StringComparison.Ordinal) || e.SqlState.StartsWith("23", StringComparison.Ordinal))
            {
                // The database takes one of them never. It must not hold up the others for ever.
                if (batch.Count == 1)
                {
                    NotTaken(batch[0].Outcome?.Mail.Id, e);
                    return [];
                }
                var may = new HashSet<Guid>();
                foreach (var entry in batch)
                    may.UnionWith(await UntilWrittenAsync([entry]));
                return may;
            }
            catch (Exception e)
            {
                NotWritten(batch.Count, e);
                await Task.Delay(pause);
            }
        }
    }

    private async Task<HashSet<Guid>> WriteAsync(List<Entry> batch)
    {
        if (_session is { IsBroken: true } broken)
            await EndAsync(broken);
        var session = _session ??= await LedgerSession.OpenAsync(database, time, FlushFailed);
        try
        {
            if (_again.Count > 0)
            {
                var lost = (await WriteAsync(session, _again, [])).Done;
                // What was not lost has not been counted yet either.
                session.Remember(_again.Where(outcome => !lost.Contains(outcome.Mail.Id)));
                WrittenAgain(lost.Count, _again.Count);
                _again.Clear();
            }
            var outcomes = batch.Select(entry => entry.Outcome).OfType<Outcome>().ToList();
            var (may, done) = await WriteAsync(session, outcomes, [.. batch.Select(entry => entry.Next).OfType<OutgoingMail>()]);
            foreach (var outcome in outcomes.Where(outcome => outcome.Status == MailStatus.Accepted && !done.Contains(outcome.Mail.Id)))
                AcceptedTooLate(outcome.Mail.Id, outcome.Mail.Attempts);
            return may;
        }
        catch (Exception e) when (e is not PostgresException { InvariantSeverity: "ERROR" })
        {
            await EndAsync(session);
            throw;
        }
    }

    /// <returns>Which of the mails asked about may be handed in, and the mails whose outcomes were written: those that were in this sender's hands.</returns>
    private async Task<(HashSet<Guid> May, HashSet<Guid> Done)> WriteAsync(LedgerSession session, IReadOnlyList<Outcome> outcomes, IReadOnlyList<OutgoingMail> asked)
    {
        var (may, done) = (new HashSet<Guid>(), new HashSet<Guid>());
        if (outcomes.Count + asked.Count == 0)
            return (may, done);
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
            }
            while (await reader.NextResultAsync());
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
        finally
        {
            // Whatever went wrong with closing it: forgotten, it would be sent again.
            _again.AddRange(session.Remembered);
        }
    }

    /// <summary>The ledger may have nothing to write just now, so it is woken.</summary>
    private void FlushFailed(Exception e)
    {
        NotFlushed(e);
        _entries.Writer.TryWrite(new(null, null));
    }

    public async ValueTask DisposeAsync()
    {
        _entries.Writer.TryComplete();
        if (_writing is { } writing)
            await writing.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    [LoggerMessage(LogLevel.Error, "What became of {Count} mails could not be written down; trying again until it is")]
    private partial void NotWritten(int count, Exception e);

    [LoggerMessage(LogLevel.Critical, "What became of mail {Id} cannot be written down: the database refuses it")]
    private partial void NotTaken(Guid? id, Exception e);

    [LoggerMessage(LogLevel.Warning, "Mail {Id} was accepted at attempt {Attempt}, but this sender had been called dead or its row is gone; it may be sent twice, with one Message-ID")]
    private partial void AcceptedTooLate(Guid id, int attempt);

    [LoggerMessage(LogLevel.Warning, "The database may have lost what was just written to it; writing it again")]
    private partial void NotFlushed(Exception e);

    [LoggerMessage(LogLevel.Warning, "After a break of the database what became of {Count} mails was written down again; of {Asked} it was not sure")]
    private partial void WrittenAgain(int count, int asked);

    private sealed record Entry(Outcome? Outcome, OutgoingMail? Next)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
