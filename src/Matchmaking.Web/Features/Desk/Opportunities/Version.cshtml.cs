using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>One version of a listing beside the one before it, or beside any other.</summary>
public sealed class VersionModel(MatchmakingDb db, FieldWords words) : PageModel
{
    public Opportunity Opportunity { get; private set; } = null!;
    public VersionLine Line { get; private set; } = null!;

    /// <summary>The version that it stands beside; null where the first stands alone.</summary>
    public int? Other { get; private set; }
    public int Last { get; private set; }
    public IReadOnlyList<FieldDifference> Differences { get; private set; } = [];

    /// <summary>Whether it can be brought back: there is a later one, and the desk has the listing in hand.</summary>
    public bool CanBeRestored => Line.Number < Last && Opportunity.IsEditable();

    /// <param name="id">Of the listing.</param>
    /// <param name="number">Which version.</param>
    /// <param name="with">Beside which; null for the one before it.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, int number, int? with, CancellationToken cancel)
    {
        if (
            await db.Opportunities.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } opportunity
            || await db.VersionAsync(opportunity, number, cancel) is not { } version
        )
            return NotFound();
        Other = with ?? (number > 1 ? number - 1 : null);
        var other = Other is { } chosen ? await db.VersionAsync(opportunity, chosen, cancel) : null;
        if (other is null && Other is not null)
            return NotFound();
        Opportunity = opportunity;
        Line =
            await db.Lines(db.OpportunityVersions.Of(id).Where(v => v.Number == number)).SingleOrDefaultAsync(cancel)
            ?? VersionLine.Of(version);
        Last = (await db.LastVersionAsync(id, cancel)).Number;
        var (one, beside) = (OpportunityInput.From(version.Read()), other is null ? new() : OpportunityInput.From(other.Read()));
        var (before, after) = Other > number ? (one, beside) : (beside, one);
        Differences = FieldDifference.Of(before, after, words, await db.ContactNamesAsync([before, after], cancel));
        return Page();
    }
}
