using System.ComponentModel.DataAnnotations;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>How alerts are told. Section <c>Alerts</c>.</summary>
public sealed class AlertsSettings
{
    /// <summary>
    /// For how many minutes nothing more must change of a published listing before its changes are told, from 0 (at once) to a day. A first
    /// publication waits for nothing.
    /// </summary>
    [Range(0, 24 * 60)]
    public int QuietMinutes { get; init; } = 10;

    /// <summary><see cref="QuietMinutes"/> as a time.</summary>
    public TimeSpan Quiet => TimeSpan.FromMinutes(QuietMinutes);

    /// <summary>For how long a listing that is edited again and again can keep its first change back: six quiet times.</summary>
    public TimeSpan LongestQuiet => 6 * Quiet;
}
