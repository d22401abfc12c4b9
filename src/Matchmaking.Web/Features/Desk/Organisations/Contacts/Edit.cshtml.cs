using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Contacts;

/// <summary>What is known of a contact person, brought up to date.</summary>
public sealed class EditModel(MatchmakingDb db, Text t) : PageModel
{
    [BindProperty]
    public ContactInput Input { get; set; } = new();

    [BindProperty]
    public OpenedForm Opened { get; set; } = new();

    public ContactPerson Person { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        Input = ContactInput.From(Person);
        Opened.Open(Input, ContactInput.Fields);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Whoever saves it at the same moment waits, and is then compared with what this one saved.
        await db.Database.ExecuteSqlAsync($"SELECT 1 FROM organisation_contacts WHERE id = {id} FOR UPDATE", cancel);
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (!Opened.TryBringOnto(Input, ContactInput.From(Person), ContactInput.Fields, ModelState))
            return Page();
        Input.Read(Person, ModelState, t);
        if (!ModelState.IsValid)
            return Page();
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        TempData["Flash"] = Opened.Told(t["contact.saved"], t);
        return RedirectToPage("/Desk/Organisations/Details", new { id = Person.OrganisationId });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.ContactPeople.Include(p => p.Organisation).SingleOrDefaultAsync(p => p.Id == id, cancel) is not { } person)
            return false;
        Person = person;
        return true;
    }
}
