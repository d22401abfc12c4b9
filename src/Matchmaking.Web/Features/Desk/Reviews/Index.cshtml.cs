using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Reviews;

/// <summary>What investors' organisations sent in, oldest first.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int Most = 200;

    public sealed record Row(
        Guid Id,
        Localized Title,
        string Organisation,
        string Sector,
        DateTimeOffset CreatedAt,
        DateTimeOffset UpdatedAt,
        bool WasReturned
    );

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Rows = await db
            .Opportunities.AsNoTracking()
            .Where(o => o.Status == PublicationStatus.Submitted)
            .OrderBy(o => o.CreatedAt)
            .ThenBy(o => o.Id)
            .Take(Most)
            .Select(o => new Row(o.Id, o.Title, o.SubmittedBy!.Name, o.Sector, o.CreatedAt, o.UpdatedAt, o.ReturnReason != null))
            .ToListAsync(cancel);
}
