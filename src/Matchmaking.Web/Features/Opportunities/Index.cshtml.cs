using Htmx;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>
/// The public list: filters with counts, newest first, thirty a page. One statement, and one for the words of a search;
/// another one for an investor's scores.
/// </summary>
[EnableRateLimiting(RateLimits.Search)]
public sealed class IndexModel(MatchmakingDb db, PublishedCounts counts, ReferenceData reference, TimeProvider time) : PageModel
{
    public const int PageSize = 30;

    public ListFilter Filter { get; private set; } = null!;
    public Facets Facets { get; private set; } = null!;
    public IReadOnlyList<OpportunityRow> Rows { get; private set; } = [];

    /// <summary>Address of the page before this one; null on the first.</summary>
    public string? Newer { get; private set; }

    /// <summary>Address of the page after this one; null on the last.</summary>
    public string? Older { get; private set; }

    public async Task<IActionResult> OnGetAsync(string? after, string? before, CancellationToken cancel)
    {
        Filter = ListFilter.Read(Request.Query, reference);
        await db.OneConnectionAsync(cancel);
        var today = BakuDay.Of(time);
        var found = db.Opportunities.AsNoTracking().Public().WithWords(Filter.Query);
        var withWords = Filter.Query is null ? null : await found.Select(o => o.Id).ToListAsync(cancel);
        Facets = new(await counts.OfAsync(Filter, withWords, cancel), Filter);

        var listed = (Filter.All ? found : found.OpenOn(today))
            .InSectors([.. Facets.SectorCodesOf(Filter.EffectiveSectors, reference)])
            .InPlaces([.. Facets.CodesOf(Filter.EffectivePlaces(reference), reference)])
            .WithDealTypes(Filter.DealTypes);
        await ReadPageAsync(listed, ListPosition.Read(after), ListPosition.Read(before), cancel);
        if (Rows.Count == 0 && Facets.Total > 0)
            return Redirect(Filter.Address());
        Rows = await db.WithScoresAsync(Rows, User, cancel);
        if (Request.IsHtmx())
            Response.Htmx(htmx => htmx.PushUrl(Filter.Address()));
        return Page();
    }

    private async Task ReadPageAsync(IQueryable<Opportunity> listed, ListPosition? after, ListPosition? before, CancellationToken cancel)
    {
        if (after is { } last)
            listed = listed.Where(o =>
                EF.Functions.LessThan(ValueTuple.Create(o.PublishedAt, o.Id), ValueTuple.Create((DateTimeOffset?)last.Moment, last.Id))
            );
        else if (before is { } first)
            listed = listed.Where(o =>
                EF.Functions.GreaterThan(ValueTuple.Create(o.PublishedAt, o.Id), ValueTuple.Create((DateTimeOffset?)first.Moment, first.Id))
            );
        var backwards = after is null && before is not null;
        var (rows, more) = await (backwards ? listed.OrderBy(o => o.PublishedAt).ThenBy(o => o.Id) : listed.NewestFirst())
            .Select(OpportunityRow.From)
            .PageAsync(PageSize, cancel);
        if (backwards)
            rows.Reverse();
        Rows = rows;
        if (rows.Count > 0 && (backwards ? more : after is not null))
            Newer = Filter.Address(page: $"before={PositionOf(rows[0])}");
        if (rows.Count > 0 && (backwards || more))
            Older = Filter.Address(page: $"after={PositionOf(rows[^1])}");
    }

    private static ListPosition PositionOf(OpportunityRow row) => new(row.PublishedAt!.Value, row.Id);
}
