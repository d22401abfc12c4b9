using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Progress;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Progress.Facts;

/// <summary>The dated facts that sectors and regions show, the newest first.</summary>
public sealed class IndexModel(MatchmakingDb db) : PageModel
{
    /// <summary>How many are shown; the starter files have sixteen.</summary>
    private const int Most = 500;

    public IReadOnlyList<SectorFact> Facts { get; private set; } = [];

    public async Task OnGetAsync(CancellationToken cancel) =>
        Facts = await db.SectorFacts.AsNoTracking().NewestFirst().Take(Most).ToListAsync(cancel);
}
