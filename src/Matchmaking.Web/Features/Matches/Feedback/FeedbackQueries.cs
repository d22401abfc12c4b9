using System.Security.Claims;
using Matchmaking.Matching.Feedback;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches.Feedback;

/// <summary>What was said by whom, and what it hides; used everywhere, tested once.</summary>
public static class FeedbackQueries
{
    /// <summary>What the person's organisation has said.</summary>
    public static IQueryable<OpportunityFeedback> OwnedBy(this IQueryable<OpportunityFeedback> feedback, ClaimsPrincipal user)
    {
        var organisation = user.OrganisationId();
        return feedback.Where(f => f.OrganisationId == organisation);
    }

    /// <summary>What hides its opportunity now; the twin of <see cref="OpportunityFeedback.Hides"/>.</summary>
    public static IQueryable<OpportunityFeedback> TurnedDown(this IQueryable<OpportunityFeedback> feedback) =>
        feedback.Where(f => f.Answer == FeedbackAnswer.DoesNotFit && f.MaterialVersion >= f.Opportunity!.MaterialVersion);

    /// <summary>Without what an organisation has turned down.</summary>
    public static IQueryable<Opportunity> NotTurnedDownBy(this IQueryable<Opportunity> opportunities, MatchmakingDb db, Guid? organisation)
    {
        var turnedDown = db.Feedback.TurnedDown().Where(f => f.OrganisationId == organisation);
        return opportunities.Where(o => !turnedDown.Any(f => f.OpportunityId == o.Id));
    }

    /// <summary>Which of some opportunities some organisations have turned down.</summary>
    public static async Task<HashSet<(Guid Organisation, Guid Opportunity)>> TurnedDownAsync(
        this MatchmakingDb db, IEnumerable<Guid> organisations, IEnumerable<Guid> opportunities, CancellationToken cancel)
    {
        var (who, what) = (organisations.Distinct().ToArray(), opportunities.Distinct().ToArray());
        var pairs = await db.Feedback.TurnedDown().Where(f => who.Contains(f.OrganisationId) && what.Contains(f.OpportunityId))
            .Select(f => new { f.OrganisationId, f.OpportunityId }).ToListAsync(cancel);
        return [.. pairs.Select(pair => (pair.OrganisationId, pair.OpportunityId))];
    }
}
