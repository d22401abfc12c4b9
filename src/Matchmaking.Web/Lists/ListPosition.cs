using System.Globalization;

namespace Matchmaking.Web.Lists;

/// <summary>
/// A place in a list that is ordered by a moment, as it stands in an address: to the microsecond, as the database keeps it.
/// </summary>
public readonly record struct ListPosition(DateTimeOffset Moment, Guid Id)
{
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{(Moment - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond}-{Id:N}");

    /// <summary>Null for anything that <see cref="ToString"/> does not write.</summary>
    public static ListPosition? Read(string? text) =>
        text?.Split('-') is [var moment, var id]
        && long.TryParse(moment, NumberStyles.None, CultureInfo.InvariantCulture, out var microseconds)
        && microseconds < (DateTimeOffset.MaxValue - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond
        && Guid.TryParseExact(id, "N", out var guid)
            ? new(DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond), guid)
            : null;
}
