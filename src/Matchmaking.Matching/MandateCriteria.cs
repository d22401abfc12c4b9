namespace Matchmaking.Matching;

/// <summary>
/// What a mandate asks for, as matching sees it. An empty list or a null value is no wish: everything is welcome there.
/// </summary>
public sealed record MandateCriteria
{
    /// <summary>Wanted hub sectors and subsectors; empty for any.</summary>
    public IReadOnlyList<SectorCode> Sectors { get; init; } = [];

    /// <summary>Wanted regions, cities and districts; empty for anywhere.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    /// <summary>Acceptable deal types ("JV", "BOT", …); empty for any.</summary>
    public IReadOnlyList<string> DealTypes { get; init; } = [];

    /// <summary>Ticket in US dollars; null when none was given, or when its currency has no rate.</summary>
    public MoneyRange? Ticket { get; init; }

    /// <summary>Acceptable technical stages, 0 to 5; empty for any.</summary>
    public IReadOnlyList<int> TechnicalStages { get; init; } = [];

    /// <summary>Acceptable legal stages, 0 to 6; empty for any.</summary>
    public IReadOnlyList<int> LegalStages { get; init; } = [];

    /// <summary>Deal breakers: words that must not occur in the opportunity's texts. They are folded before comparing.</summary>
    public IReadOnlyList<string> ExcludedWords { get; init; } = [];
}
