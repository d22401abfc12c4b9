using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>The organisation's mandates and what they find.</summary>
public sealed class IndexModel(MatchmakingDb db, MatchList matches) : PageModel
{
    public IReadOnlyList<Mandate> Mandates { get; private set; } = [];

    /// <summary>By mandate: how many open opportunities match, and the best score. Missing where nothing does.</summary>
    public IReadOnlyDictionary<Guid, (int Count, int Best)> Figures { get; private set; } = new Dictionary<Guid, (int, int)>();

    /// <summary>The person has stopped all alerts; the mandates only find.</summary>
    public bool AlertsStopped { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel)
    {
        Mandates = await db
            .Mandates.OwnedBy(User)
            .AsNoTracking()
            .Include(m => m.Owner)
            .OrderBy(m => m.PausedAt != null)
            .ThenByDescending(m => m.CreatedAt)
            .ThenBy(m => m.Id)
            .ToListAsync(cancel);
        Figures = await matches.FiguresAsync(User, cancel);
        var me = User.PersonId();
        AlertsStopped = await db.Users.AnyAsync(person => person.Id == me && person.AlertsStoppedAt != null, cancel);
    }
}
