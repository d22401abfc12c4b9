using System.Globalization;

namespace Matchmaking.Web.Languages;

/// <summary>Moments and days for tables, where they stand below each other: 2026-11-18 in Chinese, else 18.11.2026; times are Baku's.</summary>
public static class Moments
{
    private static readonly TimeZoneInfo Baku = TimeZoneInfo.FindSystemTimeZoneById("Asia/Baku");

    public static string Short(DateOnly day, string language) =>
        day.ToString(language == Language.Chinese ? "yyyy-MM-dd" : "dd.MM.yyyy", CultureInfo.InvariantCulture);

    /// <summary>The day and the time.</summary>
    public static string Short(DateTimeOffset moment, string language) =>
        Short(BakuDay.Of(moment), language) + TimeZoneInfo.ConvertTime(moment, Baku).ToString(" HH:mm", CultureInfo.InvariantCulture);

    /// <summary>For the <c>datetime</c> attribute.</summary>
    public static string Iso(DateTimeOffset moment) => moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
