using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Lists;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Each save of a listing: who, when and what.</summary>
public sealed class VersionsModel(MatchmakingDb db, FieldWords words) : PageModel
{
    private const int Size = 50;

    public Opportunity Opportunity { get; private set; } = null!;

    /// <summary>Newest first.</summary>
    public IReadOnlyList<VersionLine> Lines { get; private set; } = [];
    public bool HasMore { get; private set; }

    /// <summary>The texts that another language has left behind, by name; empty for none.</summary>
    public string Outdated { get; private set; } = "";

    /// <summary>Whether the list begins with the newest.</summary>
    public bool IsFirstPage { get; private set; }

    /// <param name="id">Of the listing.</param>
    /// <param name="before">Shows only versions before this one; null for all.</param>
    public async Task<IActionResult> OnGetAsync(Guid id, int? before, CancellationToken cancel)
    {
        if (await db.Opportunities.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } opportunity)
            return NotFound();
        Opportunity = opportunity;
        IsFirstPage = before is null;
        Outdated = words.Names((await db.LastVersionAsync(id, cancel)).Outdated);
        (Lines, HasMore) = await db.Lines(db.OpportunityVersions.Of(id).Where(v => before == null || v.Number < before))
            .PageAsync(Size, cancel);
        if (Lines.Count == 0 && IsFirstPage)
            Lines = [VersionLine.Of(OpportunityVersion.First(opportunity, null))];
        return Page();
    }
}
