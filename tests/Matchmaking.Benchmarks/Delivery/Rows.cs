using System.Diagnostics;
using Npgsql;

namespace Matchmaking.Benchmarks.Delivery;

/// <summary>Rows of mails by the million, and what the database counts.</summary>
internal static class Rows
{
    /// <summary>Adds mails of <see cref="PlainMail"/>.</summary>
    /// <param name="connection">Where.</param>
    /// <param name="count">How many.</param>
    /// <param name="status">"Pending", or "Accepted" for old ones.</param>
    public static async Task AddAsync(NpgsqlConnection connection, int count, string status)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO mails (id, to_address, language, provider, about, version, kind, priority, status, data, attempts, doubts,
                created_at, not_before, message_id, accepted_at)
            SELECT id, 'person' || n || '@investors.example', 'en', 'Others', id, 1, $2, 1, $3, '{}', CASE $3 WHEN 'Pending' THEN 0
                ELSE 1 END, 0, now(), now(),
                CASE $3 WHEN 'Pending' THEN NULL ELSE id || '@example.org' END, CASE $3 WHEN 'Pending' THEN NULL ELSE now() END
            FROM (SELECT n, gen_random_uuid() AS id FROM generate_series(1, $1) AS n) AS numbers
            """,
            connection
        );
        command.Parameters.Add(new() { Value = count });
        command.Parameters.Add(new() { Value = PlainMail.MailKind });
        command.Parameters.Add(new() { Value = status });
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>Transactions committed in this database and bytes of log written by the server so far.</summary>
    public static async Task<(long Commits, long Bytes)> CountsAsync(NpgsqlConnection connection)
    {
        // Sessions hand in their counts about once a second.
        await Task.Delay(1500);
        await using var command = new NpgsqlCommand(
            "SELECT xact_commit, pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint FROM pg_stat_database WHERE datname = "
                + "current_database()",
            connection
        );
        await using var row = await command.ExecuteReaderAsync();
        await row.ReadAsync();
        return (row.GetInt64(0), row.GetInt64(1));
    }

    /// <summary>Runs something, and tells how long it took and what it cost the database.</summary>
    public static async Task<(double Seconds, long Commits, long Bytes)> MeasureAsync(NpgsqlConnection connection, Func<Task> work)
    {
        var before = await CountsAsync(connection);
        var began = Stopwatch.GetTimestamp();
        await work();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var after = await CountsAsync(connection);
        return (seconds, after.Commits - before.Commits, after.Bytes - before.Bytes);
    }

    public static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        await command.ExecuteNonQueryAsync();
    }
}
