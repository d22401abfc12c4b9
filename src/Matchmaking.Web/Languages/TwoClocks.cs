using System.Globalization;
using Matchmaking.Web.Calendar;

namespace Matchmaking.Web.Languages;

/// <summary>Moments in the time of both sides, the reader's own first; without a year, since what is due is near.</summary>
public static class TwoClocks
{
    private static readonly TimeZoneInfo Beijing = TimeZoneInfo.FindSystemTimeZoneById("Asia/Shanghai");

    /// <summary>
    /// 11月30日 周一 20:00（北京）· 16:00（巴库）; B.e. 30 noy, 16:00 Bakı · 20:00 Pekin; Mon 30 Nov, 16:00 Baku · 20:00 Beijing. Where it is
    /// another day on the other side, that day is said too.
    /// </summary>
    public static string Moment(DateTimeOffset moment, string language)
    {
        var (baku, beijing) = (TimeZoneInfo.ConvertTime(moment, BakuDay.Zone), TimeZoneInfo.ConvertTime(moment, Beijing));
        return language switch
        {
            Language.Chinese => $"{Day(beijing, language)} {Hour(beijing)}（北京）· {Other(baku, beijing, language)}{Hour(baku)}（巴库）",
            Language.Azerbaijani => $"{Day(baku, language)}, {Hour(baku)} Bakı · {Other(beijing, baku, language)}{Hour(beijing)} Pekin",
            _ => $"{Day(baku, language)}, {Hour(baku)} Baku · {Other(beijing, baku, language)}{Hour(beijing)} Beijing",
        };
    }

    private static string Other(DateTimeOffset other, DateTimeOffset first, string language) =>
        other.Day == first.Day ? "" : Day(other, language) + " ";

    private static string Day(DateTimeOffset moment, string language) =>
        moment.ToString(language == Language.Chinese ? "M月d日 ddd" : "ddd d MMM", Language.CultureOf(language));

    private static string Hour(DateTimeOffset moment) => moment.ToString("HH:mm", CultureInfo.InvariantCulture);
}
