using Matchmaking.Web.Database;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Nobody is held in a list that was forgotten: after twelve months without any sign of life a mail asks whether the alerts shall go on, and
/// without an answer within a month they stop.
/// </summary>
public sealed class AlertKeeping(MatchmakingDb db, AlertSubscription alerts, RecipientProviders providers, TimeProvider time)
{
    /// <returns>How many were asked, and how many stopped.</returns>
    public async Task<(int Asked, int Stopped)> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (aYearAgo, aMonthAgo) = (now.AddMonths(-12), now.AddMonths(-1));
        var silent = await db.Users.Where(p => p.EmailConfirmed && p.AlertsStoppedAt == null && p.AskedToKeepAt == null
                && (p.LastSignOfLifeAt ?? p.CreatedAt) < aYearAgo && db.Mandates.Any(m => m.OwnerId == p.Id && m.ArchivedAt == null))
            .ToListAsync(cancel);
        foreach (var person in silent)
        {
            person.AskedToKeepAt = now;
            db.Mails.Add(OutgoingMail.To(person, KeepMail.MailKind, providers.Of(person.Email!), now, priority: 2));
            await db.SaveChangesAsync(cancel);
        }
        var unanswered = await db.Users.Where(p => p.AlertsStoppedAt == null && p.AskedToKeepAt < aMonthAgo).Select(p => p.Id).ToListAsync(cancel);
        foreach (var person in unanswered)
            await alerts.StopAsync(person, "no-answer", cancel);
        return (silent.Count, unanswered.Count);
    }
}
