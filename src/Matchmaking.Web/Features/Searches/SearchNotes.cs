using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.WebUtilities;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Searches;

/// <inheritdoc/>
public sealed class SearchNotes(MatchmakingDb db, SearchNoteQueue queue, ReferenceData reference) : ISearchNotes
{
    /// <inheritdoc/>
    public void Note(SearchMade search) => queue.Add(search);

    /// <inheritdoc/>
    public async Task<IReadOnlyList<ListFilter>> RecentAsync(ClaimsPrincipal user, CancellationToken cancel)
    {
        if (!user.IsSignedIn())
            return [];
        var addresses = await db.RecentSearches.OwnedBy(user).Take(RecentSearch.Most).Select(s => s.Address).ToListAsync(cancel);
        return addresses.ConvertAll(address => FilterOf(address, reference));
    }

    /// <summary>What an address of the list asks for, in the codes of today.</summary>
    public static ListFilter FilterOf(string address, ReferenceData reference) =>
        ListFilter.Read(new QueryCollection(QueryHelpers.ParseQuery(address.Split('?', 2)[^1])), reference);
}
