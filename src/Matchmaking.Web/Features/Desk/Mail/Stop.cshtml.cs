using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Forms;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>The switch that stops all sending. The desk sees it, administrators use it.</summary>
public sealed class StopModel(MailStops stops, MailWakeUp wakeUp, Text t) : FormPage(t)
{
    public MailStop? Stop { get; private set; }

    [BindProperty]
    public string? Reason { get; set; }

    public async Task OnGetAsync(CancellationToken cancel) => Stop = await stops.CurrentAsync(cancel);

    public async Task<IActionResult> OnPostAsync(CancellationToken cancel)
    {
        if (!User.IsAdministrator())
            return NotFound();
        var reason = ReadLine(nameof(Reason), Reason, SuppressionModel.ReasonLength, "desk.mail.reason");
        if (!ModelState.IsValid)
        {
            await OnGetAsync(cancel);
            return Again();
        }
        await stops.StopAsync(reason, User.PersonId(), cancel);
        Flash(T["desk.mail.stop.done"]);
        return RedirectToPage();
    }

    /// <summary>Lets mails go out again.</summary>
    public async Task<IActionResult> OnPostLiftAsync(CancellationToken cancel)
    {
        if (!User.IsAdministrator())
            return NotFound();
        if (await stops.LiftAsync(User.PersonId(), cancel))
            wakeUp.MailsWaiting();
        Flash(T["desk.mail.stop.lifted"]);
        return RedirectToPage();
    }
}
