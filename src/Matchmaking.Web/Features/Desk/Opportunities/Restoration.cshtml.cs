using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Brings an earlier version of a listing back as a new one, read as if somebody had typed it: no rule is passed by.</summary>
public sealed class RestorationModel(MatchmakingDb db, OpportunityReader reader, OpportunitySave saving, FieldWords words, SavedWords saved)
    : PageModel
{
    public Opportunity Opportunity { get; private set; } = null!;
    public int Number { get; private set; }

    /// <summary>What it would change.</summary>
    public IReadOnlyList<FieldDifference> Differences { get; private set; } = [];

    /// <summary>Whether the contact of that time has left the desk, so that the present one stays.</summary>
    public bool KeepsContact { get; private set; }

    /// <summary>Whether somebody saved it between the look and the button.</summary>
    public bool HasChanged { get; private set; }

    public Task<IActionResult> OnGetAsync(Guid id, int number, CancellationToken cancel) => ShowAsync(id, number, cancel);

    /// <param name="id">Of the listing.</param>
    /// <param name="number">Which version.</param>
    /// <param name="version">The row version that was shown.</param>
    public async Task<IActionResult> OnPostAsync(Guid id, int number, uint version, CancellationToken cancel)
    {
        if (await FindAsync(id, number, cancel) is not var (opportunity, earlier))
            return NotFound();
        await ReadAsync(opportunity, earlier, cancel);
        if (!ModelState.IsValid || Differences.Count == 0)
            return Page();
        if (!await saving.TryAsync(opportunity, version, User.PersonId(), cancel, earlier))
        {
            HasChanged = true;
            return await ShowAsync(id, number, cancel);
        }
        TempData["Flash"] = await saved.SayAsync(opportunity, null, cancel);
        return RedirectToPage("Versions", new { id });
    }

    private async Task<IActionResult> ShowAsync(Guid id, int number, CancellationToken cancel)
    {
        if (await FindAsync(id, number, cancel) is not var (opportunity, earlier))
            return NotFound();
        await ReadAsync(opportunity, earlier, cancel);
        return Page();
    }

    private async Task<(Opportunity Opportunity, OpportunityVersion Earlier)?> FindAsync(Guid id, int number, CancellationToken cancel) =>
        await db.Opportunities.Editable().SingleOrDefaultAsync(o => o.Id == id, cancel) is { } opportunity
        && await db.VersionAsync(opportunity, number, cancel) is { } earlier
            ? (opportunity, earlier)
            : null;

    /// <summary>Makes the listing say what that version says; what cannot be is refused in words.</summary>
    private async Task ReadAsync(Opportunity opportunity, OpportunityVersion earlier, CancellationToken cancel)
    {
        (Opportunity, Number) = (opportunity, earlier.Number);
        var present = OpportunityContent.Of(opportunity);
        var (before, after) = (OpportunityInput.From(present), OpportunityInput.From(earlier.Read(present)));
        var staff = await db.DeskPeopleAsync(cancel);
        KeepsContact = after.ContactId is not null && staff.All(person => person.Id.ToString() != after.ContactId);
        if (KeepsContact)
            after.ContactId = before.ContactId;
        Differences = FieldDifference.Of(before, after, words, await db.ContactNamesAsync([before, after], cancel));
        reader.ReadForDesk(after, opportunity, staff, User.PersonId(), ModelState);
    }
}
