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
        if (user.OrganisationId() is not { } organisation || rows.Count == 0)
            return rows;
        var ids = rows.Select(row => row.Id).ToArray();
        var scores = await db
            .Matches.Wanted(db)
            .Where(m => m.Mandate!.OrganisationId == organisation && m.Mandate.ArchivedAt == null && ids.Contains(m.OpportunityId))
            .GroupBy(m => m.OpportunityId)
            .Select(group => new { group.Key, Score = group.Max(m => m.Score) })
            .ToDictionaryAsync(best => best.Key, best => best.Score, cancel);
        return [.. rows.Select(row => row with { Score = scores.TryGetValue(row.Id, out var score) ? score : null })];
    }
}
