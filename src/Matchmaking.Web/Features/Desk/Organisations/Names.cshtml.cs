using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>The certain names of an organisation: add one, stand behind one that it gave itself, take one away.</summary>
public sealed class NamesModel(MatchmakingDb db, NameService names, Text t) : PageModel
{
    [BindProperty]
    public string? NewName { get; set; }

    [BindProperty]
    public bool Official { get; set; }

    public Organisation Organisation { get; private set; } = null!;

    /// <summary>The organisation that has the name.</summary>
    public Guid? Other { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var (result, other) = await names.AddAsync(id, NewName, Official ? NameKind.Official : NameKind.Alias, cancel);
        return await AnswerAsync(result, other, "organisations.names.added", cancel);
    }

    public async Task<IActionResult> OnPostConfirmAsync(Guid id, Guid name, CancellationToken cancel)
    {
        if (
            !await FindAsync(id, cancel)
            || await db.OrganisationNames.SingleOrDefaultAsync(n => n.Id == name && n.OrganisationId == id, cancel) is not { } row
        )
            return NotFound();
        NewName = row.Text;
        var (result, other) = await names.ConfirmAsync(row, cancel);
        return await AnswerAsync(result, other, "organisations.names.confirmed", cancel);
    }

    public async Task<IActionResult> OnPostRemoveAsync(Guid id, Guid name, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        // A second click finds it gone and is answered like the first one.
        await db.OrganisationNames.Where(n => n.Id == name && n.OrganisationId == id).ExecuteDeleteAsync(cancel);
        TempData["Flash"] = t["record.name.removed"];
        return RedirectToPage("Details", new { id });
    }

    private async Task<IActionResult> AnswerAsync(Naming result, Guid? other, string done, CancellationToken cancel)
    {
        if (result == Naming.Done)
        {
            TempData["Flash"] = t[done];
            return RedirectToPage("Details", new { id = Organisation.Id });
        }
        Other = other;
        var name = other is null ? "" : await db.Organisations.Where(o => o.Id == other).Select(o => o.Name).SingleAsync(cancel);
        ModelState.AddModelError(
            nameof(NewName),
            result switch
            {
                Naming.Unreadable => t["record.name.missing"],
                Naming.There => t["record.name.there"],
                _ => t["organisations.name.another", ("name", name)],
            }
        );
        return Page();
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Organisations.AsNoTracking().Living().SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } organisation)
            return false;
        Organisation = organisation;
        return true;
    }
}
