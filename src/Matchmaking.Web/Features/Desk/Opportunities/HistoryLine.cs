using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>A line of a listing's history, as the desk reads it.</summary>
public sealed record HistoryLine(OpportunityEventKind Kind, DateTimeOffset At, string? Text, string? By)
{
    private const int Most = 50;

    /// <summary>The last lines, newest first.</summary>
    public static Task<List<HistoryLine>> ReadAsync(MatchmakingDb db, Guid opportunity, CancellationToken cancel) =>
        db
            .OpportunityEvents.Where(e => e.OpportunityId == opportunity)
            .OrderByDescending(e => e.At)
            .ThenByDescending(e => e.Id)
            .Take(Most)
            .Select(e => new HistoryLine(
                e.Kind,
                e.At,
                e.Text,
                db.Users.Where(p => p.Id == e.ById).Select(p => p.DisplayName).FirstOrDefault()
            ))
            .ToListAsync(cancel);
}
