using System.Globalization;
using Matchmaking.Web.Calendar;

namespace Matchmaking.Web.Languages;

/// <summary>Days as each language's readers write them, and moments in the time of Baku.</summary>
public static class Dates
{
    /// <summary>2026年11月18日, 18 noyabr 2026, 18 November 2026.</summary>
    public static string Day(DateOnly day, string language) => Written(day, language, "yyyy年M月d日", "d MMMM yyyy");

    /// <summary>The day in Baku of a moment.</summary>
    public static string Day(DateTimeOffset moment, string language) => Day(BakuDay.Of(moment), language);

    /// <summary>As much of a day as is known.</summary>
    /// <param name="day">The day; what is not known of it does not count.</param>
    /// <param name="known">"day", "month" or "year".</param>
    /// <param name="language">A code of <see cref="Language.All"/>.</param>
    public static string Known(DateOnly day, string known, string language) =>
        known switch
        {
            "day" => Day(day, language),
            "month" => Month(day, language),
            _ => Written(day, language, "yyyy年", "yyyy"),
        };

    /// <summary>2026年11月, noyabr 2026, November 2026.</summary>
    public static string Month(DateOnly day, string language) => Written(day, language, "yyyy年M月", "MMMM yyyy");

    /// <summary>Where the year is plain: 11月, noy, Nov.</summary>
    public static string ShortMonth(DateOnly day, string language) => Written(day, language, "M月", "MMM");

    /// <summary>"2025", "2025-04" or "2025-04-23"; anything else as it stands.</summary>
    public static string Partial(string date, string language)
    {
        foreach (var (format, known) in new[] { ("yyyy-MM-dd", "day"), ("yyyy-MM", "month"), ("yyyy", "year") })
            if (DateOnly.TryParseExact(date, format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
                return Known(day, known, language);
        return date;
    }

    /// <summary>For tables, where days stand below each other: 2026-11-18 in Chinese, else 18.11.2026.</summary>
    public static string Short(DateOnly day, string language) =>
        day.ToString(language == Language.Chinese ? "yyyy-MM-dd" : "dd.MM.yyyy", CultureInfo.InvariantCulture);

    /// <summary>The day and the time in Baku.</summary>
    public static string Short(DateTimeOffset moment, string language) =>
        Short(BakuDay.Of(moment), language)
        + TimeZoneInfo.ConvertTime(moment, BakuDay.Zone).ToString(" HH:mm", CultureInfo.InvariantCulture);

    /// <summary>The same for readers who may be elsewhere: it says whose time it is.</summary>
    public static string ShortInBaku(DateTimeOffset moment, string language) =>
        Short(moment, language)
        + language switch
        {
            Language.Chinese => "（巴库时间）",
            Language.Azerbaijani => " (Bakı vaxtı)",
            _ => " (Baku time)",
        };

    /// <summary>周一 30日, B.e. 30, Mon 30.</summary>
    public static string Weekday(DateOnly day, string language) => Written(day, language, "ddd d日", "ddd d");

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Machine(DateTimeOffset moment) =>
        moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <inheritdoc cref="Machine(DateTimeOffset)"/>
    public static string Machine(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Written(DateOnly day, string language, string chinese, string others) =>
        language == Language.Chinese
            ? day.ToString(chinese, Language.CultureOf(language))
            : day.ToString(others, Language.CultureOf(language));
}
