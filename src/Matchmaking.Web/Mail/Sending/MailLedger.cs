using System.Threading.Channels;
using Matchmaking.Web.Database;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Writes down what became of mails. Each connection waits for its answer to be on disk before it hands in the next mail, so at a crash at
/// most one mail a connection was accepted without our knowing. Answers that arrive at the same time share a transaction: with one each, the
/// disk would set the pace.
/// </summary>
public sealed partial class MailLedger(DatabaseAddress database, SenderLease lease, TimeProvider time, ILogger<MailLedger> log) : IAsyncDisposable
{
    /// <summary>The most entries that share a transaction.</summary>
    private const int Most = 200;

    private readonly Channel<Entry> _entries = Channel.CreateUnbounded<Entry>(new() { SingleReader = true });
    private readonly Lock _start = new();
    private Task? _writing;

    /// <summary>
    /// Writes down an outcome, and says whether the mail that is to be handed in next is still this sender's and still wanted: its reader may
    /// have left, or somebody may have called this sender dead.
    /// </summary>
    /// <param name="outcome">Of the mail before; null for the first one.</param>
    /// <param name="next">Which mail is next; null after the last one.</param>
    /// <returns>Whether <paramref name="next"/> may be handed in. When this returns, the outcome is committed.</returns>
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
        var outcomes = batch.Select(entry => entry.Outcome).OfType<Outcome>().ToList();
        var asked = batch.Select(entry => entry.Next).OfType<OutgoingMail>().ToList();
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync();
        // Without a transaction of its own, a batch is one: what belongs to an answer is written with it or not at all.
        await using var commands = new NpgsqlBatch(connection);
        if (outcomes.Count > 0)
            LedgerSql.Add(commands, outcomes, lease.Id, time.GetUtcNow());
        if (asked.Count > 0)
            commands.BatchCommands.Add(LedgerSql.StillMine(asked, lease.Id));
        var may = new HashSet<Guid>();
        await using var reader = await commands.ExecuteReaderAsync();
        do
        {
            // Only the question answers with rows.
            while (await reader.ReadAsync())
                may.Add(reader.GetGuid(0));
        }
        while (await reader.NextResultAsync());
        return may;
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

    private sealed record Entry(Outcome? Outcome, OutgoingMail? Next)
    {
        public TaskCompletionSource<bool> Done { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
