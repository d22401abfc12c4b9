using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>A listing on the page of the organisation that promotes it.</summary>
public sealed record PromotedListing(string Slug, Localized Title, PublicationStatus Status);

public static class PromotedListings
{
    /// <summary>What an organisation promotes, the newest first.</summary>
    public static IQueryable<PromotedListing> PromotedBy(this MatchmakingDb db, Guid organisation) =>
        db
            .Opportunities.AsNoTracking()
            .Where(o => o.PromoterOrganisationId == organisation)
            .OrderByDescending(o => o.Id)
            .Select(o => new PromotedListing(o.Slug, new(o.Title.Zh, o.Title.Az, o.Title.En), o.Status));
}
