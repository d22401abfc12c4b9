using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Whether a person gets alerts at all. Stopping takes effect at once, also for what is queued or in a sender's hands already.
/// </summary>
public sealed class AlertSubscription(MatchmakingDb db, RecipientProviders providers, TimeProvider time) : IAlertSwitch, IUnsubscriptions
{
    /// <summary>
    /// Stops all alerts, takes back the mails that wait and forgets what was kept for digests. A mail that is being handed in at this very
    /// moment cannot be called back; one that has not begun is not begun. Doing it twice changes nothing.
    /// </summary>
    /// <param name="personId">Who.</param>
    /// <param name="how">For the record of consent: "one-click", "page", "mail", "complaint" …</param>
    public async Task StopAsync(Guid personId, string how, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var now = time.GetUtcNow();
        var stopped = await db
            .Users.Where(p => p.Id == personId && p.AlertsStoppedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(p => p.AlertsStoppedAt, now), cancel);
        await db
            .Mails.Where(m => m.PersonId == personId && AlertMail.All.Contains(m.Kind))
            .SuppressAsync(SuppressedBecause.Unsubscribed, cancel);
        await db.AlertItems.Where(i => i.PersonId == personId && i.MailId == null && !i.IsSilent).ExecuteDeleteAsync(cancel);
        if (stopped > 0)
        {
            db.AlertConsents.Add(
                new()
                {
                    PersonId = personId,
                    Given = false,
                    How = how,
                    At = now,
                }
            );
            await db.SaveChangesAsync(cancel);
            await CountAsync(personId, now, cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Lets alerts of new matches through again; what was taken back stays so.</summary>
    /// <param name="personId">Who.</param>
    /// <param name="how">For the record of consent.</param>
    /// <param name="language">In which language the person read what it is.</param>
    public async Task ResumeAsync(Guid personId, string how, string language, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var resumed = await db
            .Users.Active()
            .Where(p => p.Id == personId && p.AlertsStoppedAt != null)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.AlertsStoppedAt, (DateTimeOffset?)null)
                        .SetProperty(p => p.LastSignOfLifeAt, now)
                        .SetProperty(p => p.AskedToKeepAt, (DateTimeOffset?)null),
                cancel
            );
        if (resumed > 0)
        {
            db.AlertConsents.Add(
                new()
                {
                    PersonId = personId,
                    Given = true,
                    Version = AlertConsent.Wording,
                    Language = language,
                    How = how,
                    At = now,
                }
            );
            await db.SaveChangesAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
    }

    /// <summary>The answer to "shall the alerts go on?": agreed to once more, and let through again if the answer came too late.</summary>
    public async Task KeepAsync(Guid personId, string language, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var kept = await db
            .Users.Active()
            .Where(p => p.Id == personId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.AlertsStoppedAt, (DateTimeOffset?)null)
                        .SetProperty(p => p.LastSignOfLifeAt, now)
                        .SetProperty(p => p.AskedToKeepAt, (DateTimeOffset?)null),
                cancel
            );
        if (kept == 0)
            return;
        db.AlertConsents.Add(
            new()
            {
                PersonId = personId,
                Given = true,
                Version = AlertConsent.Wording,
                Language = language,
                How = "keep",
                At = now,
            }
        );
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
    }

    /// <summary>Holds alerts back until a moment; they are told of together afterwards. Null ends the pause.</summary>
    public Task PauseAsync(Guid personId, DateTimeOffset? until, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db
            .Users.Active()
            .Where(p => p.Id == personId)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(p => p.AlertsPausedUntil, until)
                        .SetProperty(p => p.LastSignOfLifeAt, now)
                        .SetProperty(p => p.AskedToKeepAt, (DateTimeOffset?)null),
                cancel
            );
    }

    private async Task CountAsync(Guid personId, DateTimeOffset now, CancellationToken cancel)
    {
        if (await db.Users.Where(p => p.Id == personId).Select(p => p.Email).SingleOrDefaultAsync(cancel) is { } address)
            await Mail.Sending.MailFigures.AddAsync(db, providers.Of(address), nameof(ProviderHour.Unsubscribed), now, cancel);
    }
}
