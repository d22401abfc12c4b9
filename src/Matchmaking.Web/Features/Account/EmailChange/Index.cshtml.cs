using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.EmailChange;

/// <summary>The link that was sent to a new address: the button puts it in the place of the old one, whose owner hears of it.</summary>
[EnableRateLimiting(RateLimits.SignIn)]
public sealed class IndexModel(
    MatchmakingDb db,
    AccountLinks links,
    UserManager<Person> people,
    SessionService sessions,
    Clients clients,
    AccountMails mails,
    RecipientProviders providers,
    MailWakeUp wakeUp,
    SecurityLog log,
    Text t
) : FormPage(t)
{
    /// <summary>Null when the link works no more.</summary>
    public Person? Changing { get; private set; }

    [BindProperty(SupportsGet = true)]
    public string? Address { get; set; }

    public async Task OnGetAsync(Guid id, string token) => Changing = await links.ChangingEmailAsync(id, token, Address ?? "");

    public async Task<IActionResult> OnPostAsync(Guid id, string token, CancellationToken cancel)
    {
        if (await links.ChangingEmailAsync(id, token, Address ?? "") is not { } person)
            return Page();
        var old = person.Email!;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        // One name in two fields; the second call saves both under a new security stamp, which ends every session and older link.
        person.UserName = Address;
        if (!Accept(await people.ChangeEmailAsync(person, Address!, AccountLinks.Token(token)), ""))
        {
            Changing = person;
            return Again();
        }
        // What still waits goes to the new address, but what is about the old one.
        await db
            .Mails.Where(mail => mail.PersonId == person.Id && !mail.Kind.StartsWith(OutgoingMail.AccountKinds))
            .RedirectAsync(Address!, providers.Of(Address!), cancel);
        mails.Add(person, old, AccountMails.EmailChanged, ("email", Address!));
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        wakeUp.MailsWaiting();
        log.SecretChanged(person.Id, "address");
        Flash(T["account.email.changed", ("address", person.Email)]);
        if (!User.IsSignedIn() || User.PersonId() != person.Id)
            return RedirectToPage("/Account/SignIn/Index");
        await sessions.RenewAsync(HttpContext, person);
        clients.Remember(HttpContext, person.Email!);
        return RedirectToPage("/Account/Profile/Index");
    }
}
