using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Lists;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>All listings in every status. Two statements: the numbers on the tabs, and one page of rows.</summary>
public sealed class IndexModel(MatchmakingDb db, ReferenceData reference, TimeProvider time) : PageModel
{
    private const int PageSize = 50;

    [BindProperty(SupportsGet = true)]
    public DeskFilter Filter { get; set; } = new();

    public IReadOnlyDictionary<PublicationStatus, int> Counts { get; private set; } = new Dictionary<PublicationStatus, int>();
    public IReadOnlyList<DeskRow> Rows { get; private set; } = [];
    public bool HasMore { get; private set; }
    public DateOnly Today { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Today = BakuDay.Of(time);
        var found = Filter.Apply(db.Opportunities.AsNoTracking(), reference, Today);
        Counts = await found
            .GroupBy(o => o.Status)
            .Select(group => new { group.Key, Count = group.Count() })
            .ToDictionaryAsync(row => row.Key, row => row.Count, cancel);
        (Rows, HasMore) = await Filter
            .Page(found)
            // The members of the title, not the title: for that EF would read all columns.
            .Select(o => new DeskRow(
                o.Id,
                o.Slug,
                new(o.Title.Zh, o.Title.Az, o.Title.En),
                o.Sector,
                o.Places,
                o.AmountFrom,
                o.AmountTo,
                o.Currency,
                o.TechnicalStage,
                o.LegalStage,
                o.Status,
                o.Availability,
                o.ValidUntil,
                o.UpdatedAt,
                o.Contact!.FullName,
                o.SubmittedBy!.Name
            ))
            .PageAsync(PageSize, cancel);
    }

    /// <summary>The link's values: the present filter with some of it replaced, from the first page unless another is named.</summary>
    public Dictionary<string, string?> Query(PublicationStatus? status, bool? oldest = null, string? after = null) =>
        new Dictionary<string, string?>
        {
            ["status"] = status?.ToString().ToLowerInvariant(),
            ["sector"] = Filter.Sector is { Length: > 0 } sector ? sector : null,
            ["q"] = Filter.Q is { Length: > 0 } words ? words : null,
            ["expiring"] = Filter.Expiring ? "true" : null,
            ["expired"] = Filter.Expired ? "true" : null,
            ["open"] = Filter.Open ? "true" : null,
            ["oldest"] = (oldest ?? Filter.Oldest) ? "true" : null,
            ["after"] = after,
        }
            .Where(pair => pair.Value is not null)
            .ToDictionary();
}
