using System.Globalization;

namespace Matchmaking.Clock.Tests;

/// <summary>Calendars with days of the real ones, and how tests write moments: in the time of the calendar.</summary>
internal static class Calendars
{
    public static readonly WorkingCalendar Baku = Of(
        "Asia/Baku",
        off:
        [
            "2026-03-09",
            "2026-03-20..2026-03-30",
            "2026-11-08..2026-11-10",
            "2026-12-31..2027-01-02",
            "2027-01-04",
            "2025-06-26..2025-06-27",
        ],
        madeUp: ["2025-06-21"]
    );

    public static readonly WorkingCalendar Beijing = Of(
        "Asia/Shanghai",
        off: ["2026-02-15..2026-02-23", "2026-10-01..2026-10-07"],
        madeUp: ["2026-02-14", "2026-02-28", "2026-09-20", "2026-10-10"]
    );

    public static WorkingCalendar Of(string zone, string[] off, string[] madeUp) =>
        new(
            TimeZoneInfo.FindSystemTimeZoneById(zone),
            new(9, 0),
            new(18, 0),
            off.SelectMany(Days)
                .Select(day => KeyValuePair.Create(day, DayKind.Off))
                .Concat(madeUp.SelectMany(Days).Select(day => KeyValuePair.Create(day, DayKind.MadeUp)))
                .ToDictionary(),
            new HashSet<int> { 2025, 2026 }
        );

    /// <summary>A moment that is written in the time of a calendar.</summary>
    public static DateTimeOffset At(this WorkingCalendar calendar, string local)
    {
        var moment = DateTime.ParseExact(local, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        return new(moment, calendar.Zone.GetUtcOffset(moment));
    }

    /// <summary>A moment as it is written in the time of a calendar.</summary>
    public static string Local(this WorkingCalendar calendar, DateTimeOffset moment) =>
        TimeZoneInfo.ConvertTime(moment, calendar.Zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static IEnumerable<DateOnly> Days(string range)
    {
        var ends = range.Split("..");
        for (var day = Day(ends[0]); day <= Day(ends[^1]); day = day.AddDays(1))
            yield return day;
    }
}
