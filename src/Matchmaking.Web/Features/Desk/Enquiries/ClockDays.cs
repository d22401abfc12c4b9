using System.Globalization;
using Matchmaking.Clock;
using Matchmaking.Web.Features.Enquiries;

namespace Matchmaking.Web.Features.Desk.Enquiries;

/// <summary>A stretch of a working day as it is drawn.</summary>
/// <param name="Kind">"worked", "stood", "left" or "off" (before it came, and after it is due).</param>
/// <param name="Begin">Where it begins, of the day from 0 to 1.</param>
/// <param name="Share">Of the day, from 0 to 1.</param>
public sealed record ClockPart(string Kind, double Begin, double Share)
{
    /// <summary>As coordinates of a drawing that is 100 wide.</summary>
    public string X => Written(Begin);

    /// <inheritdoc cref="X"/>
    public string Width => Written(Share);

    private static string Written(double part) => (part * 100).ToString("0.#", CultureInfo.InvariantCulture);
}

/// <summary>A working day between the beginning of a promise and the day when it is due.</summary>
public sealed record ClockDay(DateOnly Day, bool IsToday, IReadOnlyList<ClockPart> Parts);

/// <summary>The days of a promise, as bars.</summary>
public static class ClockDays
{
    /// <summary>More would be a line that nobody reads.</summary>
    private const int Most = 12;

    /// <summary>The last twelve at most.</summary>
    public static IReadOnlyList<ClockDay> Of(Enquiry enquiry, AnswerPromise promise, AnswerClock clock, DateTimeOffset now)
    {
        var calendar = clock.Calendar;
        var end = promise.DueAt > now ? promise.DueAt : now;
        var days = new List<ClockDay>();
        for (var day = calendar.DayOf(promise.StartedAt); day <= calendar.DayOf(end) && days.Count < 400; day = day.AddDays(1))
            if (calendar.IsWorkingDay(day))
                days.Add(new(day, day == calendar.DayOf(now), Parts(enquiry, promise, calendar.HoursOf(day), now)));
        return days.Count > Most ? days[^Most..] : days;
    }

    /// <summary>The day cut where anything begins or ends; neighbours of one kind are one.</summary>
    private static List<ClockPart> Parts(Enquiry enquiry, AnswerPromise promise, Stretch hours, DateTimeOffset now)
    {
        var cuts = new SortedSet<DateTimeOffset> { hours.From, hours.Until };
        foreach (var moment in Moments(enquiry, promise, now))
            if (hours.From < moment && moment < hours.Until)
                cuts.Add(moment);
        var parts = new List<ClockPart>();
        foreach (var (from, until) in cuts.Zip(cuts.Skip(1)))
        {
            var (kind, length) = (KindOf(enquiry, promise, from, now), hours.Until - hours.From);
            var (begin, share) = ((from - hours.From) / length, (until - from) / length);
            if (parts.Count > 0 && parts[^1].Kind == kind)
                parts[^1] = parts[^1] with { Share = parts[^1].Share + share };
            else
                parts.Add(new(kind, begin, share));
        }
        return parts;
    }

    private static IEnumerable<DateTimeOffset> Moments(Enquiry enquiry, AnswerPromise promise, DateTimeOffset now) =>
        enquiry.Pauses.SelectMany(pause => new[] { pause.From, pause.Until ?? now }).Concat([promise.StartedAt, promise.DueAt, now]);

    private static string KindOf(Enquiry enquiry, AnswerPromise promise, DateTimeOffset at, DateTimeOffset now) =>
        at < promise.StartedAt ? "off"
        : enquiry.Pauses.Any(pause => pause.From <= at && at < (pause.Until ?? now)) ? "stood"
        : at < now ? "worked"
        : at < promise.DueAt ? "left"
        : "off";
}
