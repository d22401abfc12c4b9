using Matchmaking.Web.Features.Mandates;
using Npgsql;

namespace Matchmaking.Web.Features.Matches;

/// <summary>Reads mandates as a run needs them. By hand: a publication reads ten thousand of them under the lock, and the mapper took half of that time.</summary>
internal static class MandatesToMatch
{
    /// <summary>Those of the mandates that are not in the archive, by their rows as they are now.</summary>
    public static async Task<List<MandateToMatch>> ReadAsync(NpgsqlConnection connection, Guid[] ids, CancellationToken cancel)
    {
        var found = new List<MandateToMatch>(ids.Length);
        if (ids.Length == 0)
            return found;
        await using var command = new NpgsqlCommand(
            $"""
            SELECT m.id, m.organisation_id, m.owner_id, m.name, m.sectors, m.places, m.deal_types, m.ticket_from, m.ticket_to, m.currency,
                m.technical_stages, m.legal_stages, m.excluded_words, m.frequency, m.paused_at,
                p.email, p.language, {Notification.PersonSql} AND {Notification.MandateSql}, p.alerts_paused_until
            FROM mandates m JOIN people p ON p.id = m.owner_id
            WHERE m.id = ANY($1) AND m.archived_at IS NULL
            """,
            connection
        );
        command.Parameters.Add(new() { Value = ids });
        await using var row = await command.ExecuteReaderAsync(cancel);
        while (await row.ReadAsync(cancel))
            found.Add(new(Mandate(row), row.GetString(15), row.GetString(16), row.GetBoolean(17), OrNull<DateTimeOffset>(row, 18)));
        return found;
    }

    private static Mandate Mandate(NpgsqlDataReader row) =>
        new()
        {
            Id = row.GetGuid(0),
            OrganisationId = row.GetGuid(1),
            OwnerId = row.GetGuid(2),
            Name = row.GetString(3),
            Sectors = row.GetFieldValue<List<string>>(4),
            Places = row.GetFieldValue<List<string>>(5),
            DealTypes = row.GetFieldValue<List<string>>(6),
            TicketFrom = OrNull<decimal>(row, 7),
            TicketTo = OrNull<decimal>(row, 8),
            Currency = row.IsDBNull(9) ? null : row.GetString(9),
            TechnicalStages = row.GetFieldValue<List<int>>(10),
            LegalStages = row.GetFieldValue<List<int>>(11),
            ExcludedWords = row.GetFieldValue<List<string>>(12),
            Frequency = Frequency(row.GetString(13)),
            PausedAt = OrNull<DateTimeOffset>(row, 14),
        };

    private static AlertFrequency Frequency(string name) =>
        name switch
        {
            nameof(AlertFrequency.AtOnce) => AlertFrequency.AtOnce,
            nameof(AlertFrequency.Daily) => AlertFrequency.Daily,
            nameof(AlertFrequency.Weekly) => AlertFrequency.Weekly,
            _ => throw new InvalidOperationException($"A mandate is told of '{name}'."),
        };

    private static T? OrNull<T>(NpgsqlDataReader row, int column)
        where T : struct => row.IsDBNull(column) ? null : row.GetFieldValue<T>(column);
}
