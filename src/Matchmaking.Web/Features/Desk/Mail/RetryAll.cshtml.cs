using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>Sends all mails again that a search of the log shows and that can be: after a fault that concerned many.</summary>
public sealed class RetryAllModel(MatchmakingDb db, DeskMails mails, MailWakeUp wakeUp, Text t) : FormPage(t)
{
    [BindProperty(SupportsGet = true)]
    public MailFilter Filter { get; set; } = new();

    /// <summary>How many can be sent again.</summary>
    public int Count { get; private set; }

    public async Task OnGetAsync(CancellationToken cancel) => Count = await mails.Retryable(Filter.Of(db)).CountAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (await mails.RetryAllAsync(Filter.Of(db), User.PersonId(), cancel) is not { } done)
        {
            ModelState.AddModelError("", T["desk.mail.retry-all.not"]);
            await OnGetAsync(cancel);
            return Again();
        }
        if (done > 0)
            wakeUp.MailsWaiting();
        Flash(T.Count("desk.mail.retry-all.done", done));
        return RedirectToPage("Index", Filter.Query(null));
    }
}
