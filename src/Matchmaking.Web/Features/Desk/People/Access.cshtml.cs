using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Enquiries;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.People;

/// <summary>Withdraws somebody's access, or gives it back. Nobody can do so to oneself, and one administrator always remains.</summary>
public sealed class AccessModel(MatchmakingDb db, UserManager<Person> people, IAlertSwitch alerts, SecurityLog log, Text t) : FormPage(t)
{
    public Person Somebody { get; private set; } = null!;

    [BindProperty]
    public bool Withdraw { get; set; }

    /// <summary>Who becomes the contact of the listings that the person looks after.</summary>
    [BindProperty]
    public Guid? Successor { get; set; }

    /// <summary>How many listings name the person as their contact.</summary>
    public int Listings { get; private set; }

    /// <summary>How many open enquiries are the person's; others get them by the rules within the minute.</summary>
    public int Enquiries { get; private set; }

    /// <summary>Who may take them.</summary>
    public IReadOnlyList<DeskPerson> Successors { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two administrators who withdraw each other wait here for one another, and the second finds out.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('matchmaking.administrators'))", cancel);
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (Withdraw && !await OtherAdministratorsAsync(id, cancel))
        {
            ModelState.AddModelError("", T["people.last"]);
            return Again();
        }
        if (Withdraw && Listings > 0 && Successors.All(person => person.Id != Successor))
        {
            ModelState.AddModelError(nameof(Successor), T["people.withdraw.successor.needed"]);
            return Again();
        }
        if (Withdraw)
            Somebody.Disable();
        else
            Somebody.Restore();
        // The new stamp ends sessions and links.
        if (!Accept(await people.UpdateSecurityStampAsync(Somebody), ""))
            return Again();
        if (Withdraw)
        {
            await db.Sessions.Where(session => session.PersonId == id).ExecuteDeleteAsync(cancel);
            await db
                .Opportunities.Where(listing => listing.ContactId == id)
                .ExecuteUpdateAsync(set => set.SetProperty(listing => listing.ContactId, Successor), cancel);
        }
        await transaction.CommitAsync(cancel);
        log.RightsChanged(id, Withdraw ? "withdrawn" : "restored", User.PersonId());
        if (Withdraw)
            await alerts.StopAsync(id, "desk", cancel);
        Flash(T[Withdraw ? "people.withdrawn" : "people.restored", ("address", Somebody.Email)]);
        return RedirectToPage("/Desk/People/Index");
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (id == User.PersonId() || await db.Users.SingleOrDefaultAsync(person => person.Id == id, cancel) is not { } person)
            return false;
        Somebody = person;
        Listings = await db.Opportunities.CountAsync(listing => listing.ContactId == id, cancel);
        if (!person.IsDisabled)
            Enquiries = await db.Enquiries.Open().CountAsync(enquiry => enquiry.OwnerId == id, cancel);
        if (Listings > 0 && !person.IsDisabled)
            Successors = [.. (await db.DeskPeopleAsync(cancel)).Where(other => other.Id != id)];
        return true;
    }

    private Task<bool> OtherAdministratorsAsync(Guid except, CancellationToken cancel) =>
        db
            .UserRoles.Where(has => has.UserId != except)
            .Join(db.Roles.Where(role => role.Name == Role.Administrator), has => has.RoleId, role => role.Id, (has, _) => has.UserId)
            .Join(db.Users.Active().Where(p => p.PasswordHash != null), id => id, person => person.Id, (_, person) => person)
            .AnyAsync(cancel);
}
