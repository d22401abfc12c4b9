using Htmx;
using Matchmaking.Matching.Index;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>
/// The public list: words, filters with counts, thirty a page in the order that is asked for. What is found and in which order is decided
/// in memory; one statement reads the rows of the page, another one their texts
/// where words were searched, and two an investor's scores and what the investor saved.
/// </summary>
[EnableRateLimiting(RateLimits.Search)]
public sealed class IndexModel(
    MatchmakingDb db,
    OpportunitiesInMemory inMemory,
    ListSearch search,
    ISavedListings saved,
    PublishedCounts counts,
    ReferenceData reference,
    Text t,
    TimeProvider time
) : PageModel
{
    public const int PageSize = 30;

    public ListFilter Filter { get; private set; } = null!;
    public Facets Facets { get; private set; } = null!;
    public ListReader Reader { get; private set; } = null!;

    /// <summary>What its words found; null where there is nothing to search for.</summary>
    public WordsFound? Words { get; private set; }
    public IReadOnlyList<OpportunityRow> Rows { get; private set; } = [];

    /// <summary>The order in which the rows stand, and those that the reader can choose.</summary>
    public ListOrder Order { get; private set; }

    /// <inheritdoc cref="Order"/>
    public IReadOnlyList<ListOrder> Orders { get; private set; } = [];

    /// <summary>The order that goes without saying, and stands in no address.</summary>
    public ListOrder Usual { get; private set; }

    /// <summary>Address of the page before this one; null on the first.</summary>
    public string? Before { get; private set; }

    /// <summary>Address of the page after this one; null on the last.</summary>
    public string? After { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? after, string? before, CancellationToken cancel)
    {
        Filter = ListFilter.Read(Request.Query, reference);
        await db.OneConnectionAsync(cancel);
        Reader = new(
            await db.AllScoresAsync(User, cancel),
            await saved.OfAsync(User, cancel),
            LastVisit.Note(HttpContext, time.GetUtcNow())
        );

        var published = await inMemory.CurrentAsync(cancel);
        Words = search.Find(published, Filter.Words, Filter.IsExact);
        if (Words is null)
            Filter = Filter.WithoutSearchableWords();
        (Order, Orders, Usual) = ListOrders.Of(Filter, Reader, Words is not null);
        var (first, last) = (ListPlace.Read(before), ListPlace.Read(after));
        var (found, page) = counts.List(
            published,
            Filter,
            Words?.Scores.Keys.ToArray(),
            Reader,
            new(
                ListOrders.InMemory(Order),
                PageSize,
                last,
                last is null ? first : null,
                Order == ListOrder.Relevance ? Words!.Scores : Reader.Scores
            )
        );
        Facets = new(found, Filter, t, reference);
        if (page.Rows.Count == 0 && Facets.Total > 0)
            return Redirect(Filter.Address());
        Rows =
        [
            .. (await db.RowsAsync(page.Rows, Reader.Scores, cancel)).Select(row =>
                row with
                {
                    IsSaved = Reader.Saved?.Contains(row.Id) ?? false,
                }
            ),
        ];
        if (Words is not null)
            Rows = await db.WithReasonsAsync(Rows, search, Words, t.Language, cancel);
        var backwards = last is null && first is not null;
        if (page.Rows.Count > 0 && (backwards ? page.HasMore : last is not null))
            Before = Filter.Address(("before", ListPlace.Of(page.Rows[0])));
        if (page.Rows.Count > 0 && (backwards || page.HasMore))
            After = Filter.Address(("after", ListPlace.Of(page.Rows[^1])));
        if (Request.IsHtmx())
            Response.Htmx(htmx => htmx.PushUrl(Filter.Address()));
        return Page();
    }
}
