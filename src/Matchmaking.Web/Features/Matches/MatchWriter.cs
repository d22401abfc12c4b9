using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Makes the stored matches of one opportunity, or of one mandate, those that were found. A fixed number of statements whatever their
/// number, and none that writes a row which stays as it is: ten thousand rows through the change tracker would take seconds, and hold the
/// lock for as long.
/// </summary>
public sealed class MatchWriter(TimeProvider time)
{
    /// <summary>Replaces the matches of an opportunity.</summary>
    /// <param name="connection">In the transaction of the run, which holds the locks.</param>
    /// <param name="opportunity">Whose matches.</param>
    /// <param name="isNew">It had none before.</param>
    /// <param name="found">What matches now.</param>
    public Task<ReplacedMatches> ReplaceAsync(
        NpgsqlConnection connection,
        Opportunity opportunity,
        bool isNew,
        IReadOnlyList<FoundMatch> found,
        CancellationToken cancel
    ) => ReplaceAsync(connection, new Side("opportunity_id", "mandate_id", opportunity.Id, row => row.MandateId), isNew, found, cancel);

    /// <summary>Replaces the matches of a mandate.</summary>
    /// <inheritdoc cref="ReplaceAsync(NpgsqlConnection, Opportunity, bool, IReadOnlyList{FoundMatch}, CancellationToken)"/>
    public Task<ReplacedMatches> ReplaceAsync(
        NpgsqlConnection connection,
        Mandate mandate,
        bool isNew,
        IReadOnlyList<FoundMatch> found,
        CancellationToken cancel
    ) => ReplaceAsync(connection, new Side("mandate_id", "opportunity_id", mandate.Id, row => row.OpportunityId), isNew, found, cancel);

    private async Task<ReplacedMatches> ReplaceAsync(
        NpgsqlConnection connection,
        Side side,
        bool isNew,
        IReadOnlyList<FoundMatch> found,
        CancellationToken cancel
    )
    {
        var rows = found
            .AsParallel()
            .Select(match => MatchRow.Of(match.Recipient.Mandate.Id, match.OpportunityId, match.Assessment))
            .ToDictionary(side.OtherOf);
        var stored = isNew ? [] : await StoredAsync(connection, side, cancel);
        var gone = stored.Keys.Where(other => !rows.ContainsKey(other)).ToArray();
        var changed = rows.Where(row => stored.TryGetValue(row.Key, out var before) && before != (row.Value.Score, row.Value.Reasons))
            .Select(row => row.Value)
            .ToArray();
        var added = rows.Where(row => !stored.ContainsKey(row.Key)).OrderBy(row => row.Key).Select(row => row.Value).ToArray();
        await DeleteAsync(connection, side, gone, cancel);
        await UpdateAsync(connection, changed, cancel);
        await AddAsync(connection, added, cancel);
        return new(gone.Length + changed.Length + added.Length, added.Select(side.OtherOf).ToHashSet());
    }

    private static async Task<Dictionary<Guid, (int Score, string Reasons)>> StoredAsync(
        NpgsqlConnection connection,
        Side side,
        CancellationToken cancel
    )
    {
        await using var command = new NpgsqlCommand($"SELECT {side.Other}, score, reasons FROM matches WHERE {side.Of} = $1", connection);
        command.Parameters.Add(new() { Value = side.Id });
        await using var row = await command.ExecuteReaderAsync(cancel);
        var stored = new Dictionary<Guid, (int, string)>();
        while (await row.ReadAsync(cancel))
            stored.Add(row.GetGuid(0), (row.GetInt32(1), row.GetString(2)));
        return stored;
    }

    private static async Task DeleteAsync(NpgsqlConnection connection, Side side, Guid[] gone, CancellationToken cancel)
    {
        if (gone.Length == 0)
            return;
        await using var command = new NpgsqlCommand($"DELETE FROM matches WHERE {side.Of} = $1 AND {side.Other} = ANY($2)", connection);
        command.Parameters.Add(new() { Value = side.Id });
        command.Parameters.Add(new() { Value = gone });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>Gives stored matches other scores and reasons.</summary>
    internal static async Task UpdateAsync(NpgsqlConnection connection, IReadOnlyCollection<MatchRow> changed, CancellationToken cancel)
    {
        if (changed.Count == 0)
            return;
        await using var command = new NpgsqlCommand(
            """
            UPDATE matches SET score = now.score, declared_score = now.declared_score, reasons = now.reasons
            FROM unnest($1, $2, $3, $4, $5) AS now(mandate_id, opportunity_id, score, declared_score, reasons)
            WHERE matches.mandate_id = now.mandate_id AND matches.opportunity_id = now.opportunity_id
            """,
            connection
        );
        command.Parameters.Add(new() { Value = changed.Select(row => row.MandateId).ToArray() });
        command.Parameters.Add(new() { Value = changed.Select(row => row.OpportunityId).ToArray() });
        command.Parameters.Add(new() { Value = changed.Select(row => row.Score).ToArray() });
        command.Parameters.Add(new() { Value = changed.Select(row => row.DeclaredScore).ToArray() });
        command.Parameters.Add(new() { Value = changed.Select(row => row.Reasons).ToArray() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    private Task AddAsync(NpgsqlConnection connection, MatchRow[] added, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return connection.CopyAsync(
            "matches (mandate_id, opportunity_id, score, declared_score, reasons, created_at)",
            added,
            async (copy, row) =>
            {
                await copy.WriteAsync(row.MandateId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(row.OpportunityId, NpgsqlDbType.Uuid, cancel);
                await copy.WriteAsync(row.Score, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(row.DeclaredScore, NpgsqlDbType.Integer, cancel);
                await copy.WriteAsync(row.Reasons, NpgsqlDbType.Text, cancel);
                await copy.WriteAsync(now, NpgsqlDbType.TimestampTz, cancel);
            },
            cancel
        );
    }

    /// <summary>Of which side the matches are replaced.</summary>
    /// <param name="Of">Its column.</param>
    /// <param name="Other">The other side's column.</param>
    /// <param name="Id">Its id.</param>
    /// <param name="OtherOf">The other side's id.</param>
    private sealed record Side(string Of, string Other, Guid Id, Func<MatchRow, Guid> OtherOf);
}

/// <summary>What became of stored matches.</summary>
/// <param name="Count">How many are other than before.</param>
/// <param name="Added">The other side of those that were not there before.</param>
public sealed record ReplacedMatches(int Count, IReadOnlySet<Guid> Added);

/// <summary>A match as its columns hold it.</summary>
/// <param name="MandateId">One side.</param>
/// <param name="OpportunityId">The other side.</param>
/// <param name="Score">0 to 100.</param>
/// <param name="DeclaredScore">0 to 100, by the mandate alone.</param>
/// <param name="Reasons">As <see cref="ReasonsText"/> writes them.</param>
internal sealed record MatchRow(Guid MandateId, Guid OpportunityId, int Score, int DeclaredScore, string Reasons)
{
    public static MatchRow Of(Guid mandate, Guid opportunity, Assessment assessment) =>
        new(mandate, opportunity, assessment.Score, assessment.Declared.Score, ReasonsText.Write(assessment.Reasons));
}
