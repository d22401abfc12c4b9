using Npgsql;

namespace Matchmaking.Web.Database;

/// <summary>Writes rows by binary COPY: half the time of an INSERT, and no more statements for ten thousand rows than for one.</summary>
public static class BulkCopy
{
    /// <summary>Adds rows. All are new: a row whose key is there already fails the whole transaction.</summary>
    /// <param name="connection">Open.</param>
    /// <param name="into">Table and columns, as COPY names them.</param>
    /// <param name="rows">None writes nothing.</param>
    /// <param name="write">Writes the columns of one row, in their order and with their types.</param>
    /// <param name="cancel">Stops it, with nothing added.</param>
    public static async Task CopyAsync<TRow>(
        this NpgsqlConnection connection,
        string into,
        IReadOnlyCollection<TRow> rows,
        Func<NpgsqlBinaryImporter, TRow, Task> write,
        CancellationToken cancel
    )
    {
        if (rows.Count == 0)
            return;
        await using var copy = await connection.BeginBinaryImportAsync($"COPY {into} FROM STDIN (FORMAT BINARY)", cancel);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancel);
            await write(copy, row);
        }
        await copy.CompleteAsync(cancel);
    }
}
