using Matchmaking.Web.Database;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>Whether a person gets alerts at all. Stopping takes effect at once, also for what is queued already.</summary>
public sealed class AlertSubscription(MatchmakingDb db, TimeProvider time)
{
    /// <summary>Stops all alerts, cancels the mails that wait and forgets what was kept for digests. Doing it twice changes nothing.</summary>
    public async Task StopAsync(Guid personId, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = time.GetUtcNow();
        await db.Users.Where(p => p.Id == personId && p.AlertsStoppedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.AlertsStoppedAt, now), cancel);
        await db.Mails.Where(m => m.PersonId == personId && m.Kind == AlertMail.MailKind && m.Status == MailStatus.Pending)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MailStatus.Cancelled), cancel);
        await db.AlertItems.Where(i => i.PersonId == personId && i.MailId == null).ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Lets alerts of new matches through again; what was cancelled stays cancelled.</summary>
    public Task ResumeAsync(Guid personId, CancellationToken cancel) =>
        db.Users.Where(p => p.Id == personId).ExecuteUpdateAsync(set => set.SetProperty(p => p.AlertsStoppedAt, (DateTimeOffset?)null), cancel);
}
