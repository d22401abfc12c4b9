using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.Opportunities;

/// <summary>What one's own organisation sent in, and what became of it.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    private const int Most = 200;

    public sealed record Row(
        Guid Id,
        string Slug,
        Localized Title,
        PublicationStatus Status,
        DateTimeOffset UpdatedAt,
        string? ReturnReason
    );

    public IReadOnlyList<Row> Rows { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Rows = await db
            .Opportunities.AsNoTracking()
            .SubmittedBy(User)
            .OrderByDescending(o => o.UpdatedAt)
            .Take(Most)
            .Select(o => new Row(o.Id, o.Slug, o.Title, o.Status, o.UpdatedAt, o.ReturnReason))
            .ToListAsync(cancel);
}
