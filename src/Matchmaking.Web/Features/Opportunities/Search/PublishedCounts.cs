using Matchmaking.Matching.Index;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>
/// How many published listings there are of each value that the list can be filtered by, and which stand on a page of it, found in memory:
/// beside the filters and, of the filter that a page stands for, on every other page.
/// </summary>
public sealed class PublishedCounts(OpportunitiesInMemory inMemory, ReferenceData reference, TimeProvider time)
{
    private readonly FacetOptions _options = new(FacetNames.Options(reference));

    /// <summary>The numbers for a filter without words and questions.</summary>
    public async Task<FacetCounts> OfAsync(ListFilter filter, CancellationToken cancel) =>
        (await inMemory.CurrentAsync(cancel)).Facets.Count(Asked(filter, null, []), _options);

    /// <summary>How many listings a filter shows.</summary>
    /// <inheritdoc cref="List"/>
    public int Count(PublishedOpportunities published, ListFilter filter, WordsFound? withWords, ListReader reader) =>
        published.Facets.Count(Asked(filter, withWords, reader.Questions(filter, BakuDay.Of(time))), _options).Total;

    /// <summary>The numbers for a filter, and a page of what it finds.</summary>
    /// <param name="published">Where both are found.</param>
    /// <param name="filter">The filter.</param>
    /// <param name="withWords">What its words find; null when it has none.</param>
    /// <param name="reader">What the reader's questions hold of.</param>
    /// <param name="page">Which page.</param>
    public (FacetCounts Counts, FacetPage Page) List(
        PublishedOpportunities published,
        ListFilter filter,
        WordsFound? withWords,
        ListReader reader,
        FacetPageQuestion page
    ) => published.Facets.List(Asked(filter, withWords, reader.Questions(filter, BakuDay.Of(time))), _options, page);

    private FacetFilter Asked(ListFilter filter, INearListings? among, IReadOnlyList<FacetQuestion> questions) =>
        new(filter.CodesWithin(reference), filter.All, BakuDay.Of(time), among, questions);
}
