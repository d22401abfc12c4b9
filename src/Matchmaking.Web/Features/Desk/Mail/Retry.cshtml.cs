using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>Sends a mail again: its content is written anew, so it tells what is true now, and nothing when nothing is.</summary>
public sealed class RetryModel(MatchmakingDb db, DeskMails mails, MailWakeUp wakeUp, Text t) : FormPage(t)
{
    public OutgoingMail Mail { get; private set; } = null!;

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        if (!await mails.RetryAsync(id, User.PersonId(), cancel))
        {
            ModelState.AddModelError("", T["desk.mail.retry.not"]);
            return Again();
        }
        wakeUp.MailsWaiting();
        Flash(T["desk.mail.retry.done"]);
        return RedirectToPage("Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (await db.Mails.AsNoTracking().Where(m => m.Id == id).Where(DeskMails.MayBeRetried).SingleOrDefaultAsync(cancel) is not { } mail)
            return false;
        Mail = mail;
        return true;
    }
}
