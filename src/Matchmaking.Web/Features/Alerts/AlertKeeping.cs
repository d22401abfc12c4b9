using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Nobody is held in a list that was forgotten: after twelve months without any sign of life a mail asks whether the alerts shall go on,
/// and without an answer within a month they stop.
/// </summary>
public sealed class AlertKeeping(
    MatchmakingDb db,
    AlertSubscription alerts,
    RecipientProviders providers,
    Parking parking,
    TimeProvider time
)
{
    /// <summary>The job; a person who cannot be asked is parked under its name.</summary>
    public const string Queue = "keep-alerts";

    /// <summary>How long it is remembered which digests were made.</summary>
    private static readonly TimeSpan KeepWindows = TimeSpan.FromDays(60);

    /// <returns>How many were asked, and how many stopped.</returns>
    public async Task<(int Asked, int Stopped)> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var (aYearAgo, aMonthAgo, windows) = (now.AddMonths(-12), now.AddMonths(-1), now - KeepWindows);
        await db.DigestRuns.Where(run => run.WindowEnd < windows).ExecuteDeleteAsync(cancel);
        var silent = await db
            .Users.Notifiable()
            .Where(p =>
                p.AskedToKeepAt == null
                && (p.LastSignOfLifeAt ?? p.CreatedAt) < aYearAgo
                && db.Mandates.Any(m => m.OwnerId == p.Id && m.ArchivedAt == null)
            )
            .Select(p => p.Id)
            .ToListAsync(cancel);
        await parking.EachAsync(Queue, silent, id => id.ToString(), id => AskAsync(id, now, cancel), cancel);
        var unanswered = await db
            .Users.Where(p => p.AlertsStoppedAt == null && p.AskedToKeepAt < aMonthAgo)
            .Select(p => p.Id)
            .ToListAsync(cancel);
        await parking.EachAsync(
            Queue,
            unanswered,
            id => id.ToString(),
            id =>
            {
                db.ChangeTracker.Clear();
                return alerts.StopAsync(id, "no-answer", cancel);
            },
            cancel
        );
        return (silent.Count, unanswered.Count);
    }

    private async Task AskAsync(Guid id, DateTimeOffset now, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        var person = await db.Users.SingleAsync(p => p.Id == id, cancel);
        person.AskedToKeepAt = now;
        db.Mails.Add(person.NewMail(KeepMail.MailKind, providers.Of(person.Email!), now, priority: 2));
        await db.SaveChangesAsync(cancel);
    }
}
