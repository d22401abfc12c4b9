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
/// The public list: words, filters with counts, thirty at a time in the order that is asked for. What is found and in which order is
/// decided in memory; one statement reads the rows of the page, another one their texts where words were searched, and two an investor's
/// scores and what the investor saved.
/// </summary>
[EnableRateLimiting(RateLimits.Search)]
public sealed class IndexModel(
    MatchmakingDb db,
    OpportunitiesInMemory inMemory,
    ListSearch search,
    ISavedListings saved,
    ISearchNotes notes,
    PublishedCounts counts,
    NearestLists nearest,
    ReferenceData reference,
    Text t,
    TimeProvider time
) : PageModel
{
    public ListFilter Filter { get; private set; } = null!;
    public Facets Facets { get; private set; } = null!;
    public ListReader Reader { get; private set; } = null!;

    /// <summary>Where nothing is found, what would be with fewer conditions.</summary>
    public IReadOnlyList<NearestList> Nearest { get; private set; } = [];

    /// <summary>What its words found; null where there is nothing to search for.</summary>
    public WordsFound? Words { get; private set; }
    public IReadOnlyList<OpportunityRow> Rows { get; private set; } = [];

    /// <summary>The order in which the rows stand, and those that the reader can choose.</summary>
    public ListOrder Order { get; private set; }

    /// <inheritdoc cref="Order"/>
    public IReadOnlyList<ListOrder> Orders { get; private set; } = [];

    /// <summary>The order that goes without saying, and stands in no address.</summary>
    public ListOrder Usual { get; private set; }

    /// <summary>Which part of the list is asked for, and what was found of it.</summary>
    public ListWindow Window { get; private set; } = null!;

    /// <inheritdoc cref="Window"/>
    public FacetPage Found { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        Filter = ListFilter.Read(Request.Query, reference);
        await db.OneConnectionAsync(cancel);
        Reader = new(
            await db.AllScoresAsync(User, cancel),
            await saved.OfAsync(User, cancel),
            LastVisit.Note(HttpContext, time.GetUtcNow())
        );

        var published = await inMemory.CurrentAsync(cancel);
        Words = search.Find(published, Filter.Words, Filter.IsExact, t.Language);
        Filter = Filter.For(Reader);
        notes.Note(HttpContext, Filter, Words);
        if (Words is null)
            Filter = Filter.WithoutSearchableWords();
        (Order, Orders, Usual) = ListOrders.Of(Filter, Reader, Words is not null);
        Window = ListWindow.Read(Request.Query);
        var question = Window.Question(ListOrders.InMemory(Order), Reader.Scores);
        (var found, Found) = counts.List(published, Filter, Words, Reader, question);
        Facets = new(found, Filter, t, reference);
        if (Found.Rows.Count == 0 && Facets.Total > 0)
            return StartAgain();
        if (Facets.Total == 0)
            Nearest = nearest.Of(published, Filter, Words, Reader);
        Rows =
        [
            .. (await db.RowsAsync(Found.Rows, Reader.Scores, cancel)).Select(row =>
                row with
                {
                    IsSaved = Reader.Saved?.ContainsKey(row.Id) ?? false,
                }
            ),
        ];
        if (Words is not null)
            Rows = await db.WithReasonsAsync(Rows, search, Words, t.Language, cancel);
        if (Request.IsHtmx() && Window.Past is null)
            Response.Htmx(htmx => htmx.PushUrl(Filter.Address()));
        else if (Request.IsHtmx())
            Response.Htmx(htmx => htmx.ReplaceUrl(Window.Whole(Filter)));
        return Page();
    }

    /// <summary>What was to follow is gone. Rows for the end of a page must not be those of its beginning.</summary>
    private IActionResult StartAgain()
    {
        if (!Request.IsHtmx() || Window.Past is null)
            return Redirect(Filter.Address());
        Response.Htmx(htmx => htmx.Redirect(Filter.Address()));
        return StatusCode(StatusCodes.Status204NoContent);
    }
}
