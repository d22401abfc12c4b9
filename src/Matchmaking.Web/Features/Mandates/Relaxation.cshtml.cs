using System.Text.Json;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Matches.Preview;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Mandates;

/// <summary>One step by which a mandate asks for less: looking shows exactly what it would bring, the button does it.</summary>
public sealed class RelaxationModel(MandateTools tools) : PageModel
{
    public Mandate Mandate { get; private set; } = null!;
    public Relaxation Relaxation { get; private set; } = null!;
    public MandatePreview Before { get; private set; } = null!;
    public MandatePreview After { get; private set; } = null!;

    /// <summary>What would match that does not match now, best first.</summary>
    public IReadOnlyList<PreviewedMatch> Added { get; private set; } = [];

    /// <summary>A colleague saved the mandate after this page was shown; it shows the effect on what is saved now.</summary>
    public bool HasChanged { get; private set; }

    public Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => ShowAsync(id, cancel);

    public async Task<IActionResult> OnPostAsync(Guid id, uint version, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } mandate || Relaxation.Read(Request.Query) is not { } relaxation)
            return NotFound();
        var undo = JsonSerializer.Serialize(MandateUndo.Of(mandate, relaxation.Field));
        if (!relaxation.TryApply(mandate, mandate, tools.Reading))
            return await AlreadyAsync(id, relaxation, cancel);
        if (!await tools.TrySaveAsync(mandate, version, cancel))
        {
            HasChanged = true;
            return await ShowAsync(id, cancel);
        }
        var matches = await tools.Db.Matches.Wanted(tools.Db).CountAsync(match => match.MandateId == id, cancel);
        TempData["Flash"] = tools.T.Count("relaxation.done", matches, ("name", mandate.Name));
        TempData["Undo"] = undo;
        return RedirectToPage("/Matches/Index", new { mandate = id });
    }

    private async Task<IActionResult> ShowAsync(Guid id, CancellationToken cancel)
    {
        if (await FindAsync(id, cancel) is not { } mandate || Relaxation.Read(Request.Query) is not { } relaxation)
            return NotFound();
        var wider = new Mandate
        {
            OrganisationId = mandate.OrganisationId,
            OwnerId = mandate.OwnerId,
            Name = "",
        };
        if (!relaxation.TryApply(mandate, wider, tools.Reading))
            return await AlreadyAsync(id, relaxation, cancel);
        (Mandate, Relaxation) = (mandate, relaxation);
        if (await tools.MandatePreviews.OfAsync([mandate, wider], cancel) is [var before, var after])
            (Before, After) = (before, after);
        var known = Before.Matches.Select(found => found.Opportunity.Id).ToHashSet();
        Added = [.. After.Matches.Where(found => !known.Contains(found.Opportunity.Id))];
        return Page();
    }

    /// <summary>An old link to a mandate that has been widened since: nothing to do. A link with nonsense leads nowhere.</summary>
    private async Task<IActionResult> AlreadyAsync(Guid id, Relaxation relaxation, CancellationToken cancel)
    {
        tools.Db.ChangeTracker.Clear();
        var mandate = await FindAsync(id, cancel);
        if (mandate is null || !relaxation.IsSensible(tools.Reference))
            return NotFound();
        TempData["Flash"] = tools.T["relaxation.already", ("name", mandate.Name)];
        return RedirectToPage("/Matches/Index", new { mandate = id });
    }

    private Task<Mandate?> FindAsync(Guid id, CancellationToken cancel) =>
        tools.Db.Mandates.OwnedBy(User).SingleOrDefaultAsync(m => m.Id == id, cancel);
}
