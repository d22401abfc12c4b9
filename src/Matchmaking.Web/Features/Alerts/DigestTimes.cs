using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>When windows of digests close.</summary>
public sealed class DigestTimes(ReferenceData reference)
{
    private static readonly TimeSpan CloseAt = new(8, 30, 0);

    /// <summary>The zone of a person: the chosen one, else that of the organisation's country, else China's.</summary>
    public TimeZoneInfo ZoneOf(string? chosen, string? country) =>
        chosen is not null && TimeZoneInfo.TryFindSystemTimeZoneById(chosen, out var zone)
            ? zone
            : TimeZoneInfo.FindSystemTimeZoneById(
                country is null ? "Asia/Shanghai" : reference.CountryOf(country)?.TimeZone ?? "Asia/Shanghai"
            );

    /// <summary>
    /// When the last window of a kind closed. Where clocks change, 08:30 always exists; only its distance from UTC differs.
    /// </summary>
    public static DateTimeOffset LastClose(DateTimeOffset now, AlertFrequency frequency, TimeZoneInfo zone)
    {
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        var close = local.Date + CloseAt;
        if (close > local)
            close = close.AddDays(-1);
        if (frequency == AlertFrequency.Weekly)
            close = close.AddDays(-(((int)close.DayOfWeek + 6) % 7));
        return new DateTimeOffset(close, zone.GetUtcOffset(close)).ToUniversalTime();
    }
}
