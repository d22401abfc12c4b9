using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>How the sending is, provider by provider. What a provider said can be marked as seen, and a pause ended.</summary>
public sealed class HealthModel(MatchmakingDb db, MailWakeUp wakeUp, TimeProvider time, Text t) : PageModel
{
    public MailHealth Health { get; private set; } = null!;

    public async Task OnGetAsync(CancellationToken cancel) => Health = await MailHealth.ReadAsync(db, time.GetUtcNow(), cancel);

    /// <summary>Somebody has looked at what the provider said.</summary>
    public async Task<IActionResult> OnPostSeenAsync(ProviderGroup provider, CancellationToken cancel)
    {
        await db
            .ProviderStates.Where(state => state.Provider == provider)
            .ExecuteUpdateAsync(set => set.SetProperty(state => state.NeedsDesk, false), cancel);
        return Done("desk.mail.health.seen-done", provider);
    }

    /// <summary>
    /// Ends the pause, and that of each mail that was put off; not of those that may have arrived (<see cref="OutgoingMail.Doubts"/>),
    /// which would then come twice. Should the provider refuse again, it is paused again.
    /// </summary>
    public async Task<IActionResult> OnPostGoOnAsync(ProviderGroup provider, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // The pause last: while it lasts the button is there, to try again.
        await db.Mails.Where(mail => mail.Provider == provider).GoOnAsync(now, cancel);
        await db
            .ProviderStates.Where(state => state.Provider == provider)
            .ExecuteUpdateAsync(set => set.SetProperty(state => state.PausedUntil, (DateTimeOffset?)null), cancel);
        wakeUp.MailsWaiting();
        return Done("desk.mail.health.go-on-done", provider);
    }

    private RedirectToPageResult Done(string said, ProviderGroup provider)
    {
        TempData["Flash"] = t[said, ("provider", t["desk.mail.provider." + provider.ToString().ToLowerInvariant()])];
        return RedirectToPage();
    }
}
