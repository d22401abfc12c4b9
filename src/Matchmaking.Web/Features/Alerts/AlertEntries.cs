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
/// <param name="Told">The version that the person was told of before.</param>
/// <param name="Id">The row.</param>
internal sealed record AlertEntry(FoundMatch Found, AlertFrequency Frequency, Guid? MailId, int? Told, Guid Id);

/// <summary>What somebody has been told of one opportunity.</summary>
/// <param name="Told">The newest version told of; 0 for none.</param>
/// <param name="Waiting">An entry that has not gone out yet.</param>
internal sealed record KnownEntry(int Told, WaitingEntry? Waiting);

/// <summary>An entry that can still be changed.</summary>
internal sealed record WaitingEntry(Guid Id, int Version, AlertFrequency Frequency, Guid? MailId);

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
            SELECT i.person_id, i.opportunity_id, i.id, i.version, i.frequency, i.mail_id, i.mail_id IS NULL
                OR coalesce(m.status IN ('Pending', 'Deferred'), false)
            FROM alert_items i LEFT JOIN mails m ON m.id = i.mail_id
            WHERE i.person_id = ANY($1) AND i.opportunity_id = ANY($2)
            """,
            connection
        );
        command.Parameters.Add(new() { Value = wanted.Select(match => match.By.Mandate.OwnerId).Distinct().ToArray() });
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
                        row.IsDBNull(5) ? null : row.GetGuid(5)
                    ),
                }
                : before with
                {
                    Told = Math.Max(before.Told, version),
                };
        }
        return known;
    }

    /// <summary>Those who were told of an opportunity in an earlier version, said that it fits, and still want to hear.</summary>
    public static async Task<List<FoundMatch>> FollowersAsync(
        NpgsqlConnection connection,
        Guid opportunity,
        int version,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand(
            $"""
            SELECT DISTINCT ON (i.person_id) m.id, m.organisation_id, m.owner_id, m.name, m.frequency, p.email, p.language,
                p.alerts_paused_until
            FROM alert_items i
            JOIN mandates m ON m.id = i.mandate_id AND {Notification.MandateSql}
            JOIN people p ON p.id = i.person_id AND {Notification.PersonSql}
            JOIN opportunity_feedback f ON f.organisation_id = m.organisation_id AND f.opportunity_id = i.opportunity_id
                AND f.answer = 'Fits'
            WHERE i.opportunity_id = $1 AND i.version < $2
            ORDER BY i.person_id, i.version DESC
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
                        IsTold: true,
                        row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7)
                    ),
                    opportunity,
                    version,
                    new Assessment([])
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
    /// <param name="cancel">Stops it.</param>
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
            "alert_items (id, person_id, opportunity_id, version, told_version, mandate_id, frequency, mail_id, created_at)",
            entries,
            async (copy, entry) =>
            {
                await copy.WriteAsync(entry.Id, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(entry.Found.By.Mandate.OwnerId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(entry.Found.OpportunityId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(entry.Found.Version, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(entry.Told is > 0 ? entry.Told : null, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(entry.Found.By.Mandate.Id, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(entry.Frequency.ToString(), NpgsqlDbType.Varchar, cancel);
                await copy.WriteAsync(entry.MailId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(now, NpgsqlDbType.TimestampTz, cancel);
            },
            cancel
        );

    public static async Task MoveAsync(NpgsqlConnection connection, List<AlertEntry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
            return;
        await using var command = new NpgsqlCommand(
            """
            UPDATE alert_items SET mandate_id = entry.mandate, version = entry.version, frequency = entry.frequency, mail_id = entry.mail
            FROM unnest($1, $2, $3, $4, $5) AS entry(id, mandate, version, frequency, mail)
            WHERE alert_items.id = entry.id
            """,
            connection
        );
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Id).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.By.Mandate.Id).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.Version).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Frequency.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.MailId).ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }
}
