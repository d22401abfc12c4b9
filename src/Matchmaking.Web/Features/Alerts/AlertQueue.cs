using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Mail;
using Npgsql;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>Turns matches into entries of alerts: in a mail now, or waiting for a digest. Runs inside the transaction of its cause, under its lock.</summary>
public sealed class AlertQueue(MatchmakingDb db, TimeProvider time)
{
    /// <summary>One entry to be written.</summary>
    private sealed record Entry(FoundMatch Found, Guid? MailId)
    {
        public Mandate Mandate => Found.By.Mandate;
    }

    /// <summary>
    /// Queues the matches that nobody has been told of yet. Of several mandates of one person the most urgent, then the best,
    /// carries the opportunity; what already waits for a digest moves up when a more urgent mandate matches too.
    /// </summary>
    public async Task QueueAsync(NpgsqlConnection connection, IReadOnlyCollection<FoundMatch> found, CancellationToken cancel)
    {
        var turnedDown = await db.TurnedDownAsync(found.Select(match => match.By.Mandate.OrganisationId), found.Select(match => match.OpportunityId), cancel);
        var wanted = found
            .Where(match => match.By.Tells && !turnedDown.Contains((match.By.Mandate.OrganisationId, match.OpportunityId)))
            .GroupBy(match => (match.By.Mandate.OwnerId, match.OpportunityId))
            .Select(group => group.OrderBy(match => match.By.Mandate.Frequency).ThenByDescending(match => match.Assessment.Score).First())
            .ToList();
        if (wanted.Count == 0)
            return;

        var known = await KnownAsync(connection, wanted, cancel);
        var (mails, added, movedUp) = (new List<OutgoingMail>(), new List<Entry>(), new List<Entry>());
        foreach (var ofOnePerson in wanted.GroupBy(match => match.By.Mandate.OwnerId))
        {
            OutgoingMail? mail = null;
            foreach (var match in ofOnePerson)
            {
                var isKnown = known.TryGetValue((match.By.Mandate.OwnerId, match.OpportunityId), out var waitsFor);
                if (isKnown && (waitsFor is null || waitsFor <= match.By.Mandate.Frequency))
                    continue;
                if (match.By.Mandate.Frequency == AlertFrequency.AtOnce && mail is null)
                    mails.Add(mail = NewMail(match.By));
                (isKnown ? movedUp : added).Add(new(match, match.By.Mandate.Frequency == AlertFrequency.AtOnce ? mail!.Id : null));
            }
        }
        await AddMailsAsync(connection, mails, cancel);
        await AddAsync(connection, added, cancel);
        await MoveUpAsync(connection, movedUp, cancel);
    }

    private OutgoingMail NewMail(MandateToMatch to)
    {
        var now = time.GetUtcNow();
        return new() { Kind = AlertMail.MailKind, PersonId = to.Mandate.OwnerId, ToAddress = to.Email, Language = to.Language, Priority = 1, CreatedAt = now, NotBefore = now };
    }

    /// <summary>What these people have been told of, or wait to be told of: the frequency of what waits, null for what is in a mail.</summary>
    private static async Task<Dictionary<(Guid Person, Guid Opportunity), AlertFrequency?>> KnownAsync(NpgsqlConnection connection, List<FoundMatch> wanted, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("""
            SELECT person_id, opportunity_id, CASE WHEN mail_id IS NULL THEN frequency END
            FROM alert_items WHERE person_id = ANY($1) AND opportunity_id = ANY($2)
            """, connection);
        command.Parameters.Add(new() { Value = wanted.Select(match => match.By.Mandate.OwnerId).Distinct().ToArray() });
        command.Parameters.Add(new() { Value = wanted.Select(match => match.OpportunityId).Distinct().ToArray() });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        var known = new Dictionary<(Guid, Guid), AlertFrequency?>();
        while (await reader.ReadAsync(cancel))
            known.Add((reader.GetGuid(0), reader.GetGuid(1)), reader.IsDBNull(2) ? null : Enum.Parse<AlertFrequency>(reader.GetString(2)));
        return known;
    }

    private static async Task AddMailsAsync(NpgsqlConnection connection, List<OutgoingMail> mails, CancellationToken cancel)
    {
        if (mails.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            INSERT INTO mails (id, person_id, to_address, language, kind, priority, status, data, attempts, created_at, not_before)
            SELECT id, person, address, language, $5, $6, 'Pending', '{}', 0, $7, $7 FROM unnest($1, $2, $3, $4) AS mail(id, person, address, language)
            """, connection);
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Id).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.PersonId!.Value).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.ToAddress).ToArray() });
        command.Parameters.Add(new() { Value = mails.Select(mail => mail.Language).ToArray() });
        command.Parameters.Add(new() { Value = mails[0].Kind });
        command.Parameters.Add(new() { Value = mails[0].Priority });
        command.Parameters.Add(new() { Value = mails[0].CreatedAt });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private async Task AddAsync(NpgsqlConnection connection, List<Entry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            INSERT INTO alert_items (id, person_id, opportunity_id, mandate_id, frequency, mail_id, created_at)
            SELECT id, person, opportunity, mandate, frequency, mail, $7
            FROM unnest($1, $2, $3, $4, $5, $6) AS entry(person, opportunity, mandate, frequency, mail, id)
            """, connection);
        AddColumns(command, entries);
        command.Parameters.Add(new() { Value = entries.Select(_ => Guid.CreateVersion7()).ToArray() });
        command.Parameters.Add(new() { Value = time.GetUtcNow() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static async Task MoveUpAsync(NpgsqlConnection connection, List<Entry> entries, CancellationToken cancel)
    {
        if (entries.Count == 0)
            return;
        await using var command = new NpgsqlCommand("""
            UPDATE alert_items SET frequency = entry.frequency, mandate_id = entry.mandate, mail_id = entry.mail
            FROM unnest($1, $2, $3, $4, $5) AS entry(person, opportunity, mandate, frequency, mail)
            WHERE alert_items.person_id = entry.person AND alert_items.opportunity_id = entry.opportunity
            """, connection);
        AddColumns(command, entries);
        await command.ExecuteNonQueryAsync(cancel);
    }

    private static void AddColumns(NpgsqlCommand command, List<Entry> entries)
    {
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Mandate.OwnerId).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Found.OpportunityId).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Mandate.Id).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.Mandate.Frequency.ToString()).ToArray() });
        command.Parameters.Add(new() { Value = entries.Select(entry => entry.MailId).ToArray() });
    }
}
