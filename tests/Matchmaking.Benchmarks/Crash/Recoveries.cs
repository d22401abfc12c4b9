using System.Collections.Concurrent;
using System.Diagnostics;
using Npgsql;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>
/// How long the mails that a dead worker had in hand lie there until another one has them or has given them back to the queue,
/// where the most urgent go first.
/// </summary>
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
        var ids = await AskAsync(
            "SELECT coalesce(array_agg(id), '{}') FROM mails WHERE sender_id = $1 AND status = 'Sending'",
            [sender],
            value => (Guid[])value
        );
        if (ids.Length == 0)
            return;
        // A mail that was suppressed in the dead one's hands keeps its name, and waits for nobody.
        const string Question = "SELECT NOT EXISTS (SELECT FROM mails WHERE id = ANY($1) AND sender_id = $2 AND status = 'Sending')";
        while (!await AskAsync(Question, [ids, sender], value => (bool)value))
            await Task.Delay(200);
        Times.Add(Stopwatch.GetElapsedTime(since).TotalMilliseconds);
    }

    private Task<T> AskAsync<T>(string sql, object[] values, Func<object, T> read) =>
        WorkTable.PatientlyAsync(async () =>
        {
            await using var connection = await WorkTable.OpenAsync(database);
            await using var command = new NpgsqlCommand(sql, connection);
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            return read((await command.ExecuteScalarAsync())!);
        });
}
