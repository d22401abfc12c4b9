using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Languages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.People;

/// <summary>Withdraws somebody's access, or gives it back. Nobody can do so to oneself, and one administrator always remains.</summary>
public sealed class AccessModel(MatchmakingDb db, UserManager<Person> people, AlertSubscription subscription, Text t) : FormPage(t)
{
    public Person Somebody { get; private set; } = null!;

    [BindProperty]
    public bool Withdraw { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id) => await FindAsync(id) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // Two administrators who withdraw each other wait here for one another, and the second finds out.
        await db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('matchmaking.administrators'))", cancel);
        if (!await FindAsync(id))
            return NotFound();
        if (Withdraw && !await OtherAdministratorsAsync(id, cancel))
        {
            ModelState.AddModelError("", T["people.last"]);
            return Again();
        }
        (Somebody.LockoutEnabled, Somebody.LockoutEnd, Somebody.AccessFailedCount) = (true, Withdraw ? DateTimeOffset.MaxValue : null, 0);
        // The new stamp ends sessions and links.
        if (!Accept(await people.UpdateSecurityStampAsync(Somebody), ""))
            return Again();
        await transaction.CommitAsync(cancel);
        if (Withdraw)
            await subscription.StopAsync(id, "desk", cancel);
        Flash(T[Withdraw ? "people.withdrawn" : "people.restored", ("address", Somebody.Email)]);
        return RedirectToPage("/Desk/People/Index");
    }

    private async Task<bool> FindAsync(Guid id)
    {
        if (id == User.PersonId() || await db.Users.SingleOrDefaultAsync(person => person.Id == id) is not { } person)
            return false;
        Somebody = person;
        return true;
    }

    private Task<bool> OtherAdministratorsAsync(Guid except, CancellationToken cancel) =>
        db.UserRoles.Where(has => has.UserId != except)
            .Join(db.Roles.Where(role => role.Name == Role.Administrator), has => has.RoleId, role => role.Id, (has, _) => has.UserId)
            .Join(db.Users.Where(p => p.PasswordHash != null && p.LockoutEnd != DateTimeOffset.MaxValue), id => id, person => person.Id, (_, person) => person)
            .AnyAsync(cancel);
}
