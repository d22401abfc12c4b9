using Matchmaking.Matching;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Preview;
using Matchmaking.Web.Mail.Records;
using Npgsql;

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
    public static async Task<Dictionary<(Guid Person, Guid Opportunity), KnownEntry>> KnownAsync(NpgsqlConnection connection, List<FoundMatch> wanted, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT i.person_id, i.opportunity_id, i.id, i.version, i.frequency, i.mail_id, i.mail_id IS NULL OR coalesce(m.status IN ('Pending', 'Deferred'), false)
            FROM alert_items i LEFT JOIN mails m ON m.id = i.mail_id
            WHERE i.person_id = ANY($1) AND i.opportunity_id = ANY($2)
            """, connection);
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
                ? before with { Waiting = new(row.GetGuid(2), version, Enum.Parse<AlertFrequency>(row.GetString(4)), row.IsDBNull(5) ? null : row.GetGuid(5)) }
                : before with { Told = Math.Max(before.Told, version) };
        }
        return known;
    }

    /// <summary>Those who were told of an opportunity in an earlier version, said that it fits, and still want to hear.</summary>
    public static async Task<List<FoundMatch>> FollowersAsync(NpgsqlConnection connection, Guid opportunity, int version, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT DISTINCT ON (i.person_id) m.id, m.organisation_id, m.owner_id, m.name, m.frequency, p.email, p.language, p.alerts_paused_until
            FROM alert_items i
            JOIN mandates m ON m.id = i.mandate_id AND m.archived_at IS NULL AND m.paused_at IS NULL
            JOIN people p ON p.id = i.person_id AND p.email_confirmed AND p.alerts_stopped_at IS NULL
            JOIN opportunity_feedback f ON f.organisation_id = m.organisation_id AND f.opportunity_id = i.opportunity_id AND f.answer = 'Fits'
            WHERE i.opportunity_id = $1 AND i.version < $2
            ORDER BY i.person_id, i.version DESC
            """, connection);
        command.Parameters.Add(new() { Value = opportunity });
        command.Parameters.Add(new() { Value = version });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var followers = new List<FoundMatch>();
        while (await row.ReadAsync(cancel))
        {
            var mandate = new Mandate
            {
                Id = row.GetGuid(0), OrganisationId = row.GetGuid(1), OwnerId = row.GetGuid(2), Name = row.GetString(3), Frequency = Enum.Parse<AlertFrequency>(row.GetString(4)),
            };
            followers.Add(new(new(mandate, row.GetString(5), row.GetString(6), MayBeTold: true, row.IsDBNull(7) ? null : row.GetFieldValue<DateTimeOffset>(7)),
                opportunity, version, new Assessment([])));
        }
        return followers;
    }

    /// <summary>
    /// Writes mails. Where one of the same key is there already, although its lead is untold (it had been left out of that mail), the new one
    /// is about itself: entries are what decides whether something is told, and theirs are new.
    /// </summary>
    public static async Task AddMailsAsync(NpgsqlConnection connection, List<OutgoingMail> mails, CancellationToken cancel)
    {
        if (mails.Count == 0 || await InsertAsync(connection, mails, mail => mail.About, cancel) == mails.Count || mails[0].PersonId is null)
            return;
        await using var missing = new NpgsqlCommand("SELECT id FROM unnest($1) AS asked(id) WHERE NOT EXISTS (SELECT FROM mails WHERE mails.id = asked.id)", connection);
        missing.Parameters.Add(new() { Value = mails.Select(mail => mail.Id).ToArray() });
        var ids = new HashSet<Guid>();
        await using (var row = await missing.ExecuteReaderAsync(cancel))
            while (await row.ReadAsync(cancel))
                ids.Add(row.GetGuid(0));
        await InsertAsync(connection, [.. mails.Where(mail => ids.Contains(mail.Id))], mail => mail.Id.ToString("N"), cancel);
    }

    private static async Task<int> InsertAsync(NpgsqlConnection connection, IReadOnlyList<OutgoingMail> mails, Func<OutgoingMail, string> about, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            INSERT INTO mails (id, person_id, to_address, language, provider, about, version, kind, priority, status, data, attempts, doubts, created_at, not_before)
            SELECT id, person, address, language, provider, about, version, $8, $9, 'Pending', '{}', 0, 0, $10, $10
            FROM unnest($1, $2, $3, $4, $5, $6, $7) AS mail(id, person, address, language, provider, about, version)
            ON CONFLICT (person_id, kind, about, version) WHERE status <> 'Suppressed' DO NOTHING
            """, connection);
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Id).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.PersonId).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.ToAddress).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Language).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Provider.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(about).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Version).ToArray() });
        command.Parameters.Add(new() { Value = mails[0].Kind });
        command.Parameters.Add(new() { Value = mails[0].Priority });
        command.Parameters.Add(new() { Value = mails[0].CreatedAt });
        return await command.ExecuteNonQueryAsync(cancel);
    }

    public static async Task AddAsync(NpgsqlConnection connection, List<AlertEntry> entries, DateTimeOffset now, CancellationToken cancel)
    {
        if (entries.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            INSERT INTO alert_items (id, person_id, opportunity_id, version, told_version, mandate_id, frequency, mail_id, created_at)
            SELECT id, person, opportunity, version, told, mandate, frequency, mail, $9
            FROM unnest($1, $2, $3, $4, $5, $6, $7, $8) AS entry(id, mandate, version, frequency, mail, person, opportunity, told)
            """, connection);
        AddColumns(command, entries);
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.By.Mandate.OwnerId).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.OpportunityId).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Told is > 0 ? entry.Told : null).ToArray() });
        command.Parameters.Add(new() { Value = now });
        await command.ExecuteNonQueryAsync(cancel);
    }

    public static async Task MoveAsync(NpgsqlConnection connection, List<AlertEntry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            UPDATE alert_items SET mandate_id = entry.mandate, version = entry.version, frequency = entry.frequency, mail_id = entry.mail
            FROM unnest($1, $2, $3, $4, $5) AS entry(id, mandate, version, frequency, mail)
            WHERE alert_items.id = entry.id
            """, connection);
        AddColumns(command, entries);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static void AddColumns(NpgsqlCommand command, List<AlertEntry> entries)
    {
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Id).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.By.Mandate.Id).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.Version).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Frequency.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.MailId).ToArray() });
    }
}
