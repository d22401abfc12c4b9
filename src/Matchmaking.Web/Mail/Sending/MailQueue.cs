using System.Collections.Concurrent;
using System.Text.Json;
using Matchmaking.Web.Mail.Providers;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Takes mails out of the table and gives them back. The rows are the queue: what is ready stands in a partial index, is taken in batches
/// with SKIP LOCKED, and no transaction stays open while a mail is on its way.
/// </summary>
public sealed partial class MailQueue(MailDatabase database, SenderLease lease, SenderAddress sender, TimeProvider time, ILogger<MailQueue> log)
{
    private readonly ConcurrentDictionary<Guid, byte> _inHand = new();
    private HashSet<Guid> _forgotten = [];

    /// <summary>The providers that have something due.</summary>
    public async Task<IReadOnlyList<ProviderGroup>> DueAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var command = new NpgsqlCommand($"""
            SELECT provider FROM unnest($1) AS asked(provider)
            WHERE NOT EXISTS (SELECT FROM mail_stops WHERE lifted_at IS NULL)
              AND NOT EXISTS (SELECT FROM mail_providers AS paused WHERE paused.provider = asked.provider AND paused_until > $2)
              AND EXISTS (SELECT FROM mails WHERE mails.provider = asked.provider AND {OutgoingMailMapping.Ready} AND priority BETWEEN 0 AND 9 AND not_before <= $2)
            """, connection);
        command.Parameters.Add(new() { Value = Enum.GetNames<ProviderGroup>() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var due = new List<ProviderGroup>();
        while (await reader.ReadAsync(cancel))
            due.Add(Enum.Parse<ProviderGroup>(reader.GetString(0)));
        return due;
    }

    /// <summary>
    /// Takes up to <paramref name="most"/> mails of a provider, most urgent first, no more than its token bucket holds. Afterwards they are
    /// <see cref="MailStatus.Sending"/>, with their Message-ID, whatever happens to this process. Two senders never get the same one.
    /// </summary>
    public Task<IReadOnlyList<OutgoingMail>> ClaimAsync(ProviderGroup provider, ProviderLimits limits, int most, QueueCursor cursor, CancellationToken cancel) =>
        cursor.InTurnAsync(() => ClaimWithinLimitsAsync(provider, limits, most, cursor, cancel), cancel);

    private async Task<IReadOnlyList<OutgoingMail>> ClaimWithinLimitsAsync(ProviderGroup provider, ProviderLimits limits, int most, QueueCursor cursor, CancellationToken cancel)
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

    private async Task<IReadOnlyList<OutgoingMail>> ClaimAsync(NpgsqlConnection connection, ProviderGroup provider, int most, QueueCursor cursor, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand($"""
            WITH picked AS MATERIALIZED (
                SELECT id FROM mails
                WHERE provider = $1 AND {OutgoingMailMapping.Ready} AND not_before <= $2 AND (priority, not_before, id) > ($3, $4, $5)
                  AND NOT EXISTS (SELECT FROM mail_stops WHERE lifted_at IS NULL)
                  AND NOT EXISTS (SELECT FROM mail_providers WHERE mail_providers.provider = $1 AND paused_until > $2)
                  AND EXISTS (SELECT FROM mail_senders WHERE mail_senders.id = $6 AND seen_at > clock_timestamp() - $7)
                ORDER BY priority, not_before, id LIMIT $8 FOR UPDATE SKIP LOCKED)
            UPDATE mails SET status = 'Sending', attempts = attempts + 1, sender_id = $6,
                message_id = coalesce(message_id, replace(mails.id::text, '-', '') || '@' || $9)
            FROM picked WHERE mails.id = picked.id
            RETURNING mails.id, kind, person_id, about, version, to_address, language, data, priority, created_at, not_before, attempts, message_id, doubts
            """, connection);
        var (priority, notBefore, id) = cursor.Last;
        foreach (object value in (object[])[provider.ToString(), time.GetUtcNow(), priority, notBefore, id, lease.Id, SenderLease.Length, most, sender.Domain])
            command.Parameters.Add(new() { Value = value });
        var mails = new List<OutgoingMail>();
        await using (var reader = await command.ExecuteReaderAsync(cancel))
            while (await reader.ReadAsync(cancel))
                mails.Add(Read(reader, provider));
        foreach (var mail in mails)
            _inHand.TryAdd(mail.Id, 0);
        mails.Sort((a, b) => (a.Priority, a.NotBefore, a.Id).CompareTo((b.Priority, b.NotBefore, b.Id)));
        cursor.Advance(mails);
        return mails;
    }

    private OutgoingMail Read(NpgsqlDataReader row, ProviderGroup provider) => new()
    {
        Id = row.GetGuid(0), Kind = row.GetString(1), PersonId = row.IsDBNull(2) ? null : row.GetGuid(2), About = row.GetString(3), Version = row.GetInt32(4),
        ToAddress = row.GetString(5), Language = row.GetString(6), Data = JsonSerializer.Deserialize<Dictionary<string, string>>(row.GetString(7))!,
        Priority = row.GetInt32(8), CreatedAt = row.GetFieldValue<DateTimeOffset>(9), NotBefore = row.GetFieldValue<DateTimeOffset>(10),
        Attempts = row.GetInt32(11), MessageId = row.GetString(12), Doubts = row.GetInt32(13),
        Provider = provider, Status = MailStatus.Sending, SenderId = lease.Id,
    };

    /// <summary>Takes tokens for up to so many mails out of the bucket, after filling it up for the time that has passed.</summary>
    private static async Task<int> SpendAsync(NpgsqlConnection connection, ProviderGroup provider, int burst, int perHour, int most, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            WITH filled AS (
                SELECT least($2, tokens + extract(epoch FROM clock_timestamp() - refilled_at) * $3) AS tokens FROM mail_providers WHERE provider = $1 FOR UPDATE)
            UPDATE mail_providers SET tokens = filled.tokens - least(floor(filled.tokens), $4), refilled_at = clock_timestamp()
            FROM filled WHERE provider = $1 RETURNING least(floor(filled.tokens), $4)::int
            """, connection);
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
    /// <param name="notBegun">Those of them that go back to the queue. Tried until the database answers: nobody else would give them back.</param>
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

    /// <summary>
    /// Gives back what stands under this process's name and nobody here knows: taken by a statement whose answer was lost. Only what was so
    /// at two looks, since a statement may just be answering.
    /// </summary>
    public async Task ReleaseForgottenAsync(CancellationToken cancel)
    {
        var unknown = new HashSet<Guid>();
        await using (var connection = await database.OpenAsync(cancel))
        {
            await using var command = new NpgsqlCommand("SELECT id FROM mails WHERE sender_id = $1 AND status = 'Sending'", connection);
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

    private async Task ReleaseAsync(Guid[] ids, CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        // What was not sent did not use up the provider's patience either.
        await using var command = new NpgsqlCommand("""
            WITH back AS (
                UPDATE mails SET status = 'Pending', sender_id = NULL, attempts = attempts - 1
                WHERE id = ANY($1) AND sender_id = $2 AND status = 'Sending' RETURNING provider)
            UPDATE mail_providers SET tokens = tokens + given.back
            FROM (SELECT provider, count(*) AS back FROM back GROUP BY provider) AS given WHERE mail_providers.provider = given.provider
            """, connection);
        command.Parameters.Add(new() { Value = ids });
        command.Parameters.Add(new() { Value = lease.Id });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Gives the mails of dead senders back to the queue. Whether the dead one had handed a mail in already is asked of the relay, where
    /// that can be asked, when the mail's turn comes again; it goes out again under the same Message-ID. Nobody is dead before the database has
    /// been up for a whole lease: until then nobody could show that they live.
    /// </summary>
    /// <returns>How many.</returns>
    public async Task<int> RecoverAsync(CancellationToken cancel)
    {
        await using var connection = await database.OpenAsync(cancel);
        await using var command = new NpgsqlCommand("""
            WITH dead AS (DELETE FROM mail_senders WHERE seen_at < clock_timestamp() - $1 AND pg_postmaster_start_time() < clock_timestamp() - $1 RETURNING id),
            back AS (
                UPDATE mails SET status = 'Pending', sender_id = NULL
                WHERE status = 'Sending' AND (sender_id IN (SELECT id FROM dead) OR NOT EXISTS (SELECT FROM mail_senders WHERE mail_senders.id = sender_id))
                RETURNING id, attempts)
            INSERT INTO mail_events (mail_id, kind, at, attempt) SELECT id, 'Recovered', $2, attempts FROM back
            """, connection);
        command.Parameters.Add(new() { Value = SenderLease.Length });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    [LoggerMessage(LogLevel.Error, "{Count} mails could not be given back; trying again until they are")]
    private partial void NotReleased(int count, Exception e);
}
