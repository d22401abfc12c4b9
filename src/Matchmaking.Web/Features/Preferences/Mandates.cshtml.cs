using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Preferences;

/// <summary>
/// How often each mandate tells, and its pause. Saved through matching like a change on the site, so that what is due is told.
/// </summary>
public sealed class MandatesModel(MatchmakingDb db, LinkTokens links, MatchRun matching, TimeProvider time, Text t)
    : PreferencesPage(db, links, time, t)
{
    public IReadOnlyList<Mandate> Mandates { get; private set; } = [];

    /// <summary>The mandate that was changed a moment ago, with what it was before: the way back.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Changed { get; set; }

    [BindProperty(SupportsGet = true)]
    public AlertFrequency? Before { get; set; }

    public async Task OnGetAsync(CancellationToken cancel) =>
        Mandates = await Db.Mandates.AsNoTracking().ToldTo(Person.Id).ToListAsync(cancel);

    /// <summary>How often a mandate tells.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string? frequency, CancellationToken cancel)
    {
        if (
            !Enum.TryParse<AlertFrequency>(frequency, ignoreCase: false, out var wanted)
            || !Enum.IsDefined(wanted)
            || await FindAsync(id, cancel) is not { } mandate
        )
            return NotFound();
        var before = mandate.Frequency;
        mandate.TellOf(wanted, Now);
        if (await TrySaveAsync(mandate, cancel))
            Flash(
                T[
                    "preferences.mandate.saved",
                    ("name", mandate.Name),
                    ("frequency", T["frequency." + wanted.ToString().ToLowerInvariant()])
                ]
            );
        return RedirectToPage(
            new
            {
                token = Token,
                changed = before == wanted ? (Guid?)null : id,
                before = before == wanted ? (AlertFrequency?)null : before,
            }
        );
    }

    public async Task<IActionResult> OnPostPauseAsync(Guid id, bool paused, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } mandate)
            return NotFound();
        if (paused)
            mandate.Pause(Now);
        else
            mandate.Resume();
        if (await TrySaveAsync(mandate, cancel))
            Flash(T[paused ? "preferences.mandate.paused" : "preferences.mandate.resumed", ("name", mandate.Name)]);
        return RedirectToPage(new { token = Token });
    }

    private Task<Mandate?> FindAsync(Guid id, CancellationToken cancel) =>
        Db.Mandates.ToldTo(Person.Id).SingleOrDefaultAsync(m => m.Id == id, cancel);

    /// <summary>False when a colleague changed it at the same moment: the list shows how it stands now.</summary>
    private Task<bool> TrySaveAsync(Mandate mandate, CancellationToken cancel) =>
        Db.TrySaveOnAsync(mandate, null, () => matching.SaveAsync(mandate, cancel));
}
