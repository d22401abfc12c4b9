using Matchmaking.Web.Database;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// The ledger's place in the database, from one break of it to the next. Waiting for the disk after each answer would let a connection hand
/// in no more mails than the disk takes commits (some 350 a second where this was measured). Instead, what was written is remembered until
/// a commit of a second session has made it durable, some 20 ms later: the log is written in one order, so that commit, which counts the
/// outcomes, waits for everything before it. Should the server crash sooner, both sessions break with it, and what is still remembered is
/// written again in the next one. An answer is lost only if the server and this process die within those 20 ms.
/// </summary>
internal sealed class LedgerSession : IAsyncDisposable
{
    private static readonly TimeSpan Rhythm = TimeSpan.FromMilliseconds(20);
    private readonly Lock _lock = new();
    private readonly List<Outcome> _remembered = [];
    private readonly NpgsqlConnection _flushing;
    private readonly TimeProvider _time;
    private readonly Action<Exception> _broken,
        _uncounted;
    private Task _flush = Task.CompletedTask;

    private LedgerSession(
        NpgsqlConnection writing,
        NpgsqlConnection flushing,
        TimeProvider time,
        Action<Exception> broken,
        Action<Exception> uncounted
    ) => (Writing, _flushing, _time, _broken, _uncounted) = (writing, flushing, time, broken, uncounted);

    /// <summary>Where to write.</summary>
    public NpgsqlConnection Writing { get; }

    /// <summary>Something that was written may be lost: this session can no longer be used.</summary>
    public bool IsBroken { get; private set; }

    /// <summary>Opens one.</summary>
    /// <param name="database">Where.</param>
    /// <param name="time">Says the hour to count in.</param>
    /// <param name="broken">Told when the flushing fails; the ledger may have nothing else to do just then.</param>
    /// <param name="uncounted">Told when it was flushed but could not be counted.</param>
    public static async Task<LedgerSession> OpenAsync(
        MailDatabase database,
        TimeProvider time,
        Action<Exception> broken,
        Action<Exception> uncounted
    )
    {
        // Both are open before anything is written: one that were opened later might be of another life of the server.
        var writing = await database.OpenLazyAsync(CancellationToken.None);
        try
        {
            return new(writing, await database.OpenAsync(CancellationToken.None), time, broken, uncounted);
        }
        catch
        {
            await writing.DisposeAsync();
            throw;
        }
    }

    /// <summary>These were committed here.</summary>
    public void Remember(IEnumerable<Outcome> written)
    {
        lock (_lock)
        {
            _remembered.AddRange(written);
            if (_remembered.Count > 0 && _flush.IsCompleted && !IsBroken)
                _flush = Task.Run(FlushAllAsync);
        }
    }

    /// <summary>What may not be on disk, and is not counted.</summary>
    public IReadOnlyList<Outcome> Remembered
    {
        get
        {
            lock (_lock)
                return [.. _remembered];
        }
    }

    private async Task FlushAllAsync()
    {
        try
        {
            while (true)
            {
                await Task.Delay(Rhythm);
                var committed = Remembered;
                await FlushAsync(committed);
                lock (_lock)
                {
                    _remembered.RemoveRange(0, committed.Count);
                    if (_remembered.Count == 0)
                    {
                        // Set here, under the lock: whoever remembers next must find it ended.
                        _flush = Task.CompletedTask;
                        return;
                    }
                }
            }
        }
        catch (Exception e)
        {
            IsBroken = true;
            _broken(e);
        }
    }

    private async Task FlushAsync(IReadOnlyList<Outcome> committed)
    {
        try
        {
            await using var batch = new NpgsqlBatch(_flushing);
            batch.BatchCommands.Add(LedgerSql.Figures(committed, _time.GetUtcNow()));
            await batch.ExecuteNonQueryAsync();
        }
        catch (PostgresException e) when (!DatabaseFaults.IsAwayOrBusy(e))
        {
            // Figures that cannot be written must not be why mails are written down for ever: any commit flushes.
            _uncounted(e);
            await using var commit = new NpgsqlCommand("SELECT pg_current_xact_id()", _flushing);
            await commit.ExecuteNonQueryAsync();
        }
    }

    /// <summary>Waits for a flush that is going on, and closes both sessions.</summary>
    public async ValueTask DisposeAsync()
    {
        Task flush;
        lock (_lock)
            flush = _flush;
        await flush.WaitAsync(TimeSpan.FromSeconds(5)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await _flushing.DisposeAsync();
        await Writing.DisposeAsync();
    }
}
