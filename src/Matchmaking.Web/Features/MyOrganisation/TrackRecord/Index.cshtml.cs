using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.TrackRecord;

/// <summary>The deals of one's own organisation, newest first, page by page, and its other names.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    internal const int PageSize = 50;

    public sealed record NameRow(Guid Id, string Text, bool IsCertain);

    /// <summary>How many deals the pages before have shown.</summary>
    [BindProperty(SupportsGet = true)]
    public int From { get; set; }

    public string Name { get; private set; } = "";
    public IReadOnlyList<DealRow> Rows { get; private set; } = [];
    public IReadOnlyList<NameRow> Names { get; private set; } = [];
    public int? Next { get; private set; }

    public async Task<IActionResult> OnGetAsync(CancellationToken cancel)
    {
        var id = User.OrganisationId();
        var own = await db
            .Organisations.AsNoTracking()
            .Living()
            .Where(o => o.Id == id)
            .Select(o => new { o.Name, Names = o.Names.OrderBy(n => n.Text).Select(n => new NameRow(n.Id, n.Text, n.IsCertain)).ToList() })
            .SingleOrDefaultAsync(cancel);
        if (own is null)
            return NotFound();
        (Name, Names, From) = (own.Name, own.Names, Math.Clamp(From, 0, 100_000));
        (Rows, var hasMore) = await DealRow
            .From(db.Deals.AsNoTracking().OwnedBy(User).NewestFirst().Skip(From))
            .PageAsync(PageSize, cancel);
        Next = hasMore ? From + PageSize : null;
        return Page();
    }
}
