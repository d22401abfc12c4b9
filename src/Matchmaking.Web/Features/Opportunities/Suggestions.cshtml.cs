using Matchmaking.Matching.Index;
using Matchmaking.Search;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>A line of the box below the search.</summary>
/// <param name="Words">The name with what was typed of it marked.</param>
/// <param name="Address">Where it leads.</param>
/// <param name="Kind">What it is.</param>
/// <param name="Count">
/// How many listings it leads to; null for a listing, a company, a promoter, and beside questions of the reader's own.
/// </param>
public sealed record SuggestionLine(MarkedWords Words, string Address, SuggestionKind Kind, int? Count);

/// <summary>
/// What the letters typed so far may become: sectors, places, zones and deal types with their numbers, companies, promoters and listings.
/// One statement where listings are among them, none else. Where nothing is typed, what the reader searched for last.
/// </summary>
[EnableRateLimiting(RateLimits.Search)]
public sealed class SuggestionsModel(
    MatchmakingDb db,
    OpportunitiesInMemory inMemory,
    ListSearch search,
    PublishedCounts counts,
    ISearchNotes notes,
    ReferenceData reference,
    Text t
) : PageModel
{
    public const int Most = 9;

    public string Typed { get; private set; } = "";

    /// <summary>The conditions of the list that the words are typed on, without words: what is chosen narrows it further.</summary>
    public ListFilter Filter { get; private set; } = ListFilter.Nothing;
    public IReadOnlyList<SuggestionLine> Lines { get; private set; } = [];

    /// <summary>What the reader searched for last, while nothing is typed.</summary>
    public IReadOnlyList<ListFilter> Recent { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string? q, CancellationToken cancel)
    {
        Typed = CleanText.Line(q, ListFilter.WordsLength);
        Filter = ListFilter.Read(Request.Query, reference).WithoutWords();
        if (Typed.Length == 0)
        {
            Recent = await notes.RecentAsync(User, cancel);
            return Page();
        }
        var found = search.Suggest(await inMemory.CurrentAsync(cancel), Typed, t.Language, Most);
        var listings = found.Where(one => one.Kind == SuggestionKind.Listing).Select(one => one.Id!.Value).ToArray();
        var slugs =
            listings.Length == 0
                ? []
                : await db.Opportunities.Public().Where(o => listings.Contains(o.Id)).ToDictionaryAsync(o => o.Id, o => o.Slug, cancel);
        var open = await counts.OfAsync(Filter, cancel);
        Lines = [.. found.Select(one => LineOf(one, slugs, open)).OfType<SuggestionLine>()];
        return Page();
    }

    private SuggestionLine? LineOf(Suggestion one, Dictionary<Guid, string> slugs, FacetCounts open)
    {
        var words = new MarkedWords(one.Text, one.Mark.Length > 0 ? [one.Mark] : []);
        // What a reader's own questions leave of it is not counted here.
        int? NumberOf(FacetKind kind, string code) => Filter.Asked.Count > 0 ? null : open.Of(kind, code);
        if (KindOf(one.Kind) is { } kind)
            return FacetNames.CodeOf(kind, one.Code, reference) is { } code
                ? new(words, Filter.With(kind, [.. Filter[kind].Append(code).Distinct()]).Address(), one.Kind, NumberOf(kind, code))
                : null;
        if (one.Kind != SuggestionKind.Listing)
            return new(words, (Filter with { Words = one.Text }).Address(), one.Kind, null);
        // What was withdrawn a moment ago leads nowhere.
        return one.Id is { } id && slugs.TryGetValue(id, out var slug) ? new(words, SiteLinks.Opportunity(slug), one.Kind, null) : null;
    }

    private static FacetKind? KindOf(SuggestionKind kind) =>
        kind switch
        {
            SuggestionKind.Sector => FacetKind.Sector,
            SuggestionKind.Place => FacetKind.Place,
            SuggestionKind.Zone => FacetKind.Zone,
            SuggestionKind.DealType => FacetKind.DealType,
            _ => null,
        };
}
