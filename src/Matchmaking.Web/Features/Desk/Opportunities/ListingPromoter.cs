using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>The organisation behind a listing, with whom to call there.</summary>
/// <param name="Id">Of the organisation.</param>
/// <param name="Name">As it is shown.</param>
/// <param name="Contacts">The oldest first.</param>
public sealed record ListingPromoter(Guid Id, string Name, IReadOnlyList<ContactPerson> Contacts);

public static class ListingPromoters
{
    /// <summary>Null where no organisation is named.</summary>
    public static Task<ListingPromoter?> PromoterOfAsync(this MatchmakingDb db, Guid opportunity, CancellationToken cancel) =>
        db
            .Opportunities.Where(o => o.Id == opportunity && o.PromoterOrganisationId != null)
            .Select(o => new ListingPromoter(
                o.PromoterOrganisation!.Id,
                o.PromoterOrganisation.Name,
                o.PromoterOrganisation.Contacts.OrderBy(person => person.CreatedAt).ToList()
            ))
            .AsNoTracking()
            .SingleOrDefaultAsync(cancel);
}
