using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Organisations;

/// <summary>A new organisation that nobody has an account for. A company that the product knows by heart gets all its names.</summary>
public sealed class CreateModel(MatchmakingDb db, OrganisationReader reader, ReferenceData reference, TimeProvider time, Text t) : PageModel
{
    [BindProperty]
    public OrganisationInput Input { get; set; } = new() { Country = "CN" };

    /// <summary>See <see cref="Forms.FormKey"/>.</summary>
    [BindProperty]
    public string? FormKey { get; set; }

    public void OnGet() { }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var book = await NameRegister.ReadAsync(db, reference, cancel);
        var (name, parent) = await reader.ReadAsync(Input, null, book, ModelState, cancel);
        var facts = new Organisation { Name = name, Country = Input.Country ?? "" };
        reader.ReadFacts(Input, facts, ModelState);
        // Asked after the register was read: what the same form has added is no other organisation of that name.
        var id = Forms.FormKey.Of(FormKey, User.PersonId(), "organisation", Input);
        if (await db.Organisations.AnyAsync(o => o.Id == id, cancel))
            return RedirectToPage("Details", new { id });
        if (!ModelState.IsValid)
            return Page();
        var made = book.Known(Matchmaking.Matching.Companies.CompanyName.Of(name)) is { } company
            ? Prospects.Of(company, time.GetUtcNow(), id)
            : Prospects.Named(name, Input.Country!, time.GetUtcNow(), id);
        (made.Name, made.Country, made.ParentId) = (name, Input.Country!, parent);
        (made.Intent, made.RegistrationCode, made.Website) = (facts.Intent, facts.RegistrationCode, facts.Website);
        db.Organisations.Add(made);
        await db.SaveOnceAsync(made, cancel);
        TempData["Flash"] = t["organisations.created", ("name", name)];
        return RedirectToPage("Details", new { id });
    }
}
