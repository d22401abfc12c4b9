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

    /// <summary>
    /// In which material version organisations have turned opportunities down; one that has changed since is theirs to see again.
    /// </summary>
    public static async Task<Dictionary<(Guid Organisation, Guid Opportunity), int>> TurnedDownAsync(
        this MatchmakingDb db,
        IEnumerable<Guid> organisations,
        IEnumerable<Guid> opportunities,
        CancellationToken cancel
    )
    {
        var (who, what) = (organisations.Distinct().ToArray(), opportunities.Distinct().ToArray());
        var said = await db
            .Feedback.Where(f => f.Answer == FeedbackAnswer.DoesNotFit && who.Contains(f.OrganisationId) && what.Contains(f.OpportunityId))
            .Select(f => new
            {
                f.OrganisationId,
                f.OpportunityId,
                f.MaterialVersion,
            })
            .ToListAsync(cancel);
        return said.ToDictionary(pair => (pair.OrganisationId, pair.OpportunityId), pair => pair.MaterialVersion);
    }

    /// <summary>What was turned down in a version stays so in the next, which differs in nothing that an answer was about.</summary>
    public static Task<int> StayTurnedDownAsync(
        this IQueryable<OpportunityFeedback> feedback,
        Guid opportunity,
        int before,
        int after,
        CancellationToken cancel
    ) =>
        feedback
            .Where(f => f.OpportunityId == opportunity && f.MaterialVersion == before && f.Answer == FeedbackAnswer.DoesNotFit)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.MaterialVersion, after), cancel);
}
