using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Search;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Saved;

/// <inheritdoc/>
public sealed class SavedListings(MatchmakingDb db) : ISavedListings
{
    /// <inheritdoc/>
    public async Task<IReadOnlyDictionary<Guid, bool>?> OfAsync(ClaimsPrincipal user, CancellationToken cancel) =>
        user.IsInvestor()
            ? await db
                .SavedOpportunities.OwnedBy(user)
                .Select(s => new { s.OpportunityId, s.Follows })
                .ToDictionaryAsync(s => s.OpportunityId, s => s.Follows, cancel)
            : null;
}
