using System.Globalization;
using Matchmaking.Clock;
using Matchmaking.Web.Calendar;

namespace Matchmaking.Web.Languages;

/// <summary>The time of both sides in words, the reader's own first; without a year, since what is due is near.</summary>
public static class TwoClocks
{
    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>As calendars in Azerbaijan abbreviate them, Sunday first; the culture has capitals only.</summary>
    private static readonly string[] AzerbaijaniDays = ["B.", "B.e.", "Ç.a.", "Ç.", "C.a.", "C.", "Ş."];

    /// <summary>
    /// 11月30日 周一 北京时间 20:00 · 巴库 16:00; B.e. 30 noyabr, Bakı 16:00 · Pekin 20:00; Mon 30 Nov, 16:00 Baku · 20:00 Beijing. Where it is
    /// another day on the other side, that day is said too.
    /// </summary>
    public static string Moment(DateTimeOffset moment, string language)
    {
        var (baku, beijing) = (TimeZoneInfo.ConvertTime(moment, BakuDay.Zone), TimeZoneInfo.ConvertTime(moment, Beijing));
        var (first, second) = language == Language.Chinese ? (beijing, baku) : (baku, beijing);
        return Day(first, language)
            + (language == Language.Chinese ? " " : ", ")
            + Both(Hour(baku), Hour(beijing), language, first.Day == second.Day ? "" : Day(second, language) + " ");
    }

    /// <summary>
    /// The hours of a day in which both sides work: 北京时间 13:00–18:00 · 巴库 09:00–14:00; Bakı 09:00–14:00 · Pekin 13:00–18:00;
    /// 09:00–14:00 Baku · 13:00–18:00 Beijing. Null on a holiday or rest day of either.
    /// </summary>
    public static string? SharedHours(DateOnly day, WorkingCalendars calendars, string language)
    {
        if (calendars.SharedHours(day) is not { } shared)
            return null;
        return Both(Hours(BakuDay.Zone), Hours(Beijing), language);

        string Hours(TimeZoneInfo zone) =>
            $"{Hour(TimeZoneInfo.ConvertTime(shared.From, zone))}–{Hour(TimeZoneInfo.ConvertTime(shared.Until, zone))}";
    }

    /// <summary>Why nobody works on a day in a country; null on an ordinary one.</summary>
    public static string? Holiday(DateOnly day, CountryCalendar country, Text t) =>
        t.List(country.HolidaysOn(day).Select(name => new Localized(name.Zh, name.Az, name.En).In(t.Language))) is { Length: > 0 } names
            ? names
            : null;

    /// <summary>
    /// That the time at which the agency owes something may still move, as long as its year's holidays are not announced; else null.
    /// </summary>
    public static string? Provisional(DateTimeOffset due, WorkingCalendars calendars, Text t) =>
        calendars.Azerbaijan.IsProvisional(calendars.Azerbaijan.DayOf(due)) ? t["clock.provisional"] : null;

    /// <summary>
    /// How much working time is left, or how late it is: 3 h left, 2 working days left, 1 working day late. What is begun does not count,
    /// so that nobody is promised more time than there is.
    /// </summary>
    /// <param name="left">Working time; negative when it is late.</param>
    /// <param name="calendar">Of the side that owes: how long its working day is.</param>
    /// <param name="t">The reader's words.</param>
    public static string Left(TimeSpan left, WorkingCalendar calendar, Text t)
    {
        var length = left.Duration();
        var (days, hours, minutes) = ((long)(length / calendar.DayLength), (long)length.TotalHours, (long)length.TotalMinutes);
        return (left > TimeSpan.Zero, days, hours, minutes) switch
        {
            (_, 0, 0, 0) => t["clock.now"],
            (true, 0, 0, _) => t["clock.left.minutes", ("minutes", minutes)],
            (true, 0, _, _) => t["clock.left.hours", ("hours", hours)],
            (true, _, _, _) => t.Count("clock.left.days", days),
            (false, 0, 0, _) => t["clock.late.minutes", ("minutes", minutes)],
            (false, 0, _, _) => t["clock.late.hours", ("hours", hours)],
            (false, _, _, _) => t.Count("clock.late.days", days),
        };
    }

    private static string Both(string baku, string beijing, string language, string dayOfOther = "") =>
        language switch
        {
            Language.Chinese => $"北京时间 {beijing} · {dayOfOther}巴库 {baku}",
            Language.Azerbaijani => $"Bakı {baku} · {dayOfOther}Pekin {beijing}",
            _ => $"{baku} Baku · {dayOfOther}{beijing} Beijing",
        };

    private static string Day(DateTimeOffset moment, string language) =>
        language switch
        {
            Language.Chinese => moment.ToString("M月d日 ddd", Language.CultureOf(language)),
            Language.Azerbaijani => AzerbaijaniDays[(int)moment.DayOfWeek] + moment.ToString(" d MMMM", Language.CultureOf(language)),
            _ => moment.ToString("ddd d MMM", Language.CultureOf(language)),
        };

    private static string Hour(DateTimeOffset moment) => moment.ToString("HH:mm", CultureInfo.InvariantCulture);
}
