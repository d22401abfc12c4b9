using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation.TrackRecord;

/// <summary>
/// Other names of one's own organisation. They find nothing until the desk has confirmed them: anyone could claim a name.
/// </summary>
public sealed class NamesModel(MatchmakingDb db, TimeProvider time, Text t) : PageModel
{
    private const int Most = 30;

    [BindProperty]
    public string? NewName { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var id = User.OrganisationId();
        // Sent twice at one moment, the second finds the name that the first added.
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.OneAfterTheOtherAsync(nameof(OrganisationName), $"{id}", cancel);
        if (await db.Organisations.Living().Include(o => o.Names).SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } own)
            return NotFound();
        var name = OrganisationName.Of(own.Id, NewName ?? "", NameKind.Alias, certain: false, time.GetUtcNow());
        if (name.Key.Length == 0)
            ModelState.AddModelError(nameof(NewName), t["record.name.missing"]);
        else if (name.Text.Length > Organisation.NameLength)
            ModelState.AddModelError(nameof(NewName), t["deal.too-long", ("max", Organisation.NameLength), ("count", name.Text.Length)]);
        // Sent twice: the name that waits for the desk was added by the first.
        else if (own.Names.Any(known => known.Whole == name.Whole && !known.IsCertain))
            return Added();
        else if (own.Names.Any(known => known.Whole == name.Whole))
            ModelState.AddModelError(nameof(NewName), t["record.name.there"]);
        else if (own.Names.Count >= Most)
            ModelState.AddModelError(nameof(NewName), t["record.name.too-many", ("max", Most)]);
        if (!ModelState.IsValid)
            return Page();
        db.OrganisationNames.Add(name);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return Added();
    }

    private RedirectToPageResult Added()
    {
        TempData["Flash"] = t["record.name.added"];
        return RedirectToPage("Index");
    }

    /// <summary>Takes back a name that the desk has not confirmed; it can be typed in again.</summary>
    public async Task<IActionResult> OnPostRemoveAsync(Guid id, CancellationToken cancel)
    {
        var own = User.OrganisationId();
        if (await db.OrganisationNames.Where(n => n.Id == id && n.OrganisationId == own && !n.IsCertain).ExecuteDeleteAsync(cancel) == 0)
            return NotFound();
        TempData["Flash"] = t["record.name.removed"];
        return RedirectToPage("Index");
    }
}
