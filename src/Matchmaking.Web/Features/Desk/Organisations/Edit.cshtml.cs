using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>The name that is shown, country, parent, number, website and purpose of an organisation.</summary>
public sealed class EditModel(MatchmakingDb db, OrganisationReader reader, ReferenceData reference, Text t) : PageModel
{
    [BindProperty]
    public OrganisationInput Input { get; set; } = new();

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    public Organisation Organisation { get; private set; } = null!;

    /// <summary>The name before the change.</summary>
    public string Shown { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Input = OrganisationInput.From(Organisation);
        Opened.Open(Input, OrganisationInput.Fields(reference, t));
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever saves it at the same moment waits, and is then compared with what this one saved.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM organisations WHERE id = {id} FOR UPDATE", cancel);
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (!Opened.TryBringOnto(Input, OrganisationInput.From(Organisation), OrganisationInput.Fields(reference, t), ModelState))
            return Page();
        var (name, parent) = await reader.ReadAsync(Input, id, await NameRegister.ReadAsync(db, reference, cancel), ModelState, cancel);
        reader.ReadFacts(Input, Organisation, ModelState);
        if (!ModelState.IsValid)
            return Page();
        (Organisation.Name, Organisation.Country, Organisation.ParentId) = (name, Input.Country!, parent);
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        TempData["Flash"] = Opened.Told(t["organisations.saved"], t);
        return RedirectToPage("Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Organisations.Living().Include(o => o.Parent).SingleOrDefaultAsync(o => o.Id == id, cancel) is not { } organisation)
            return false;
        (Organisation, Shown) = (organisation, organisation.Name);
        return true;
    }
}
