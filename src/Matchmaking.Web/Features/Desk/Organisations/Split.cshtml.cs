using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>Undoes a merge: what moved goes back.</summary>
public sealed class SplitModel(MatchmakingDb db, OrganisationMerger merging, Text t) : PageModel
{
    public OrganisationMerge Merge { get; private set; } = null!;
    public IReadOnlyList<(string Key, int Count)> Moves { get; private set; } = [];

    /// <summary>Whether it is not possible any more, or not yet.</summary>
    public bool HasChanged { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (await merging.SplitAsync(id, User.PersonId(), cancel))
        {
            TempData["Flash"] = t["organisations.split.done"];
            return RedirectToPage("Details", new { id = Merge.SourceId });
        }
        HasChanged = true;
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db
                .OrganisationMerges.AsNoTracking()
                .Include(m => m.Source)
                .Include(m => m.Target)
                .SingleOrDefaultAsync(m => m.Id == id && m.SplitAt == null, cancel)
            is not { } merge
        )
            return false;
        Merge = merge;
        Moves = [.. merge.Moved.Ids.Select(moved => (moved.Key.ToLowerInvariant(), moved.Value.Count)).Where(move => move.Count > 0)];
        return true;
    }
}
