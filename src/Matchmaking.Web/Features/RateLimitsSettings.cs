using System.ComponentModel.DataAnnotations;

namespace Matchmaking.Web.Features;

/// <summary>How often somebody may knock in the time that <see cref="RateLimits"/> gives each; from 1. Section <c>RateLimits</c>.</summary>
public sealed class RateLimitsSettings
{
    [Range(1, int.MaxValue)]
    public int SignIn { get; init; } = 20;

    [Range(1, int.MaxValue)]
    public int SignUp { get; init; } = 20;

    [Range(1, int.MaxValue)]
    public int Reset { get; init; } = 10;

    [Range(1, int.MaxValue)]
    public int Search { get; init; } = 240;

    [Range(1, int.MaxValue)]
    public int SearchOfAddress { get; init; } = 1200;

    [Range(1, int.MaxValue)]
    public int Costly { get; init; } = 30;

    [Range(1, int.MaxValue)]
    public int Preview { get; init; } = 180;

    [Range(1, int.MaxValue)]
    public int Files { get; init; } = 20;

    [Range(1, int.MaxValue)]
    public int Posts { get; init; } = 240;

    [Range(1, int.MaxValue)]
    public int PostsOfAddress { get; init; } = 1200;
}
