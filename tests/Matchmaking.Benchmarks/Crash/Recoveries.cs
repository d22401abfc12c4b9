using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>How long the mails that a dead worker had in hand lie there until another one goes on with them.</summary>
internal sealed class Recoveries(string database)
{
    private readonly ConcurrentBag<Task> _watching = [];

    /// <summary>Milliseconds, for each death that left mails behind.</summary>
    public ConcurrentBag<double> Times { get; } = [];

    public void Watch(Death death)
    {
        if (death.Sender is { } sender && sender != Guid.Empty)
            _watching.Add(WatchAsync(sender, death.At));
    }

    public Task AllAsync() => Task.WhenAll(_watching);

    private async Task WatchAsync(Guid sender, long since)
    {
        var ids = await AskAsync("SELECT coalesce(array_agg(id), '{}') FROM mails WHERE sender_id = $1 AND status = 'Sending'", [sender], value => (Guid[])value);
        if (ids.Length == 0)
            return;
        // Begun by somebody else, or gone with its person.
        const string Question = """
            SELECT EXISTS (SELECT FROM mails WHERE id = ANY($1) AND status <> 'Pending' AND sender_id IS DISTINCT FROM $2)
                OR NOT EXISTS (SELECT FROM mails WHERE id = ANY($1))
            """;
        while (!await AskAsync(Question, [ids, sender], value => (bool)value))
            await Task.Delay(200);
        Times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
    }

    private Task<T> AskAsync<T>(string sql, object[] values, Func<object, T> read) => WorkTable.PatientlyAsync(async () =>
    {
        await using var connection = await WorkTable.OpenAsync(database);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        return read((await command.ExecuteScalarAsync())!);
    });
}
