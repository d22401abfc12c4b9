using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.InMemory;
using Npgsql;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Reads mandates as a run needs them. By hand: a publication reads ten thousand of them under the lock, and the
/// mapper took half of that time.
/// </summary>
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
            SELECT m.id, m.organisation_id, m.owner_id, m.name, {Criterion.AllColumns}, m.frequency, m.paused_at,
                p.email, p.language, {Notification.PersonSql} AND {Notification.MandateSql}, p.alerts_paused_until
            FROM mandates m JOIN people p ON p.id = m.owner_id
            WHERE m.id = ANY($1) AND m.archived_at IS NULL
            """,
            connection
        );
        command.Parameters.Add(new() { Value = ids });
        await using var reader = await command.ExecuteReaderAsync(cancel);
        for (var row = new SelectedRow(reader); await reader.ReadAsync(cancel); )
            found.Add(
                new(Mandate(row.Again()), row.Next<string>(), row.Next<string>(), row.Next<bool>(), row.NextOrNull<DateTimeOffset>())
            );
        return found;
    }

    private static Mandate Mandate(Row row)
    {
        var mandate = new Mandate
        {
            Id = row.Next<Guid>(),
            OrganisationId = row.Next<Guid>(),
            OwnerId = row.Next<Guid>(),
            Name = row.Next<string>(),
        };
        Criterion.ReadAll(row, mandate);
        mandate.Frequency = Frequency(row.Next<string>());
        mandate.PausedAt = row.NextOrNull<DateTimeOffset>();
        return mandate;
    }

    private static AlertFrequency Frequency(string name) =>
        name switch
        {
            nameof(AlertFrequency.AtOnce) => AlertFrequency.AtOnce,
            nameof(AlertFrequency.Daily) => AlertFrequency.Daily,
            nameof(AlertFrequency.Weekly) => AlertFrequency.Weekly,
            _ => throw new InvalidOperationException($"A mandate is told of '{name}'."),
        };
}
