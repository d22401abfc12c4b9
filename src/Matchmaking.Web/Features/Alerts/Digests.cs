using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>
/// Daily and weekly alerts. A window closes at 08:30 in the time of the organisation's country (weekly: on Monday), and what was queued
/// before belongs to it. Windows are closed by time, never "since last run", so a run that was missed is made up for by the next.
/// </summary>
public sealed class Digests(MatchmakingDb db, ReferenceData reference, Nudge nudge, TimeProvider time)
{
    private static readonly TimeSpan CloseAt = new(8, 30, 0);

    /// <summary>Makes every digest that is due. Running it twice, or on two machines, makes each once.</summary>
    public async Task CloseWindowsAsync(CancellationToken cancel)
    {
        var waiting = await db.AlertItems.AsNoTracking()
            .Where(item => item.MailId == null && item.Frequency != AlertFrequency.AtOnce)
            .GroupBy(item => new { item.PersonId, item.Frequency, Country = item.Mandate!.Organisation!.Country })
            .Select(group => new { group.Key.PersonId, group.Key.Frequency, group.Key.Country, First = group.Min(item => item.CreatedAt) })
            .ToListAsync(cancel);
        var made = 0;
        foreach (var person in waiting)
        {
            var end = LastClose(person.Frequency, person.Country);
            if (person.First < end && await MakeAsync(person.PersonId, person.Frequency, end, cancel))
                made++;
        }
        if (made > 0)
            nudge.MailsWaiting();
    }

    /// <summary>When the last window of a kind closed, seen from a country.</summary>
    public DateTimeOffset LastClose(AlertFrequency frequency, string country)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(reference.CountryOf(country)?.TimeZone ?? "Asia/Shanghai");
        var now = TimeZoneInfo.ConvertTime(time.GetUtcNow(), zone).DateTime;
        var close = now.Date + CloseAt;
        if (close > now)
            close = close.AddDays(-1);
        if (frequency == AlertFrequency.Weekly)
            close = close.AddDays(-(((int)close.DayOfWeek + 6) % 7));
        // Where clocks change, 08:30 always exists; only its distance from UTC differs.
        return new DateTimeOffset(close, zone.GetUtcOffset(close)).ToUniversalTime();
    }

    private async Task<bool> MakeAsync(Guid personId, AlertFrequency frequency, DateTimeOffset end, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var isFirst = await db.Database.ExecuteSqlAsync(
            $"INSERT INTO digest_runs (person_id, frequency, window_end) VALUES ({personId}, {frequency.ToString()}, {end}) ON CONFLICT DO NOTHING", cancel);
        if (isFirst == 0)
            return false;
        var person = await db.Users.SingleAsync(p => p.Id == personId, cancel);
        if (person.AlertsStoppedAt is null)
        {
            var mail = OutgoingMail.To(person, AlertMail.MailKind, time.GetUtcNow(), priority: 1);
            db.Mails.Add(mail);
            await db.SaveChangesAsync(cancel);
            await db.AlertItems
                .Where(item => item.PersonId == personId && item.Frequency == frequency && item.MailId == null && item.CreatedAt < end)
                .ExecuteUpdateAsync(set => set.SetProperty(item => item.MailId, mail.Id), cancel);
            await db.DigestRuns
                .Where(run => run.PersonId == personId && run.Frequency == frequency && run.WindowEnd == end)
                .ExecuteUpdateAsync(set => set.SetProperty(run => run.MailId, mail.Id), cancel);
        }
        await transaction.CommitAsync(cancel);
        return true;
    }
}
