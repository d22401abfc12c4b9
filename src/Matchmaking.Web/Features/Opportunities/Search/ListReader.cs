using System.Security.Claims;
using Matchmaking.Matching.Index;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>What a person saved, for the list to filter by. The room of what is saved stands above this one.</summary>
public interface ISavedListings
{
    /// <summary>
    /// The listings that the person saved, and of each whether its news come by mail; null for who cannot save. One statement, and none
    /// for those.
    /// </summary>
    Task<IReadOnlyDictionary<Guid, bool>?> OfAsync(ClaimsPrincipal user, CancellationToken cancel);
}

/// <summary>What the list knows of its reader.</summary>
/// <param name="Scores">How well each published listing fits a mandate of the reader's, 0 to 100; null for who has no mandates.</param>
/// <param name="Saved">What the reader saved, and whether it is followed; null for who cannot save.</param>
/// <param name="LastVisit">When the reader was here before this visit; null for who is not known.</param>
public sealed record ListReader(IReadOnlyDictionary<Guid, float>? Scores, IReadOnlyDictionary<Guid, bool>? Saved, DateTimeOffset? LastVisit)
{
    /// <summary>Whether the reader can be asked the question.</summary>
    public bool Has(string question) =>
        question switch
        {
            ListFilter.Fits => Scores is not null,
            ListFilter.Saved or ListFilter.Followed => Saved is not null,
            ListFilter.New => LastVisit is not null,
            _ => true,
        };

    /// <summary>The questions that this reader can ask, with what they hold of.</summary>
    public IReadOnlyList<FacetQuestion> Questions(ListFilter filter, DateOnly today) =>
        [.. ListFilter.Questions.Where(Has).Select(question => QuestionOf(question, filter.Asked.Contains(question), today))];

    private FacetQuestion QuestionOf(string question, bool isAsked, DateOnly today) =>
        question switch
        {
            ListFilter.Fits => new(question, isAsked, Listings: [.. Scores!.Keys]),
            ListFilter.Saved => new(question, isAsked, Listings: [.. Saved!.Keys]),
            ListFilter.Followed => new(question, isAsked, Listings: [.. Saved!.Where(one => one.Value).Select(one => one.Key)]),
            ListFilter.New => new(question, isAsked, PublishedAfter: Microseconds(LastVisit!.Value)),
            _ => new(question, isAsked, LastDays: (today, today.AddDays(ListFilter.ClosingDays - 1))),
        };

    private static long Microseconds(DateTimeOffset moment) => (moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
}
