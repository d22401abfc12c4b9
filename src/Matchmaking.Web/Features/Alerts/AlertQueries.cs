using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>What is known of alerts.</summary>
public static class AlertQueries
{
    /// <summary>How many people the last save of a listing tells by a mail of its own, at once or when the quiet time is over.</summary>
    public static Task<int> ToldAtOnceAsync(this MatchmakingDb db, Opportunity opportunity, CancellationToken cancel) =>
        db.AlertItems.CountAsync(
            item =>
                item.OpportunityId == opportunity.Id && item.MailId != null && (item.NotBefore ?? item.CreatedAt) >= opportunity.UpdatedAt,
            cancel
        );
}
