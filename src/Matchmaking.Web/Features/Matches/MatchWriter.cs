using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Npgsql;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Makes the stored matches of one opportunity, or of one mandate, those that were found. Two statements whatever their number:
/// ten thousand rows through the change tracker would take seconds, and hold the lock for as long.
/// </summary>
public sealed class MatchWriter(TimeProvider time)
{
    /// <summary>Replaces the matches of an opportunity.</summary>
    /// <returns>How many stored matches are other than before.</returns>
    public Task<int> ReplaceAsync(NpgsqlConnection connection, Opportunity opportunity, IReadOnlyList<FoundMatch> found, CancellationToken cancel) =>
        ReplaceAsync(connection, ("opportunity_id", opportunity.Id), ("mandate_id", [.. found.Select(match => match.By.Mandate.Id)]), found, cancel);

    /// <summary>Replaces the matches of a mandate.</summary>
    /// <returns>How many stored matches are other than before.</returns>
    public Task<int> ReplaceAsync(NpgsqlConnection connection, Mandate mandate, IReadOnlyList<FoundMatch> found, CancellationToken cancel) =>
        ReplaceAsync(connection, ("mandate_id", mandate.Id), ("opportunity_id", [.. found.Select(match => match.OpportunityId)]), found, cancel);

    private async Task<int> ReplaceAsync(
        NpgsqlConnection connection, (string Column, Guid Id) of, (string Column, Guid[] Ids) with, IReadOnlyList<FoundMatch> found, CancellationToken cancel)
    {
        await using var delete = new NpgsqlCommand($"""
            DELETE FROM matches
            WHERE {of.Column} = $1 AND NOT EXISTS (SELECT FROM unnest($2) AS kept(id) WHERE kept.id = {with.Column})
            """, connection);
        delete.Parameters.Add(new() { Value = of.Id });
        delete.Parameters.Add(new() { Value = with.Ids });
        var changed = await delete.ExecuteNonQueryAsync(cancel);
        if (found.Count == 0)
            return changed;

        await using var insert = new NpgsqlCommand("""
            INSERT INTO matches (mandate_id, opportunity_id, score, declared_score, reasons, created_at)
            SELECT mandate, opportunity, score, declared, reasons, $6 FROM unnest($1, $2, $3, $4, $5) AS found(mandate, opportunity, score, declared, reasons)
            ON CONFLICT (mandate_id, opportunity_id) DO UPDATE SET score = excluded.score, declared_score = excluded.declared_score, reasons = excluded.reasons
            WHERE (matches.score, matches.reasons) IS DISTINCT FROM (excluded.score, excluded.reasons)
            """, connection);
        insert.Parameters.Add(new() { Value = found.Select(match => match.By.Mandate.Id).ToArray() });
        insert.Parameters.Add(new() { Value = found.Select(match => match.OpportunityId).ToArray() });
        insert.Parameters.Add(new() { Value = found.Select(match => match.Assessment.Score).ToArray() });
        insert.Parameters.Add(new() { Value = found.Select(match => match.Assessment.Declared.Score).ToArray() });
        insert.Parameters.Add(new() { Value = found.AsParallel().AsOrdered().Select(match => ReasonsText.Write(match.Assessment.Reasons)).ToArray() });
        insert.Parameters.Add(new() { Value = time.GetUtcNow() });
        return changed + await insert.ExecuteNonQueryAsync(cancel);
    }
}
