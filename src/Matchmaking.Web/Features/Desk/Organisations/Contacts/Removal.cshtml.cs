using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Contacts;

/// <summary>A contact person is erased: gone, or asked to be.</summary>
public sealed class RemovalModel(MatchmakingDb db, Text t) : PageModel
{
    public ContactPerson Person { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        await db.ContactPeople.Where(p => p.Id == id).ExecuteDeleteAsync(cancel);
        TempData["Flash"] = t["contact.removed"];
        return RedirectToPage("/Desk/Organisations/Details", new { id = Person.OrganisationId });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        var found = await db.ContactPeople.AsNoTracking().Include(p => p.Organisation).SingleOrDefaultAsync(p => p.Id == id, cancel);
        if (found is null)
            return false;
        Person = found;
        return true;
    }
}
