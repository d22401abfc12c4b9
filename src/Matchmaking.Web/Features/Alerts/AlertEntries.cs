using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Mail.Records;
using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>One entry to be written.</summary>
/// <param name="Found">What is told, and to whom.</param>
/// <param name="Frequency">When.</param>
/// <param name="MailId">The mail that carries it; null while it waits for a digest.</param>
/// <param name="NotifiedVersion">The version that the person was told of before.</param>
/// <param name="Id">The row.</param>
/// <param name="NotBefore">The end of the quiet time; null without one.</param>
/// <param name="IsSilent">Told by no mail, and known from now on.</param>
internal sealed record AlertEntry(
    FoundMatch Found,
    AlertFrequency Frequency,
    Guid? MailId,
    int? NotifiedVersion,
    Guid Id,
    DateTimeOffset? NotBefore,
    bool IsSilent = false
);

/// <summary>What somebody has been told of one opportunity.</summary>
/// <param name="NotifiedVersion">The newest version told of; 0 for none.</param>
/// <param name="Waiting">An entry that has not gone out yet.</param>
internal sealed record KnownEntry(int NotifiedVersion, WaitingEntry? Waiting);

/// <summary>An entry that can still be changed.</summary>
internal sealed record WaitingEntry(
    Guid Id,
    int Version,
    AlertFrequency Frequency,
    Guid? MailId,
    int? NotifiedVersion,
    DateTimeOffset? NotBefore,
    DateTimeOffset CreatedAt
);

/// <summary>Reads and writes entries of alerts by the thousand: a fixed number of statements for any number of people.</summary>
internal static class AlertEntries
{
    /// <summary>What the people concerned have been told of the opportunities concerned, or wait to be told.</summary>
    public static async Task<Dictionary<(Guid Person, Guid Opportunity), KnownEntry>> KnownAsync(
        NpgsqlConnection connection,
        List<FoundMatch> wanted,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT i.person_id, i.opportunity_id, i.id, i.version, i.frequency, i.mail_id,
                NOT i.is_silent AND (i.mail_id IS NULL OR coalesce(m.status IN ('Pending', 'Deferred'), false)),
                i.told_version, i.not_before, i.created_at
            FROM alert_items i LEFT JOIN mails m ON m.id = i.mail_id
            WHERE i.person_id = ANY($1) AND i.opportunity_id = ANY($2)
            """,
            connection
        );
        command.Parameters.Add(new() { Value = wanted.Select(match => match.Recipient.Mandate.OwnerId).Distinct().ToArray() });
        command.Parameters.Add(new() { Value = wanted.Select(match => match.OpportunityId).Distinct().ToArray() });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var known = new Dictionary<(Guid, Guid), KnownEntry>();
        while (await row.ReadAsync(cancel))
        {
            var key = (row.GetGuid(0), row.GetGuid(1));
            var version = row.GetInt32(3);
            var before = known.GetValueOrDefault(key) ?? new(0, null);
            known[key] = row.GetBoolean(6)
                ? before with
                {
                    Waiting = new(
                        row.GetGuid(2),
                        version,
                        Enum.Parse<AlertFrequency>(row.GetString(4)),
                        row.IsDBNull(5) ? null : row.GetGuid(5),
                        row.IsDBNull(7) ? null : row.GetInt32(7),
                        row.IsDBNull(8) ? null : row.GetFieldValue<DateTimeOffset>(8),
                        row.GetFieldValue<DateTimeOffset>(9)
                    ),
                }
                : before with
                {
                    NotifiedVersion = Math.Max(before.NotifiedVersion, version),
                };
        }
        return known;
    }

    /// <summary>
    /// Those who said that an opportunity fits and still want to hear: who was told of an earlier version, by the mandate that it was
    /// told for, and who said it without having been told. What the own organisation sent in is followed by nobody of it.
    /// </summary>
    public static async Task<List<FoundMatch>> FollowersAsync(
        NpgsqlConnection connection,
        Guid opportunity,
        int version,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT DISTINCT ON (m.owner_id) m.id, m.organisation_id, m.owner_id, m.name, m.frequency, p.email, p.language,
                p.alerts_paused_until, greatest(i.version, CASE WHEN f.person_id = m.owner_id THEN f.material_version ELSE 0 END)
            FROM opportunity_feedback f
            JOIN opportunities o ON o.id = f.opportunity_id AND f.organisation_id IS DISTINCT FROM o.submitted_by_id
            JOIN mandates m ON m.organisation_id = f.organisation_id AND {Notification.MandateSql}
            JOIN people p ON p.id = m.owner_id AND {Notification.PersonSql}
            LEFT JOIN LATERAL (
                SELECT told.version, told.mandate_id FROM alert_items told
                WHERE told.person_id = m.owner_id AND told.opportunity_id = $1 AND told.version < $2 ORDER BY told.version DESC LIMIT 1
            ) i ON true
            WHERE f.opportunity_id = $1 AND f.answer = 'Fits'
                AND (i.mandate_id = m.id OR (i.mandate_id IS NULL AND f.person_id = m.owner_id))
            ORDER BY m.owner_id, m.id
            """,
            connection
        );
        command.Parameters.Add(new() { Value = opportunity });
        command.Parameters.Add(new() { Value = version });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var followers = new List<FoundMatch>();
        while (await row.ReadAsync(cancel))
        {
            var mandate = new Mandate
            {
                Id = row.GetGuid(0),
                OrganisationId = row.GetGuid(1),
                OwnerId = row.GetGuid(2),
                Name = row.GetString(3),
                Frequency = Enum.Parse<AlertFrequency>(row.GetString(4)),
            };
            followers.Add(
                new(
                    new(
                        mandate,
                        row.GetString(5),
                        row.GetString(6),
                        CanBeNotified: true,
                        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7)
                    ),
                    opportunity,
                    version,
                    new Assessment([]),
                    KnownVersion: row.IsDBNull(8) ? 0 : row.GetInt32(8)
                )
            );
        }
        return followers;
    }

    /// <summary>
    /// Writes mails. Where one of the same key is there already, although its lead is untold (it had been left out of that mail), the new
    /// one is about itself: entries are what decides whether something is told, and theirs are new. Nobody's second canary is not written.
    /// </summary>
    /// <param name="connection">In the transaction of the cause.</param>
    /// <param name="mails">Each with another key.</param>
    /// <param name="areFirst">They are about what nobody has been told of, so no mail of their keys is there.</param>
    public static async Task AddMailsAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<OutgoingMail> mails,
        bool areFirst,
        CancellationToken cancel
    )
    {
        var taken = areFirst || mails.Count == 0 ? [] : await TakenAsync(connection, mails, cancel);
        await connection.CopyAsync(
            "mails (id, person_id, to_address, language, provider, about, version, kind, priority, status, data, attempts, doubts, "
                + "created_at, not_before)",
            [.. mails.Where(mail => mail.PersonId is not null || !taken.Contains(mail.Id))],
            async (copy, mail) =>
            {
                await copy.WriteAsync(mail.Id, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(mail.PersonId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(mail.ToAddress, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(mail.Language, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(mail.Provider.ToString(), NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(taken.Contains(mail.Id) ? mail.Id.ToString("N") : mail.About, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(mail.Version, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(mail.Kind, NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(mail.Priority, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(nameof(MailStatus.Pending), NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync("{}", NpgsqlDbType.Jsonb, cancel);
                await copy.WriteAsync(0, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(0, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(mail.CreatedAt, NpgsqlDbType.TimestampTz, cancel);
                await copy.WriteAsync(mail.NotBefore, NpgsqlDbType.TimestampTz, cancel);
            },
            cancel
        );
    }

    /// <summary>Of which mails the key is taken.</summary>
    private static async Task<HashSet<Guid>> TakenAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<OutgoingMail> mails,
        CancellationToken cancel
    )
    {
        // In two halves, because an index finds equals and nulls, but not "not distinct from".
        await using var command = new NpgsqlCommand(
            """
            WITH asked AS MATERIALIZED (SELECT * FROM unnest($1, $2, $3, $4, $5) AS asked(id, person_id, kind, about, version))
            SELECT asked.id FROM asked JOIN mails USING (person_id, kind, about, version) WHERE mails.status <> 'Suppressed'
            UNION ALL SELECT asked.id FROM asked JOIN mails USING (kind, about, version)
            WHERE mails.status <> 'Suppressed' AND asked.person_id IS NULL AND mails.person_id IS NULL
            """,
            connection
        );
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Id).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.PersonId).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Kind).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.About).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Version).ToArray() });
        var taken = new HashSet<Guid>();
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            taken.Add(row.GetGuid(0));
        return taken;
    }

    /// <summary>Writes entries. There are none yet for these people, opportunities and versions.</summary>
    public static Task AddAsync(
        NpgsqlConnection connection,
        IReadOnlyCollection<AlertEntry> entries,
        DateTimeOffset now,
        CancellationToken cancel
    ) =>
        connection.CopyAsync(
            """
            alert_items (id, person_id, opportunity_id, version, told_version, mandate_id, frequency, mail_id, created_at, not_before,
                is_silent)
            """,
            entries,
            async (copy, entry) =>
            {
                await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(entry.Found.Recipient.Mandate.OwnerId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(entry.Found.OpportunityId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(entry.Found.Version, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(entry.NotifiedVersion is > 0 ? entry.NotifiedVersion : null, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(entry.Found.Recipient.Mandate.Id, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(entry.Frequency.ToString(), NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(entry.MailId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(now, NpgsqlDbType.TimestampTz, cancel);
                await copy.WriteAsync(entry.NotBefore, NpgsqlDbType.TimestampTz, cancel);
                await copy.WriteAsync(entry.IsSilent, NpgsqlDbType.Boolean, cancel);
            },
            cancel
        );

    /// <summary>Changes entries that wait. A mail in whose quiet time something changes again waits anew.</summary>
    public static async Task MoveAsync(NpgsqlConnection connection, List<AlertEntry> entries, DateTimeOffset now, CancellationToken cancel)
    {
        if (entries.Count == 0)
            return;
        await using var command = new NpgsqlCommand(
            """
            WITH moved AS (
                UPDATE alert_items SET mandate_id = entry.mandate, version = entry.version, frequency = entry.frequency,
                    mail_id = entry.mail, not_before = entry.not_before
                FROM unnest($1, $2, $3, $4, $5, $6) AS entry(id, mandate, version, frequency, mail, not_before)
                WHERE alert_items.id = entry.id
                RETURNING entry.mail, entry.not_before)
            UPDATE mails SET not_before = moved.not_before FROM moved
            WHERE mails.id = moved.mail AND mails.status IN ('Pending', 'Deferred')
                AND mails.not_before > $7 AND mails.not_before < moved.not_before
            """,
            connection
        );
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Id).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.Recipient.Mandate.Id).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.Version).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Frequency.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.MailId).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.NotBefore).ToArray() });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Forgets entries whose changes were taken back before anybody was told; a mail that has nothing else to tell is not sent.
    /// </summary>
    public static async Task DropAsync(NpgsqlConnection connection, IReadOnlyCollection<Guid> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
            return;
        await using var command = new NpgsqlCommand("DELETE FROM alert_items WHERE id = ANY($1)", connection);
        command.Parameters.Add(new() { Value = entries.ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Keeps the senders from taking out what waits of an opportunity until the change is committed: else they would write the old state
    /// under the new version.
    /// </summary>
    public static async Task HoldAsync(NpgsqlConnection connection, Guid opportunity, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            SELECT FROM mails WHERE status IN ('Pending', 'Deferred') AND id IN (SELECT mail_id FROM alert_items WHERE opportunity_id = $1)
            ORDER BY id FOR UPDATE
            """,
            connection
        );
        command.Parameters.Add(new() { Value = opportunity });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
