using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Daily and weekly alerts: one mail a person over all mandates. A window closes at 08:30 in the recipient's time, on each day for daily
/// and on Monday for weekly mandates, and what was queued before belongs to it. Windows are closed by time, never "since last run", so a
/// run that was missed is made up for by the next.
/// </summary>
public sealed class Digests(
    MatchmakingDb db,
    DigestTimes times,
    RecipientProviders providers,
    Parking parking,
    MailWakeUp wakeUp,
    TimeProvider time
)
{
    /// <summary>Later than this a digest is not sent: what it would have told goes into the next one.</summary>
    public static readonly TimeSpan Latest = TimeSpan.FromHours(4);

    /// <summary>The job; a person whose digest cannot be made is parked under its name.</summary>
    public const string Queue = "digests";

    /// <summary>What waits for one person.</summary>
    private sealed record Waiting(Guid PersonId, string? TimeZone, string Country, DateTimeOffset? Daily, DateTimeOffset? Weekly);

    /// <summary>Makes every digest that is due. Running it twice, or on two machines, makes each once.</summary>
    /// <returns>How many were made.</returns>
    public async Task<int> CloseWindowsAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var waiting = await db
            .AlertItems.AsNoTracking()
            .Where(item =>
                item.MailId == null && !item.IsSilent && (item.Person!.AlertsPausedUntil == null || item.Person.AlertsPausedUntil <= now)
            )
            .GroupBy(item => new
            {
                item.PersonId,
                item.Person!.TimeZone,
                Country = item.Person.Organisation!.Country,
            })
            .Select(group => new Waiting(
                group.Key.PersonId,
                group.Key.TimeZone,
                group.Key.Country,
                group.Min(item => item.Frequency != AlertFrequency.Weekly ? (item.NotBefore ?? (DateTimeOffset?)item.CreatedAt) : null),
                group.Min(item => item.Frequency == AlertFrequency.Weekly ? (item.NotBefore ?? (DateTimeOffset?)item.CreatedAt) : null)
            ))
            .ToListAsync(cancel);
        var made = 0;
        await parking.EachAsync(
            Queue,
            waiting,
            person => person.PersonId.ToString(),
            async person =>
            {
                db.ChangeTracker.Clear();
                var zone = times.ZoneOf(person.TimeZone, person.Country);
                var (daily, weekly) = (
                    DigestTimes.LastClose(now, AlertFrequency.Daily, zone),
                    DigestTimes.LastClose(now, AlertFrequency.Weekly, zone)
                );
                if ((person.Daily < daily || person.Weekly < weekly) && await MakeAsync(person.PersonId, daily, weekly, cancel))
                    made++;
            },
            cancel
        );
        if (made > 0)
            wakeUp.MailsWaiting();
        return made;
    }

    /// <summary>The window that closed last, for one person, in a transaction of its own.</summary>
    /// <param name="personId">Whose it is.</param>
    /// <param name="end">When it closed: the key, and what came later belongs to the next.</param>
    /// <param name="weeklyEnd">When the last weekly window closed; what waits for that is told now too, if Monday's
    /// digest could not be made.</param>
    private async Task<bool> MakeAsync(Guid personId, DateTimeOffset end, DateTimeOffset weeklyEnd, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var state = now - end > Latest ? DigestState.Late : DigestState.Made;
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var isFirst = await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO digest_runs (person_id, window_end, state, created_at) VALUES ({personId}, {end}, {state.ToString()}, {now})
                ON CONFLICT DO NOTHING
            """,
            cancel
        );
        if (isFirst == 0)
            return false;
        var mail = state == DigestState.Made ? await AddMailAsync(personId, end, weeklyEnd, cancel) : null;
        await transaction.CommitAsync(cancel);
        return mail is not null;
    }

    private async Task<OutgoingMail?> AddMailAsync(Guid personId, DateTimeOffset end, DateTimeOffset weeklyEnd, CancellationToken cancel)
    {
        var person = await db.Users.SingleAsync(p => p.Id == personId, cancel);
        if (!person.CanBeNotified())
            return null;
        var mail = AlertMail.NewDigest(person, end, time.GetUtcNow(), providers.Of(person.Email!));
        db.Mails.Add(mail);
        await db.SaveChangesAsync(cancel);
        await db
            .AlertItems.Where(item =>
                item.PersonId == personId
                && item.MailId == null
                && !item.IsSilent
                && (item.NotBefore ?? item.CreatedAt) < (item.Frequency == AlertFrequency.Weekly ? weeklyEnd : end)
            )
            .ExecuteUpdateAsync(set => set.SetProperty(item => item.MailId, mail.Id), cancel);
        await db
            .DigestRuns.Where(run => run.PersonId == personId && run.WindowEnd == end)
            .ExecuteUpdateAsync(set => set.SetProperty(run => run.MailId, mail.Id), cancel);
        return mail;
    }
}
