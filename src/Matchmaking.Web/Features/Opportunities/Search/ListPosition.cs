using System.Globalization;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A place in the list, newest first, as it stands in an address: pages start after a row instead of at a number, so that a new listing shifts nothing.</summary>
public readonly record struct ListPosition(DateTimeOffset PublishedAt, Guid Id)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(PublishedAt - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}-{Id:N}");

    /// <summary>Null for anything that <see cref="ToString"/> does not write.</summary>
    public static ListPosition? Read(string? text) =>
        text?.Split('-') is [var moment, var id]
        && long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
        && microseconds < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        && Guid.TryParseExact(id, "N", out var guid)
            ? new(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), guid)
            : null;
}
