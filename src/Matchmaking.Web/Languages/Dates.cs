using System.Globalization;

namespace Matchmaking.Web.Languages;

/// <summary>Days as each language's readers write them: 2025年4月24日, 24 aprel 2025, 24 April 2025.</summary>
public static class Dates
{
    public static string Day(DateOnly day, string language) => Written(day, language, "yyyy年M月d日", "d MMMM yyyy");

    /// <summary>The day in Baku of a moment.</summary>
    public static string Day(DateTimeOffset moment, string language) => Day(BakuDay.Of(moment), language);

    /// <summary>As much of a day as is known.</summary>
    /// <param name="day">The day; what is not known of it does not count.</param>
    /// <param name="known">"day", "month" or "year".</param>
    /// <param name="language">A code of <see cref="Language.All"/>.</param>
    public static string Known(DateOnly day, string known, string language) => known switch
    {
        "day" => Day(day, language),
        "month" => Written(day, language, "yyyy年M月", "MMMM yyyy"),
        _ => Written(day, language, "yyyy年", "yyyy"),
    };

    /// <summary>"2025", "2025-04" or "2025-04-23"; anything else as it stands.</summary>
    public static string Partial(string date, string language) =>
        DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? Day(day, language)
        : DateOnly.TryParseExact(date, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) ? Known(day, "month", language)
        : DateOnly.TryParseExact(date, "yyyy", CultureInfo.InvariantCulture, DateTimeStyles.None, out day) ? Known(day, "year", language)
        : date;

    /// <summary>For <c>datetime</c> attributes and machines.</summary>
    public static string Iso(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Written(DateOnly day, string language, string chinese, string others) =>
        day.ToString(language == Language.Chinese ? chinese : others, Language.CultureOf(language));
}
