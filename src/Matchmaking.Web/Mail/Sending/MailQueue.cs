using System.Collections.Concurrent;
using System.Text.Json;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Takes mails out of the table and gives them back. The rows are the queue: what is ready stands in a partial index, is taken in batches
/// with SKIP LOCKED, and no transaction stays open while a mail is on its way.
/// </summary>
public sealed partial class MailQueue(
    MailDatabase database,
    SenderLease lease,
    SenderAddress sender,
    TimeProvider time,
    ILogger<MailQueue> log
)
{
    /// <summary>What is in this process's hands, and what of it could not be read.</summary>
    private readonly ConcurrentDictionary<Guid, Exception?> _inHand = new();

    /// <summary>Why a mail that was taken out could not be read; null for one that could.</summary>
    internal Exception? FaultOf(OutgoingMail mail) => _inHand.GetValueOrDefault(mail.Id);

    /// <summary>The providers that have something due, and the first that is.</summary>
    public async Task<IReadOnlyList<(ProviderGroup Provider, Guid First)>> DueAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var command = new NpgsqlCommand(
            $"""
            SELECT provider, first.id FROM unnest($1) AS asked(provider)
            CROSS JOIN LATERAL (
                SELECT id FROM mails
                WHERE mails.provider = asked.provider AND {OutgoingMailMapping.Ready} AND priority BETWEEN 0 AND 9 AND not_before <= $2
                ORDER BY priority, not_before, id LIMIT 1) AS first
            WHERE NOT EXISTS (SELECT FROM mail_stops WHERE lifted_at IS NULL)
              AND NOT EXISTS (SELECT FROM mail_providers AS paused WHERE paused.provider = asked.provider AND paused_until > $2)
            """,
            connection
        );
        command.Parameters.Add(new() { Value = Enum.GetNames<ProviderGroup>() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var due = new List<(ProviderGroup, Guid)>();
        while (await reader.ReadAsync(cancel))
            due.Add((Enum.Parse<ProviderGroup>(reader.GetString(0)), reader.GetGuid(1)));
        return due;
    }

    /// <summary>
    /// Takes up to <paramref name="most"/> mails of a provider, most urgent first, no more than its token bucket holds. Afterwards they are
    /// <see cref="MailStatus.Sending"/>, with their Message-ID, whatever happens to this process. Two senders never get the same one. A
    /// mail whose last attempt came back, or that the desk wants sent again, gets a Message-ID of its own: the relay must not be asked
    /// about the last one.
    /// </summary>
    public Task<IReadOnlyList<OutgoingMail>> ClaimAsync(
        ProviderGroup provider,
        ProviderLimits limits,
        int most,
        QueueCursor cursor,
        CancellationToken cancel
    ) => cursor.InTurnAsync(() => ClaimWithinLimitsAsync(provider, limits, most, cursor, cancel), cancel);

    private async Task<IReadOnlyList<OutgoingMail>> ClaimWithinLimitsAsync(
        ProviderGroup provider,
        ProviderLimits limits,
        int most,
        QueueCursor cursor,
        CancellationToken cancel
    )
    {
        await using var connection = await database.OpenAsync(cancel);
        if (limits.MessagesPerHour is not { } perHour)
            return await ClaimAsync(connection, provider, most, cursor, cancel);
        await using var transaction = await connection.BeginTransactionAsync(cancel);
        var granted = await SpendAsync(connection, provider, limits.Burst, perHour, most, cancel);
        var claimed = granted == 0 ? [] : await ClaimAsync(connection, provider, granted, cursor, cancel);
        if (claimed.Count < granted)
            await GiveBackAsync(connection, provider, granted - claimed.Count, cancel);
        await transaction.CommitAsync(cancel);
        return claimed;
    }

    private async Task<IReadOnlyList<OutgoingMail>> ClaimAsync(
        NpgsqlConnection connection,
        ProviderGroup provider,
        int most,
        QueueCursor cursor,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            $"""
            WITH picked AS MATERIALIZED (
                SELECT id FROM mails
                WHERE provider = $1 AND {OutgoingMailMapping.Ready} AND not_before <= $2 AND (priority, not_before, id) > ($3, $4, $5)
                  AND NOT EXISTS (SELECT FROM mail_stops WHERE lifted_at IS NULL)
                  AND NOT EXISTS (SELECT FROM mail_providers WHERE mail_providers.provider = $1 AND paused_until > $2)
                  AND EXISTS (SELECT FROM mail_senders WHERE mail_senders.id = $6 AND seen_at > clock_timestamp() - $7)
                ORDER BY priority, not_before, id LIMIT $8 FOR UPDATE SKIP LOCKED)
            UPDATE mails SET status = 'Sending', attempts = attempts + 1, sender_id = $6,
                message_id = CASE WHEN message_id IS NULL THEN replace(mails.id::text, '-', '') || '@' || $9
                    WHEN attempts > 0 AND EXISTS (
                        SELECT FROM mail_events AS e
                        WHERE e.mail_id = mails.id AND e.attempt = mails.attempts AND e.kind IN ('Bounced', 'RetriedByDesk'))
                    THEN replace(mails.id::text, '-', '') || '.' || (attempts + 1) || '@' || $9
                    ELSE message_id END
            FROM picked WHERE mails.id = picked.id
            RETURNING mails.id, kind, person_id, about, version, to_address, language, data, priority, created_at, not_before, attempts,
                message_id, doubts
            """,
            connection
        );
        var (priority, notBefore, id) = cursor.Last;
        foreach (
            object value in (object[])
                [provider.ToString(), time.GetUtcNow(), priority, notBefore, id, lease.Id, SenderLease.Length, most, sender.Domain]
        )
            command.Parameters.Add(new() { Value = value });
        var mails = new List<OutgoingMail>();
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel))
                mails.Add(Read(reader, provider));
        mails.Sort((a, b) => (a.Priority, a.NotBefore, a.Id).CompareTo((b.Priority, b.NotBefore, b.Id)));
        cursor.Advance(mails);
        return mails;
    }

    /// <summary>A row that holds what nobody can read is in hand like the others, with the reason: it must not hold them up.</summary>
    private OutgoingMail Read(NpgsqlDataReader row, ProviderGroup provider)
    {
        var (data, fault) = (new Dictionary<string, string>(), default(Exception));
        try
        {
            data = OutgoingMail.ReadData(row.GetString(7));
        }
        catch (JsonException e)
        {
            fault = e;
        }
        _inHand[row.GetGuid(0)] = fault;
        return Read(row, provider, data);
    }

    private OutgoingMail Read(NpgsqlDataReader row, ProviderGroup provider, Dictionary<string, string> data) =>
        new()
        {
            Id = row.GetGuid(0),
            Kind = row.GetString(1),
            PersonId = row.IsDBNull(2) ? null : row.GetGuid(2),
            About = row.GetString(3),
            Version = row.GetInt32(4),
            ToAddress = row.GetString(5),
            Language = row.GetString(6),
            Data = data,
            Priority = row.GetInt32(8),
            CreatedAt = row.GetFieldValue<DateTimeOffset>(9),
            NotBefore = row.GetFieldValue<DateTimeOffset>(10),
            Attempts = row.GetInt32(11),
            MessageId = row.GetString(12),
            Doubts = row.GetInt32(13),
            Provider = provider,
            Status = MailStatus.Sending,
            SenderId = lease.Id,
        };

    /// <summary>Takes tokens for up to so many mails out of the bucket, after filling it up for the time that has passed.</summary>
    private static async Task<int> SpendAsync(
        NpgsqlConnection connection,
        ProviderGroup provider,
        int burst,
        int perHour,
        int most,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            """
            WITH filled AS (
                SELECT least($2, tokens + extract(epoch FROM clock_timestamp() - refilled_at) * $3) AS tokens FROM mail_providers
                    WHERE provider = $1 FOR UPDATE)
            UPDATE mail_providers SET tokens = filled.tokens - least(floor(filled.tokens), $4), refilled_at = clock_timestamp()
            FROM filled WHERE provider = $1 RETURNING least(floor(filled.tokens), $4)::int
            """,
            connection
        );
        foreach (object value in (object[])[provider.ToString(), (double)burst, perHour / 3600.0, (double)most])
            command.Parameters.Add(new() { Value = value });
        return (int?)await command.ExecuteScalarAsync(cancel) ?? 0;
    }

    private static async Task GiveBackAsync(NpgsqlConnection connection, ProviderGroup provider, int tokens, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("UPDATE mail_providers SET tokens = tokens + $2 WHERE provider = $1", connection);
        command.Parameters.Add(new() { Value = provider.ToString() });
        command.Parameters.Add(new() { Value = (double)tokens });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>The sender is done with these, whatever became of them.</summary>
    /// <param name="done">All that were taken.</param>
    /// <param name="notBegun">Those of them that go back to the queue. Tried until the database answers: nobody
    /// else would give them back.</param>
    public async Task ReleaseAsync(IReadOnlyCollection<OutgoingMail> done, IReadOnlyCollection<OutgoingMail> notBegun)
    {
        foreach (var mail in done)
            _inHand.TryRemove(mail.Id, out _);
        var ids = notBegun.Select(mail => mail.Id).ToArray();
        while (ids.Length > 0)
        {
            try
            {
                await ReleaseAsync(ids, CancellationToken.None);
                return;
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException or System.Net.Sockets.SocketException)
            {
                NotReleased(ids.Length, e);
                await Task.Delay(TimeSpan.FromSeconds(1));
            }
        }
    }

    private async Task ReleaseAsync(Guid[] ids, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        // What was not sent did not use up the provider's patience either.
        await using var command = new NpgsqlCommand(
            """
            WITH back AS (
                UPDATE mails SET status = 'Pending', sender_id = NULL, attempts = attempts - 1
                WHERE id = ANY($1) AND sender_id = $2 AND status = 'Sending' RETURNING provider)
            UPDATE mail_providers SET tokens = tokens + given.back
            FROM (SELECT provider, count(*) AS back FROM back GROUP BY provider) AS given WHERE mail_providers.provider = given.provider
            """,
            connection
        );
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = lease.Id });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Puts mails that are in hand into the queue of another provider, not begun: it was found out whose mailboxes they go to.
    /// </summary>
    public async Task MoveAsync(IReadOnlyCollection<OutgoingMail> mails, ProviderGroup from, ProviderGroup to, CancellationToken cancel)
    {
        await using (var connection = await database.OpenAsync(cancel))
        await using (
            var command = new NpgsqlCommand(
                """
                WITH moved AS (
                    UPDATE mails SET provider = $3, status = 'Pending', sender_id = NULL, attempts = attempts - 1
                    WHERE id = ANY($1) AND sender_id = $2 AND status = 'Sending' RETURNING id)
                UPDATE mail_providers SET tokens = tokens + (SELECT count(*) FROM moved) WHERE provider = $4
                """,
                connection
            )
        )
        {
            foreach (object value in (object[])[mails.Select(mail => mail.Id).ToArray(), lease.Id, to.ToString(), from.ToString()])
                command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync(cancel);
        }
        await ReleaseAsync(mails, []);
    }

    [LoggerMessage(LogLevel.Error, "{Count} mails could not be given back; trying again until they are")]
    private partial void NotReleased(int count, Exception e);
}
