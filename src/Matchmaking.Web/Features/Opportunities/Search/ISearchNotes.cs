using System.Security.Claims;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A search of the public list.</summary>
/// <param name="Filter">What was asked for.</param>
/// <param name="Found">What its words found.</param>
/// <param name="Person">Who has signed in; null for a visitor.</param>
/// <param name="IsDesk">Whether that one belongs to the desk.</param>
/// <param name="Network">Where from, see <see cref="ClientAddress"/>; never kept.</param>
public sealed record SearchMade(ListFilter Filter, WordsFound Found, Guid? Person, bool IsDesk, string Network);

/// <summary>What is remembered of searches. The room of searches stands above this one.</summary>
public interface ISearchNotes
{
    /// <summary>Takes note; the list waits for nothing.</summary>
    void Note(SearchMade search);

    /// <summary>What a person searched for last, newest first; empty for a visitor, without a statement.</summary>
    Task<IReadOnlyList<ListFilter>> RecentAsync(ClaimsPrincipal user, CancellationToken cancel);
}

/// <summary>Which looks at the list are searches.</summary>
public static class SearchNoting
{
    /// <summary>
    /// Takes note of words that were searched for; not of leafing through what they found, nor of what a browser fetches ahead.
    /// </summary>
    public static void Note(this ISearchNotes notes, HttpContext context, ListFilter filter, WordsFound? found)
    {
        var request = context.Request;
        if (
            found is null
            || !HttpMethods.IsGet(request.Method)
            || request.Query.ContainsKey("after")
            || request.Query.ContainsKey("before")
        )
            return;
        if (request.Headers.ContainsKey("Sec-Purpose"))
            return;
        var user = context.User;
        notes.Note(
            new(
                filter,
                found,
                user.IsSignedIn() ? user.PersonId() : null,
                user.IsDesk(),
                ClientAddress.Of(context.Connection.RemoteIpAddress)
            )
        );
    }
}
