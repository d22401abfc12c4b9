using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Invitation;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.People;

/// <summary>Invites somebody to the desk, or once more whoever has not answered yet.</summary>
public sealed class InviteModel(
    MatchmakingDb db,
    UserManager<Person> people,
    Invitations invitations,
    AccountMails mails,
    Clients clients,
    MailWakeUp wakeUp,
    SecurityLog log,
    Text t
) : FormPage(t)
{
    [BindProperty(SupportsGet = true, Name = "email")]
    public string? Address { get; set; }

    [BindProperty(SupportsGet = true)]
    public string? Role { get; set; }

    [BindProperty]
    public string? Language { get; set; }

    public void OnGet()
    {
        ModelState.Clear();
        (Role, Language) = (Role == Database.Role.Administrator ? Role : Database.Role.Staff, T.Language);
    }

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        var email = ReadEmail("email", Address);
        if (Role is not (Database.Role.Staff or Database.Role.Administrator))
            ModelState.AddModelError(nameof(Role), T["account.choose"]);
        if (!Languages.Language.All.Contains(Language))
            ModelState.AddModelError(nameof(Language), T["account.choose"]);
        // An administrator sees everybody on the list anyway, so this page may say what is known.
        if (ModelState.IsValid && await people.FindByEmailAsync(email) is { } known && !Invitations.IsOpen(known))
            ModelState.AddModelError(
                "email",
                T[
                    known.IsDisabled ? "people.invite.withdrawn"
                    : known.OrganisationId is null ? "people.invite.there"
                    : "people.invite.investor"
                ]
            );
        if (!ModelState.IsValid)
            return Again();
        Guid invited;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            var person =
                await invitations.PrepareAsync(email, Role!, Language!)
                ?? throw new InvalidOperationException("An investor was checked for above.");
            (invited, person.Language) = (person.Id, Language!);
            if (!await mails.AskAsync(person, AccountMails.Invitation, clients.Of(HttpContext, email), cancel))
            {
                ModelState.AddModelError("email", T["people.invite.too-often"]);
                return Again();
            }
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
        wakeUp.MailsWaiting();
        log.RightsChanged(invited, "invited as " + Role, User.PersonId());
        Flash(T["people.invite.sent", ("address", email)]);
        return RedirectToPage("/Desk/People/Index");
    }
}
