using Matchmaking.Clock;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>Counts the answer times of the months that the public is shown.</summary>
public sealed class AnswerMonths(MatchmakingDb db, WorkingCalendars calendars, TimeProvider time)
{
    /// <summary>This month and those before it.</summary>
    public const int Shown = 12;

    /// <summary>Counts this month and the twelve before it anew: what came late in a month is decided in the next.</summary>
    public async Task CountAsync(CancellationToken cancel)
    {
        var current = FirstDay(BakuDay.Of(time));
        for (var back = Shown; back >= 0; back--)
            await CountAsync(current.AddMonths(-back), cancel);
    }

    /// <summary>The first day of a day's month.</summary>
    public static DateOnly FirstDay(DateOnly day) => new(day.Year, day.Month, 1);

    private async Task CountAsync(DateOnly first, CancellationToken cancel)
    {
        var (now, zone) = (time.GetUtcNow(), calendars.Azerbaijan.Zone);
        var (from, until) = (Midnight(first), Midnight(first.AddMonths(1)));
        var rows = await db
            .AnswerPromises.AsNoTracking()
            .Where(p =>
                p.StartedAt >= from
                && p.StartedAt < until
                && p.Kind != PromiseKind.FollowUp
                && !p.Enquiry!.IsSample
                // What nobody owed any longer before its time was over is neither kept nor broken; while the clock stands nothing is.
                && (p.KeptAt != null || (p.DueAt < (p.EndedAt ?? now) && p.Enquiry.PausedAt == null))
            )
            .Select(p => new
            {
                p.Kind,
                p.StartedAt,
                p.DueAt,
                p.KeptAt,
                Pauses = p.Enquiry!.Pauses.Where(pause => pause.Until != null).Select(pause => new Stretch(pause.From, pause.Until!.Value)),
            })
            .ToListAsync(cancel);
        var month = await db.AnswerMonths.SingleOrDefaultAsync(m => m.Month == first, cancel);
        if (month is null && rows.Count == 0)
            return;
        month ??= db.AnswerMonths.Add(new() { Month = first }).Entity;
        month.Count(
            [.. rows.Select(row => new OwedAnswer(row.Kind, row.StartedAt, row.DueAt, row.KeptAt, [.. row.Pauses]))],
            calendars.AgencyClock,
            now
        );
        await db.SaveChangesAsync(cancel);
        db.ChangeTracker.Clear();

        DateTimeOffset Midnight(DateOnly day)
        {
            var local = day.ToDateTime(TimeOnly.MinValue);
            return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
        }
    }
}

/// <summary>Each night: how fast answers were.</summary>
public sealed class AnswerMonthsJob(AnswerMonths months) : IScheduledJob
{
    /// <inheritdoc/>
    public Task RunAsync(CancellationToken cancel) => months.CountAsync(cancel);
}
