using System.Diagnostics;
using Npgsql;

namespace Matchmaking.Benchmarks.Publication;

/// <summary>
/// What a publication wrote, written once more as it is by three bare COPYs in one transaction, into tables with the same indexes which
/// grow as the product's do: the least that writing these rows costs on this machine.
/// </summary>
internal sealed class BareCopy(NpgsqlConnection owner)
{
    private static readonly (string Table, string Of)[] Tables =
    [
        ("matches", "opportunity_id = $1"),
        ("mails", "id > $2"),
        ("alert_items", "id > $2"),
    ];

    public static async Task<BareCopy> CreateAsync(string database)
    {
        var owner = new NpgsqlConnection(database);
        await owner.OpenAsync();
        foreach (var (table, _) in Tables)
            await new NpgsqlCommand(
                $"CREATE TABLE bare_{table} (LIKE {table} INCLUDING ALL EXCLUDING STATISTICS)",
                owner
            ).ExecuteNonQueryAsync();
        return new(owner);
    }

    /// <summary>Milliseconds that it took to write the rows of one publication.</summary>
    /// <param name="opportunity">What was published.</param>
    /// <param name="since">An id of before: whatever the publication made has a later one.</param>
    public async Task<double> WriteAsync(Guid opportunity, Guid since)
    {
        var rows = new List<(string Table, byte[] Rows)>();
        foreach (var (table, of) in Tables)
            rows.Add((table, await ReadAsync(table, Where(of, opportunity, since))));
        var started = Stopwatch.GetTimestamp();
        await using (var transaction = await owner.BeginTransactionAsync())
        {
            foreach (var (table, bytes) in rows)
                await using (var copy = await owner.BeginRawBinaryCopyAsync($"COPY bare_{table} FROM STDIN (FORMAT BINARY)"))
                    await copy.WriteAsync(bytes);
            await transaction.CommitAsync();
        }
        return Stopwatch.GetElapsedTime(started).TotalMilliseconds;
    }

    /// <summary>By how many transactions the rows of one publication, its own among them, were written.</summary>
    public async Task<int> CommitsAsync(Guid opportunity, Guid since)
    {
        var rows = Tables
            .Append((Table: "opportunities", Of: "id = $1"))
            .Select(one => $"SELECT xmin::text FROM {one.Table} WHERE {Where(one.Of, opportunity, since)}");
        await using var command = new NpgsqlCommand(string.Join(" UNION ", rows), owner);
        await using var row = await command.ExecuteReaderAsync();
        var count = 0;
        while (await row.ReadAsync())
            count++;
        return count;
    }

    private static string Where(string of, Guid opportunity, Guid since) =>
        of.Replace("$1", $"'{opportunity}'", StringComparison.Ordinal).Replace("$2", $"'{since}'", StringComparison.Ordinal);

    private async Task<byte[]> ReadAsync(string table, string of)
    {
        using var bytes = new MemoryStream();
        await using (var copy = await owner.BeginRawBinaryCopyAsync($"COPY (SELECT * FROM {table} WHERE {of}) TO STDOUT (FORMAT BINARY)"))
            await copy.CopyToAsync(bytes);
        return bytes.ToArray();
    }
}
