using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Preferences;

/// <summary>
/// How often each mandate tells, and its pause. Saved through matching like a change on the site, so that what is due is told.
/// </summary>
public sealed class MandatesModel(MatchmakingDb db, LinkTokens links, MandateFields fields, MatchRun matching, TimeProvider time, Text t)
    : PreferencesPage(db, links, time, t)
{
    public IReadOnlyList<Mandate> Mandates { get; private set; } = [];

    /// <summary>The mandate that was changed a moment ago, with what it was before: the way back.</summary>
    [BindProperty(SupportsGet = true)]
    public Guid? Changed { get; set; }

    [BindProperty(SupportsGet = true)]
    public AlertFrequency? Before { get; set; }

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    /// <summary>Which mandate's frequency was set to something else while the page was open, and what was chosen for it.</summary>
    public (Guid Id, AlertFrequency Wanted)? Clash { get; private set; }

    /// <summary>What the form of one mandate changes.</summary>
    private IReadOnlyList<EditedField<MandateInput>> FieldsOf(Mandate mandate) =>
        [fields.All.Single(field => field.Id == "frequency") with { Id = SelectOf(mandate) }];

    /// <summary>Id of the control of a mandate's frequency.</summary>
    public static string SelectOf(Mandate mandate) => "frequency-" + mandate.Id.ToString("N");

    public async Task OnGetAsync(CancellationToken cancel) =>
        Mandates = await Db.Mandates.AsNoTracking().ToldTo(Person.Id).ToListAsync(cancel);

    /// <summary>What goes along with the form of a mandate.</summary>
    public OpenedForm OpenedOn(Mandate mandate)
    {
        if (Clash?.Id == mandate.Id)
            return Opened;
        var opened = new OpenedForm();
        opened.Open(MandateInput.From(mandate), FieldsOf(mandate));
        return opened;
    }

    /// <summary>How often a mandate tells.</summary>
    public async Task<IActionResult> OnPostAsync(Guid id, string? frequency, CancellationToken cancel)
    {
        if (EnumName.Read<AlertFrequency>(frequency) is not { } wanted || await FindAsync(id, cancel) is not { } mandate)
            return NotFound();
        var typed = new MandateInput { Frequency = frequency };
        if (!Opened.TryBringOnto(typed, MandateInput.From(mandate), FieldsOf(mandate), ModelState, mandate.UpdatedAt))
        {
            Clash = (id, wanted);
            await OnGetAsync(cancel);
            return Page();
        }
        wanted = Enum.Parse<AlertFrequency>(typed.Frequency!);
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
