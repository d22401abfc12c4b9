namespace Matchmaking.Matching.TrackRecords;

/// <summary>
/// What is offered: an opportunity as a track record sees it. An empty text or a null value is <em>not known</em>, and neither speaks
/// for an investor nor against one. Codes are compared without regard to case.
/// </summary>
public record Listing
{
    /// <summary>Hub sector code, for example "auto".</summary>
    public string Sector { get; init; } = "";

    /// <summary>Subsector code, for example "auto.ebus".</summary>
    public string Subsector { get; init; } = "";

    /// <summary>Country, for example "Azerbaijan".</summary>
    public string Country { get; init; } = "";

    /// <summary>Region: a part of the country, or a part of the world. Which of the two it is, the deals show.</summary>
    public string Region { get; init; } = "";

    /// <summary>Amount in millions of US dollars; more than 0, or null.</summary>
    public double? AmountUsdM { get; init; }

    /// <summary>Capacity in megawatts; more than 0, or null. It stands in for the amount where only capacities are known.</summary>
    public double? CapacityMw { get; init; }

    /// <summary>Deal type code, for example "JV".</summary>
    public string Type { get; init; } = "";

    /// <summary>Share that changes hands, in per cent.</summary>
    public double? SharePct { get; init; }

    /// <summary>The company or project invested in, where it has a name of its own.</summary>
    public string Target { get; init; } = "";

    /// <summary>Title, in any language.</summary>
    public string Title { get; init; } = "";
}

/// <summary>A deal that was made: what was offered, and who invested in it when.</summary>
public sealed record Deal : Listing
{
    /// <summary>Identifies the deal in its source; shown as evidence.</summary>
    public required string Id { get; init; }

    /// <summary>Year in which it was made.</summary>
    public required int Year { get; init; }

    /// <summary>Month, 1 to 12; null when only the year is known.</summary>
    public int? Month { get; init; }

    /// <summary>Who invested, each once; names or identifiers, compared exactly.</summary>
    public required IReadOnlyList<string> Investors { get; init; }
}
