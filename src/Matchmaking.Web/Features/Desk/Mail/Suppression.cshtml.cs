using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>Takes back one mail that has not gone out. It can be sent after all as long as it is kept.</summary>
public sealed class SuppressionModel(MatchmakingDb db, DeskMails mails, Text t) : FormPage(t)
{
    public const int ReasonLength = 500;

    public OutgoingMail Mail { get; private set; } = null!;

    [BindProperty]
    public string? Reason { get; set; }

    public async Task<IActionResult> OnGetAsync(Guid id, CancellationToken cancel) => await FindAsync(id, cancel) ? Page() : NotFound();

    public async Task<IActionResult> OnPostAsync(Guid id, CancellationToken cancel)
    {
        if (!await FindAsync(id, cancel))
            return NotFound();
        var reason = ReadLine(nameof(Reason), Reason, ReasonLength, "desk.mail.reason");
        if (ModelState.IsValid && !await mails.SuppressAsync(id, reason, User.PersonId(), cancel))
            ModelState.AddModelError("", T["desk.mail.suppress.late"]);
        if (!ModelState.IsValid)
            return Again();
        Flash(T["desk.mail.suppress.done"]);
        return RedirectToPage("Details", new { id });
    }

    private async Task<bool> FindAsync(Guid id, CancellationToken cancel)
    {
        if (
            await db.Mails.AsNoTracking().Where(m => m.Id == id).Where(DeskMails.MayBeSuppressed).SingleOrDefaultAsync(cancel)
            is not { } mail
        )
            return false;
        Mail = mail;
        return true;
    }
}
