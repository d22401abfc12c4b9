using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>What an investor sees beside every row: how well it fits, unless it was turned down.</summary>
public static class InvestorScores
{
    /// <summary>
    /// Each row with the score of the investor's mandate that it fits best. One statement; none for visitors and the desk.
    /// </summary>
    public static async Task<IReadOnlyList<OpportunityRow>> WithScoresAsync(
        this MatchmakingDb db,
        IReadOnlyList<OpportunityRow> rows,
        ClaimsPrincipal user,
        CancellationToken cancel
    )
    {
        if (user.OrganisationId() is null || rows.Count == 0)
            return rows;
        var ids = rows.Select(row => row.Id).ToArray();
        var scores = await db.ScoresOf(user)
            .Where(score => ids.Contains(score.Key))
            .ToDictionaryAsync(best => best.Key, best => best.Value, cancel);
        return [.. rows.Select(row => row with { Score = scores.TryGetValue(row.Id, out var score) ? score : null })];
    }

    /// <summary>
    /// The score of every listing that fits a mandate of the investor's, of the mandate that it fits best. One statement; null, and none,
    /// for visitors and the desk.
    /// </summary>
    public static async Task<IReadOnlyDictionary<Guid, float>?> AllScoresAsync(
        this MatchmakingDb db,
        ClaimsPrincipal user,
        CancellationToken cancel
    ) =>
        user.OrganisationId() is null
            ? null
            : await db.ScoresOf(user).ToDictionaryAsync(best => best.Key, best => (float)best.Value, cancel);

    private static IQueryable<BestScore> ScoresOf(this MatchmakingDb db, ClaimsPrincipal user) =>
        db
            .Matches.Wanted(db)
            .Where(m => m.Mandate!.OrganisationId == user.OrganisationId() && m.Mandate.ArchivedAt == null)
            .GroupBy(m => m.OpportunityId)
            .Select(group => new BestScore { Key = group.Key, Value = group.Max(m => m.Score) });

    /// <summary>Set member by member: EF finds in it what it filters by.</summary>
    private sealed class BestScore
    {
        public required Guid Key { get; init; }
        public required int Value { get; init; }
    }
}
