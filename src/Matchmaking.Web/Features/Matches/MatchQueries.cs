using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Features.Matches;

/// <summary>Which matches a page shows, and how little of an opportunity matching needs.</summary>
public static class MatchQueries
{
    /// <summary>The matches of certain mandates with certain opportunities, for example those of one's own that are still open.</summary>
    public static IQueryable<Match> Between(
        this IQueryable<Match> matches,
        IQueryable<Mandate> mandates,
        IQueryable<Opportunity> opportunities
    ) =>
        matches.Where(match =>
            mandates.Any(mandate => mandate.Id == match.MandateId)
            && opportunities.Any(opportunity => opportunity.Id == match.OpportunityId)
        );

    /// <summary>What the organisation of the mandate has not turned down; or (<paramref name="turnedDown"/>) what it has.</summary>
    public static IQueryable<Match> Wanted(this IQueryable<Match> matches, MatchmakingDb db, bool turnedDown = false)
    {
        var hiding = db.Feedback.TurnedDown();
        return matches.Where(match =>
            turnedDown == hiding.Any(f => f.OpportunityId == match.OpportunityId && f.OrganisationId == match.Mandate!.OrganisationId)
        );
    }

    /// <summary>
    /// What matching and a row need of an opportunity. The long texts only where deal breakers must be looked for in them.
    /// </summary>
    public static IQueryable<Opportunity> ForMatching(this IQueryable<Opportunity> opportunities, bool withTexts) =>
        withTexts
            ? opportunities
            : opportunities.Select(o => new Opportunity
            {
                Id = o.Id,
                Slug = o.Slug,
                Title = new(o.Title.Zh, o.Title.Az, o.Title.En),
                Sector = o.Sector,
                Subsector = o.Subsector,
                MoreSectors = o.MoreSectors,
                DealTypes = o.DealTypes,
                TechnicalStage = o.TechnicalStage,
                LegalStage = o.LegalStage,
                AmountFrom = o.AmountFrom,
                AmountTo = o.AmountTo,
                Currency = o.Currency,
                Places = o.Places,
                Zone = o.Zone,
                Promoter = new(o.Promoter.Zh, o.Promoter.Az, o.Promoter.En),
                ValidUntil = o.ValidUntil,
                Availability = o.Availability,
                Status = o.Status,
                PublishedAt = o.PublishedAt,
                MaterialVersion = o.MaterialVersion,
                SubmittedById = o.SubmittedById,
            });
}
