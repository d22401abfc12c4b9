namespace Matchmaking.Web.Features.Opportunities;

/// <summary>Which opportunities somebody may see; used everywhere, tested once.</summary>
public static class OpportunityQueries
{
    /// <summary>On the public list.</summary>
    public static IQueryable<Opportunity> Public(this IQueryable<Opportunity> opportunities) =>
        opportunities.Where(o => o.Status == PublicationStatus.Published);

    /// <summary>What an investor can still come in to; the twin of <see cref="Opportunity.IsOpenOn"/>.</summary>
    public static IQueryable<Opportunity> OpenOn(this IQueryable<Opportunity> opportunities, DateOnly day) =>
        opportunities.Where(o => o.Status == PublicationStatus.Published && o.Availability == Availability.Open && (o.ValidUntil == null || o.ValidUntil >= day));
}
