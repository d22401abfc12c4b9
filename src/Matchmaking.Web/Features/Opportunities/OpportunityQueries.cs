using System.Security.Claims;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Search;
using Microsoft.EntityFrameworkCore;

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

    /// <summary>What somebody may open: the desk everything, everybody else what is published.</summary>
    public static IQueryable<Opportunity> VisibleTo(this IQueryable<Opportunity> opportunities, ClaimsPrincipal user) =>
        user.IsDesk() ? opportunities : opportunities.Public();

    /// <summary>What holds the words of a search; see <see cref="SearchText.QueryOf"/>.</summary>
    public static IQueryable<Opportunity> WithWords(this IQueryable<Opportunity> opportunities, string? query) =>
        query is null ? opportunities : opportunities.Where(o => o.SearchVector.Matches(EF.Functions.ToTsQuery("simple", query)));

    /// <summary>What lies in any of the sectors and subsectors, if only with a further one; a sector's code covers its subsectors only when they are given too.</summary>
    public static IQueryable<Opportunity> InSectors(this IQueryable<Opportunity> opportunities, IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? opportunities : opportunities.Where(o => o.SectorCodes.Any(sector => codes.Contains(sector)));

    /// <summary>What lies in any of the places; a region's code covers its cities and districts only when they are given too.</summary>
    public static IQueryable<Opportunity> InPlaces(this IQueryable<Opportunity> opportunities, IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? opportunities : opportunities.Where(o => o.Places.Any(place => codes.Contains(place)));

    public static IQueryable<Opportunity> WithDealTypes(this IQueryable<Opportunity> opportunities, IReadOnlyCollection<string> codes) =>
        codes.Count == 0 ? opportunities : opportunities.Where(o => o.DealTypes.Any(type => codes.Contains(type)));

    public static IOrderedQueryable<Opportunity> NewestFirst(this IQueryable<Opportunity> opportunities) =>
        opportunities.OrderByDescending(o => o.PublishedAt).ThenByDescending(o => o.Id);

    /// <summary>For short lists: what is open first, then newest first.</summary>
    public static IOrderedQueryable<Opportunity> OpenFirst(this IQueryable<Opportunity> opportunities, DateOnly day) => opportunities
        .OrderByDescending(o => o.Availability == Availability.Open && (o.ValidUntil == null || o.ValidUntil >= day))
        .ThenByDescending(o => o.PublishedAt).ThenByDescending(o => o.Id);
}
