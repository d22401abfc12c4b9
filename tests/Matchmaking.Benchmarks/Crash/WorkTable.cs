using System.Diagnostics;
using System.Net.Sockets;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>Something to be done by any worker.</summary>
/// <param name="Id">In the order of which it is done.</param>
/// <param name="Kind">One of those below.</param>
/// <param name="Subject">The opportunity to be published, or the enquiry.</param>
internal sealed record Work(long Id, string Kind, Guid? Subject)
{
    public const string Publish = "publish",
        Close = "close",
        Ask = "ask",
        Answer = "answer",
        Plan = "plan",
        Call = "call";

    /// <summary>Whether it is about enquiries.</summary>
    public static bool IsOfEnquiries(string kind) => kind is Ask or Answer or Plan or Call;
}

/// <summary>
/// What the harness wants done, as rows. Each is held by the transaction of whoever does it, so that it comes back at once when that
/// process dies, and is marked after it was done, so that it may be done twice: what a job server promises, and no more.
/// </summary>
internal static class WorkTable
{
    /// <summary>How long the database may be away.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public static async Task MakeAsync(string database)
    {
        await using var connection = await OpenAsync(database);
        await new NpgsqlCommand(
            "CREATE TABLE harness_work (id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY, kind text NOT NULL, subject uuid, "
                + "done boolean NOT NULL DEFAULT false)",
            connection
        ).ExecuteNonQueryAsync();
    }

    public static Task AddAsync(string database, string kind, Guid? subject) =>
        PatientlyAsync(async () =>
        {
            await using var connection = await OpenAsync(database);
            await using var command = new NpgsqlCommand("INSERT INTO harness_work (kind, subject) VALUES ($1, $2)", connection);
            command.Parameters.Add(new() { Value = kind });
            command.Parameters.Add(new() { Value = (object?)subject ?? DBNull.Value, NpgsqlDbType = NpgsqlTypes.NpgsqlDbType.Uuid });
            return await command.ExecuteNonQueryAsync();
        });

    /// <summary>Does what there is to do for as long as the process lives.</summary>
    public static async Task WorkAsync(string database, Func<Work, Task> work)
    {
        while (true)
        {
            try
            {
                if (!await DoOneAsync(database, work))
                    await Task.Delay(100);
            }
            catch (Exception e)
            {
                // Whatever it was: a job server repeats a job that failed. When the database is restarted below a
                // transaction, not even the type says so.
                await Console.Error.WriteLineAsync("Not done, and done again: " + e.Message);
                await Task.Delay(200);
            }
        }
    }

    /// <summary>
    /// Does something again until the database, which is restarted in between, lets it. A minute without any success is no restart.
    /// </summary>
    public static async Task<T> PatientlyAsync<T>(Func<Task<T>> work)
    {
        var began = Stopwatch.GetTimestamp();
        while (true)
        {
            try
            {
                return await work();
            }
            catch (Exception e) when (IsOutage(e) && Stopwatch.GetElapsedTime(began) < Patience)
            {
                await Task.Delay(100);
            }
        }
    }

    public static async Task<NpgsqlConnection> OpenAsync(string database)
    {
        var connection = new NpgsqlConnection(database);
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The database is away (57P: it shuts down, crashed, or starts), however deep what says so is wrapped.</summary>
    public static bool IsOutage(Exception? e) =>
        e
            is NpgsqlException { IsTransient: true }
                or PostgresException { SqlState: "57P01" or "57P02" or "57P03" }
                or TimeoutException
                or IOException
                or SocketException
        || (e is not null && IsOutage(e.InnerException));

    private static async Task<bool> DoOneAsync(string database, Func<Work, Task> work)
    {
        await using var connection = await OpenAsync(database);
        await using var transaction = await connection.BeginTransactionAsync();
        Work taken;
        await using (
            var take = new NpgsqlCommand(
                "SELECT id, kind, subject FROM harness_work WHERE NOT done ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED",
                connection
            )
        )
        await using (var row = await take.ExecuteReaderAsync())
        {
            if (!await row.ReadAsync())
                return false;
            taken = new(row.GetInt64(0), row.GetString(1), row.IsDBNull(2) ? null : row.GetGuid(2));
        }
        await work(taken);
        await using var mark = new NpgsqlCommand("UPDATE harness_work SET done = true WHERE id = $1", connection)
        {
            Parameters = { new() { Value = taken.Id } },
        };
        await mark.ExecuteNonQueryAsync();
        await transaction.CommitAsync();
        return true;
    }
}
