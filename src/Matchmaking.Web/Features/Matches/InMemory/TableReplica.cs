using System.Diagnostics;
using System.Globalization;
using Matchmaking.Web.Database;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Matches.InMemory;

/// <summary>A copy that follows its table, seen by <see cref="ChangeFeed"/>.</summary>
public interface ITableReplica
{
    /// <summary>The number of the last change that is in the copy; -1 before it is loaded.</summary>
    long Seen { get; }

    /// <summary>Brings the copy up to date.</summary>
    Task CatchUpAsync(NpgsqlConnection connection, CancellationToken cancel);

    /// <summary>Parks what could not be read and releases what can be read again: outside of whatever asks for the copy.</summary>
    Task ReportAsync(CancellationToken cancel);

    /// <summary>
    /// After the database was put back to an earlier state, numbers are given a second time: then only a new copy is right.
    /// </summary>
    Task StartAnewAsync(CancellationToken cancel);
}

/// <summary>
/// This node's copy of a table in memory. PostgreSQL stays the only truth: the copy is loaded once, then follows the numbers of
/// <see cref="ChangeOrder"/>. It may be late, so whoever decides something by it catches up under the lock first, and holds what
/// it finds against the rows. A row that cannot be read is parked and stays out of the copy until it changes; the others go on.
/// </summary>
/// <typeparam name="TCopy">What the rows become in memory.</typeparam>
public abstract partial class TableReplica<TCopy>(DatabaseAddress database, Parking parking, ILogger log) : ITableReplica
    where TCopy : class, new()
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly Lock _lock = new();
    private readonly Dictionary<Guid, Exception> _unreadable = [];
    private Dictionary<Guid, Exception?>? _parked;
    private TCopy _copy = new();
    private long _seen = -1;

    /// <inheritdoc/>
    public long Seen => Interlocked.Read(ref _seen);

    /// <summary>The copy as it stands, perhaps late; empty before it is loaded.</summary>
    public TCopy Copy => Volatile.Read(ref _copy);

    /// <summary>The table.</summary>
    protected abstract string Table { get; }

    /// <summary>Columns after <c>change_number</c>, in the order in which <see cref="Apply"/> reads them.</summary>
    protected abstract string Columns { get; }

    /// <summary>Which rows are worth loading; a change brings all rows, since one may have to be forgotten.</summary>
    protected abstract string Wanted { get; }

    /// <summary>Takes one row into the copy, or out of it.</summary>
    private protected abstract void Apply(TCopy copy, Row row);

    /// <summary>Takes out of the copy what is gone from the table.</summary>
    protected abstract void Forget(TCopy copy, Guid id);

    /// <summary>
    /// Does with what was applied what is better done with many rows at once, before readers count on it.
    /// </summary>
    /// <returns>The rows with which that failed: they are parked like those that cannot be read.</returns>
    private protected virtual IReadOnlyCollection<(Guid Id, Exception Reason)> Complete(TCopy copy) => [];

    /// <summary>Brings the copy up to everything that the connection can see, loading it first if that was not done yet.</summary>
    /// <param name="connection">Open. Under the lock of <see cref="ChangeOrder"/>, and in a transaction that has not written to this table,
    /// the copy is then exact.</param>
    public async Task<TCopy> CatchUpAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            if (Seen < 0)
                await LoadAsync(cancel);
            await FollowAsync(connection, cancel);
            return Copy;
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>The same by the connection of a context, for what shows something and stores nothing.</summary>
    public async Task<TCopy> CatchUpAsync(MatchmakingDb db, CancellationToken cancel)
    {
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            return await CatchUpAsync((NpgsqlConnection)db.Database.GetDbConnection(), cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    Task ITableReplica.CatchUpAsync(NpgsqlConnection connection, CancellationToken cancel) => CatchUpAsync(connection, cancel);

    /// <inheritdoc/>
    public async Task StartAnewAsync(CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            StartsAnew(Table, Seen);
            await LoadAsync(cancel);
        }
        finally
        {
            _one.Release();
        }
    }

    /// <summary>
    /// On a connection of its own: what is loaded must be committed, whatever transaction asks for it. And not one of the pool,
    /// which may be exhausted by those who wait for the lock that the asking transaction holds.
    /// </summary>
    private async Task LoadAsync(CancellationToken cancel)
    {
        var started = Stopwatch.GetTimestamp();
        var (fresh, seen, rows) = (new TCopy(), 0L, 0);
        lock (_lock)
            _unreadable.Clear();
        await using var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(database.ConnectionString) { Pooling = false }.ConnectionString
        );
        await connection.OpenAsync(cancel);
        try
        {
            (seen, rows) = await CopyAsync(connection, fresh, cancel);
        }
        catch (Exception e) when (!DatabaseFaults.IsAwayOrBusy(e) && e is not OperationCanceledException)
        {
            // Some row cannot be read, and the rest of a COPY cannot be found after it: once more, slower, row by row.
            (fresh, seen, rows) = (new TCopy(), 0L, 0);
            await using var one = new NpgsqlCommand($"SELECT change_number, id, {Columns} FROM {Table} WHERE {Wanted}", connection);
            await using var reader = await one.ExecuteReaderAsync(cancel);
            for (var row = new SelectedRow(reader); await reader.ReadAsync(cancel); rows++)
            {
                seen = Math.Max(seen, row.Again().Next<long>());
                TryApply(fresh, row.Next<Guid>(), row);
            }
        }
        CompleteAll(fresh);
        Volatile.Write(ref _copy, fresh);
        Interlocked.Exchange(ref _seen, seen);
        Loaded(rows, Table, Stopwatch.GetElapsedTime(started).TotalMilliseconds.ToString("F0", CultureInfo.InvariantCulture));
    }

    private async Task<(long Seen, int Rows)> CopyAsync(NpgsqlConnection connection, TCopy fresh, CancellationToken cancel)
    {
        var (seen, rows) = (0L, 0);
        await using var copy = await connection.BeginBinaryExportAsync(
            $"COPY (SELECT change_number, {Columns} FROM {Table} WHERE {Wanted}) TO STDOUT (FORMAT BINARY)",
            cancel
        );
        for (var row = new CopiedRow(copy); await copy.StartRowAsync(cancel) >= 0; rows++)
        {
            seen = Math.Max(seen, copy.Read<long>());
            Apply(fresh, row);
        }
        return (seen, rows);
    }

    private async Task FollowAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        // One statement, so that changes and deletions are those of one moment.
        await using var command = new NpgsqlCommand(
            $"""
            SELECT number, changed, {Table}.id IS NULL, {Columns}
            FROM (SELECT change_number, id FROM {Table} WHERE change_number > $1
                  UNION ALL SELECT change_number, id FROM matching_deletions
                  WHERE change_number > $1 AND table_name = '{Table}') AS changes(number, changed)
            LEFT JOIN {Table} ON {Table}.id = changed
            ORDER BY number
            """,
            connection
        );
        command.Parameters.Add(new() { Value = Seen });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var row = new SelectedRow(reader);
        var hasChanged = false;
        while (await reader.ReadAsync(cancel))
        {
            hasChanged = true;
            var number = row.Again().Next<long>();
            var id = row.Next<Guid>();
            if (!row.Next<bool>())
                TryApply(Copy, id, row);
            else
            {
                Forget(Copy, id);
                Note(id, null);
            }
            Interlocked.Exchange(ref _seen, number);
        }
        if (hasChanged)
            CompleteAll(Copy);
    }

    private void CompleteAll(TCopy copy)
    {
        foreach (var (id, reason) in Complete(copy))
        {
            Forget(copy, id);
            Note(id, reason);
        }
    }

    /// <summary>One row that cannot be read does not keep the others out.</summary>
    private void TryApply(TCopy copy, Guid id, SelectedRow row)
    {
        try
        {
            Apply(copy, row);
            Note(id, null);
        }
        catch (Exception e) when (!DatabaseFaults.IsAwayOrBusy(e) && e is not OperationCanceledException)
        {
            // What it was before is no longer true.
            Forget(copy, id);
            Note(id, e);
        }
    }

    private void Note(Guid id, Exception? unreadable)
    {
        lock (_lock)
            if (unreadable is null)
                _unreadable.Remove(id);
            else
                _unreadable[id] = unreadable;
    }

    /// <inheritdoc/>
    public async Task ReportAsync(CancellationToken cancel)
    {
        if (Seen < 0)
            return;
        // What an earlier process parked counts as its own, so that it is released once it can be read.
        _parked ??= (await parking.ParkedAsync(QueueNames.Copies, cancel))
            .Where(item => item.StartsWith(Table + " ", StringComparison.Ordinal))
            .ToDictionary(item => Guid.Parse(item.Split(' ')[1], CultureInfo.InvariantCulture), _ => (Exception?)null);
        KeyValuePair<Guid, Exception>[] unreadable;
        lock (_lock)
            unreadable = [.. _unreadable];
        foreach (var (id, reason) in unreadable.Where(one => _parked.GetValueOrDefault(one.Key) != one.Value))
        {
            await parking.ParkAsync(QueueNames.Copies, $"{Table} {id}", reason, cancel);
            _parked[id] = reason;
        }
        foreach (var id in _parked.Keys.Except(unreadable.Select(one => one.Key)).ToList())
        {
            await parking.ReleaseAsync(QueueNames.Copies, $"{Table} {id}", cancel);
            _parked.Remove(id);
        }
    }

    [LoggerMessage(LogLevel.Information, "{Count} rows of {Table} are in memory after {Milliseconds} ms")]
    private partial void Loaded(int count, string table, string milliseconds);

    [LoggerMessage(
        LogLevel.Warning,
        "The copy of {Table} stands at change {Seen}, which the database has not reached: it was put back, and is read anew"
    )]
    private partial void StartsAnew(string table, long seen);
}
