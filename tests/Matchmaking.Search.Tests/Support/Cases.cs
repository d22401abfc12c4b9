namespace Matchmaking.Search.Tests.Support;

/// <summary>Small listings for one question each.</summary>
internal static class Cases
{
    public static Listing Listing(
        string slug,
        string title,
        string zh = "",
        string az = "",
        string summary = "",
        string description = "",
        string promoter = "",
        string sector = "mine",
        string? subsector = null,
        string[]? more = null
    ) =>
        new(
            slug,
            new(zh, az, title),
            new("", "", summary),
            new("", "", description),
            sector,
            subsector,
            more,
            [],
            null,
            null,
            null,
            [],
            null,
            new("", "", promoter),
            "2025-01-01"
        );
}
