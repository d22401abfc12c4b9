using System.Security.Claims;
using Matchmaking.Web.Features.Account;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>Which mandates somebody may see and change; used everywhere, tested once.</summary>
public static class MandateQueries
{
    /// <summary>How many living mandates one organisation may have.</summary>
    public const int Most = 50;

    /// <summary>The living mandates of the person's organisation: colleagues share them. Nobody else's, and none of the archive.</summary>
    public static IQueryable<Mandate> OwnedBy(this IQueryable<Mandate> mandates, ClaimsPrincipal user)
    {
        var organisation = user.OrganisationId();
        return mandates.Where(m => m.OrganisationId == organisation && m.ArchivedAt == null);
    }
}
