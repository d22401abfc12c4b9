using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Which opportunities the desk may do what with.</summary>
public static class DeskQueries
{
    /// <summary>What the editor opens. What an investor's organisation still has in hand, or waits for a review, is not edited.</summary>
    public static IQueryable<Opportunity> Editable(this IQueryable<Opportunity> opportunities) =>
        opportunities.Where(o =>
            o.Status == PublicationStatus.Draft || o.Status == PublicationStatus.Published || o.Status == PublicationStatus.Withdrawn
        );

    /// <summary>The same of one that was read.</summary>
    public static bool IsEditable(this Opportunity opportunity) =>
        opportunity.Status is PublicationStatus.Draft or PublicationStatus.Published or PublicationStatus.Withdrawn;

    /// <summary>What waits to be published.</summary>
    public static IQueryable<Opportunity> Drafts(this IQueryable<Opportunity> opportunities) =>
        opportunities.Where(o => o.Status == PublicationStatus.Draft);

    /// <summary>Offered by nobody any more: public, open, and its last day is over.</summary>
    public static IQueryable<Opportunity> ExpiredOn(this IQueryable<Opportunity> opportunities, DateOnly today) =>
        opportunities.Where(o => o.Status == PublicationStatus.Published && o.Availability == Availability.Open && o.ValidUntil < today);

    /// <summary>Still open, but only until a day within the next <paramref name="days"/>.</summary>
    public static IQueryable<Opportunity> Expiring(this IQueryable<Opportunity> opportunities, DateOnly today, int days = 30)
    {
        var last = today.AddDays(days);
        return opportunities.OpenOn(today).Where(o => o.ValidUntil <= last);
    }
}
