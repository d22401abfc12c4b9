using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations.Contacts;

/// <summary>Somebody of an organisation whom the desk can call.</summary>
public sealed class CreateModel(MatchmakingDb db, TimeProvider time, Text t) : PageModel
{
    [BindProperty]
    public ContactInput Input { get; set; } = new();

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public string OrganisationName { get; private set; } = "";
    public Guid Id { get; private set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var person = new ContactPerson
        {
            Id = Forms.FormKey.Of(FormKey, User.PersonId(), "contact", id, Input),
            OrganisationId = id,
            Name = "",
            CreatedAt = time.GetUtcNow(),
        };
        Input.Read(person, ModelState, t);
        if (!ModelState.IsValid)
            return Page();
        db.ContactPeople.Add(person);
        await db.SaveOnceAsync(person, cancel);
        TempData["Flash"] = t["contact.saved"];
        return RedirectToPage("/Desk/Organisations/Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Organisations.Living().Where(o => o.Id == id).Select(o => o.Name).SingleOrDefaultAsync(cancel) is not { } name)
            return false;
        (Id, OrganisationName) = (id, name);
        return true;
    }
}
