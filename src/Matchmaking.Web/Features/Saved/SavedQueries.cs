using System.Security.Claims;
using Matchmaking.Web.Features.Account;

namespace Matchmaking.Web.Features.Saved;

/// <summary>Which saved listings somebody may see: the own ones and no others; used everywhere, tested once.</summary>
public static class SavedQueries
{
    /// <summary>What stands on the person's list.</summary>
    public static IQueryable<SavedOpportunity> OwnedBy(this IQueryable<SavedOpportunity> saved, ClaimsPrincipal user) =>
        saved.KeptBy(user).Where(s => s.RemovedAt == null);

    /// <summary>The same with what was taken off it a moment ago.</summary>
    public static IQueryable<SavedOpportunity> KeptBy(this IQueryable<SavedOpportunity> saved, ClaimsPrincipal user)
    {
        var person = user.PersonId();
        return saved.Where(s => s.PersonId == person);
    }
}
