using Matchmaking.Web.Database;
using Matchmaking.Web.Queues;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <content>Mails that somebody has in hand who does not know it, is dead, or could not write down what became of them.</content>
public sealed partial class MailQueue
{
    /// <summary>
    /// What may not be taken for a mail that was never sent: what became of it is known to nobody but the one who could not write it down.
    /// </summary>
    private const string NotParked =
        "NOT EXISTS (SELECT FROM parked_items WHERE queue = '" + QueueNames.Ledger + "' AND item = mails.id::text)";

    private readonly HashSet<Guid> _ended = [];
    private HashSet<Guid> _forgotten = [];

    /// <summary>
    /// Gives back what stands under this process's name and nobody here knows: taken by a statement whose answer was lost. Only what was so
    /// at two looks, since a statement may just be answering.
    /// </summary>
    public async Task ReleaseForgottenAsync(CancellationToken cancel)
    {
        var unknown = new HashSet<Guid>();
        await using (var connection = await database.OpenAsync(cancel))
        {
            await using var command = new NpgsqlCommand(
                $"SELECT id FROM mails WHERE sender_id = $1 AND status = 'Sending' AND {NotParked}",
                connection
            );
            command.Parameters.Add(new() { Value = lease.Id });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
                if (!_inHand.ContainsKey(reader.GetGuid(0)))
                    unknown.Add(reader.GetGuid(0));
        }
        var forgotten = unknown.Where(_forgotten.Contains).ToArray();
        _forgotten = unknown;
        if (forgotten.Length > 0)
            await ReleaseAsync(forgotten, cancel);
    }

    /// <summary>
    /// Gives the mails of dead senders back to the queue. Whether the dead one had handed a mail in already is asked of the relay, where
    /// that can be asked, when the mail's turn comes again; it goes out again under the same Message-ID. Nobody is dead before the database
    /// has been up for a whole lease: until then nobody could show that they live.
    /// </summary>
    /// <returns>How many.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(
            $"""
            WITH dead AS (DELETE FROM mail_senders WHERE seen_at < clock_timestamp() - $1
                AND pg_postmaster_start_time() < clock_timestamp() - $1 RETURNING id),
            back AS (
                UPDATE mails SET status = 'Pending', sender_id = NULL
                WHERE status = 'Sending' AND (sender_id IN (SELECT id FROM dead)
                    OR NOT EXISTS (SELECT FROM mail_senders WHERE mail_senders.id = sender_id))
                  AND {NotParked}
                RETURNING id, attempts)
            INSERT INTO mail_events (mail_id, kind, at, attempt) SELECT id, 'Recovered', $2, attempts FROM back
            """,
            connection
        );
        command.Parameters.Add(new() { Value = SenderLease.Length });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Ends the mails of which the ledger could not write down what became of them: they are Failed, for the desk to decide, once nobody
    /// has them in hand. Each alone and once in the life of this process, since it is one that the database has refused before.
    /// </summary>
    public async Task EndParkedAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        var items = new List<Guid>();
        await using (
            var command = new NpgsqlCommand("SELECT item FROM parked_items WHERE queue = $1 ORDER BY last_at DESC LIMIT 1000", connection)
        )
        {
            command.Parameters.Add(new() { Value = QueueNames.Ledger });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
                if (Guid.TryParse(reader.GetString(0), out var id) && !_inHand.ContainsKey(id) && !_ended.Contains(id))
                    items.Add(id);
        }
        var parked = new List<Guid>();
        await using (
            var command = new NpgsqlCommand(
                """
                SELECT id FROM mails WHERE id = ANY($1) AND status = 'Sending'
                  AND (sender_id = $2 OR NOT EXISTS (SELECT FROM mail_senders WHERE mail_senders.id = sender_id))
                """,
                connection
            )
        )
        {
            command.Parameters.Add(new() { Value = items.ToArray() });
            command.Parameters.Add(new() { Value = lease.Id });
            await using var reader = await command.ExecuteReaderAsync(cancel);
            while (await reader.ReadAsync(cancel))
                parked.Add(reader.GetGuid(0));
        }
        foreach (var id in parked)
        {
            _ended.Add(id);
            try
            {
                await using var command = new NpgsqlCommand(
                    "UPDATE mails SET status = 'Failed', sender_id = NULL WHERE id = $1 AND status = 'Sending'",
                    connection
                );
                command.Parameters.Add(new() { Value = id });
                await command.ExecuteNonQueryAsync(cancel);
            }
            catch (PostgresException e) when (!DatabaseFaults.IsAwayOrBusy(e))
            {
                NotEnded(id, e);
            }
        }
    }

    [LoggerMessage(
        LogLevel.Critical,
        "Mail {Id}, of which nobody could write down what became of it, cannot be ended either; its row must be repaired"
    )]
    private partial void NotEnded(Guid id, Exception e);
}
