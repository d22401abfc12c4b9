using System.Security.Claims;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Features.MyOrganisation;

/// <summary>Which submissions an investor may see.</summary>
public static class SubmissionQueries
{
    /// <summary>What the person's own organisation sent in; nothing for people without one.</summary>
    public static IQueryable<Opportunity> SubmittedBy(this IQueryable<Opportunity> opportunities, ClaimsPrincipal user)
    {
        var organisation = user.OrganisationId();
        return opportunities.Where(o => o.SubmittedById != null && o.SubmittedById == organisation);
    }
}
