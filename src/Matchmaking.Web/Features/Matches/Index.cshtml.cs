using System.Text.Json;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Startup;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches;

/// <summary>What the organisation's mandates find, best first.</summary>
public sealed class IndexModel(MatchmakingDb db, MatchList matches) : PageModel
{
    /// <summary>Every mandate of the organisation, for the tabs.</summary>
    public IReadOnlyList<Mandate> Mandates { get; private set; } = [];
    public IReadOnlyDictionary<Guid, (int Count, int Best)> Figures { get; private set; } = new Dictionary<Guid, (int, int)>();
    public MatchFilter Filter { get; private set; } = new();
    public Mandate? Only { get; private set; }
    public IReadOnlyList<MatchEntry> Entries { get; private set; } = [];
    public int Total { get; private set; }

    /// <summary>How many were turned down; they are a link away.</summary>
    public int Hidden { get; private set; }
    public IReadOnlyList<NearMiss> NearMisses { get; private set; } = [];

    /// <summary>
    /// The opportunity about which something was said on the way here; said without htmx, it is shown on top with its undo.
    /// </summary>
    public MatchEntry? JustSaid { get; private set; }

    /// <summary>A mandate was widened on the way here: how it was before.</summary>
    public MandateUndo? Undo { get; private set; }
    public int Parts => Math.Max(1, (Total + MatchList.PartSize - 1) / MatchList.PartSize);

    public async Task<IActionResult> OnGetAsync(Guid? mandate, bool hidden, int? part, bool plain, Guid? said, CancellationToken cancel)
    {
        Filter = new(mandate, hidden, Math.Clamp(part ?? 1, 1, 10_000), plain);
        Mandates = await db.Mandates.OwnedBy(User).AsNoTracking().OrderByDescending(m => m.CreatedAt).ThenBy(m => m.Id).ToListAsync(cancel);
        Only = Mandates.FirstOrDefault(m => m.Id == mandate);
        if (!ModelState.IsValid || (mandate is not null && Only is null))
            return NotFound();

        if (
            Request.Cookies.ContainsKey(Pages.FlashCookie)
            && TempData["Undo"] is string undo
            && JsonSerializer.Deserialize<MandateUndo>(undo) is { } before
            && before.Mandate == Only?.Id
        )
            Undo = before;
        Figures = await matches.FiguresAsync(User, cancel);
        (Entries, Total) = await matches.FindAsync(User, Filter, cancel);
        Hidden = await matches.CountHiddenAsync(User, mandate, cancel);
        if (said is { } id)
            JustSaid = await matches.FindAsync(User, Filter, id, cancel);
        if (!hidden && Filter.Part == 1)
            NearMisses = await matches.NearMissesAsync(User, Only is null ? [.. Mandates.Where(m => m.PausedAt is null)] : [Only], cancel);
        return Page();
    }
}
