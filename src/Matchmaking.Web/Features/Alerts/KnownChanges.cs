using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities.Versions;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// What has changed of opportunities since what people know of them. Where the facts of a version were not kept, nothing can be said.
/// </summary>
internal sealed class KnownChanges(OpportunityNews? news, IReadOnlyDictionary<(Guid Opportunity, int Version), MaterialFacts> kept)
{
    /// <summary>
    /// Reads the facts that were kept of the opportunities which somebody knows in another version; nothing when there is none.
    /// </summary>
    public static async Task<KnownChanges> ReadAsync(
        MatchmakingDb db,
        List<FoundMatch> wanted,
        Dictionary<(Guid Person, Guid Opportunity), KnownEntry> known,
        OpportunityNews? news,
        CancellationToken cancel
    )
    {
        var ids = wanted
            .Where(match =>
                match.KnownVersion > 0
                || known.GetValueOrDefault((match.Recipient.Mandate.OwnerId, match.OpportunityId)) is { } entry
                    && (entry.Waiting?.NotifiedVersion ?? entry.NotifiedVersion) is > 0 and var told
                    && told <= match.Version
            )
            .Select(match => match.OpportunityId)
            .Distinct()
            .ToArray();
        var states =
            ids.Length == 0 ? [] : await db.OpportunityStates.AsNoTracking().Where(s => ids.Contains(s.OpportunityId)).ToListAsync(cancel);
        return new(news, states.ToDictionary(state => (state.OpportunityId, state.Version), state => state.Facts));
    }

    /// <summary>What is news to somebody who knows an earlier version; nothing where there is none, or where it cannot be said.</summary>
    public IReadOnlyList<MaterialField> Of(FoundMatch match, int? told) => Since(match, told) ?? [];

    /// <summary>Whether somebody knows an earlier version that says the same: nothing is told.</summary>
    public bool AreTakenBack(FoundMatch match, int? told) => Since(match, told) is { Count: 0 };

    private IReadOnlyList<MaterialField>? Since(FoundMatch match, int? told)
    {
        if (told is not > 0 || !kept.TryGetValue((match.OpportunityId, told.Value), out var before))
            return null;
        var isNews = news?.Id == match.OpportunityId;
        return (isNews ? news!.Facts : kept.GetValueOrDefault((match.OpportunityId, match.Version)))?.NewsSince(
            before,
            !isNews || news!.IsOpen
        );
    }
}
