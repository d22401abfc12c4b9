namespace Matchmaking.Matching;

/// <summary>What an opportunity says of itself, as matching sees it. An empty list or a null value is <em>not known</em>.</summary>
public sealed record OpportunityFacts
{
    /// <summary>The hub sector, or its subsector where the opportunity names one.</summary>
    public required SectorCode Sector { get; init; }

    /// <summary>
    /// Further sectors and subsectors that it suits as well, in no order: a plot for several industries, a plant for two products.
    /// </summary>
    public IReadOnlyList<SectorCode> MoreSectors { get; init; } = [];

    /// <summary>Where it is; empty when the place is open or not published.</summary>
    public IReadOnlyList<Place> Places { get; init; } = [];

    /// <summary>Possible deal types; empty when not known.</summary>
    public IReadOnlyList<string> DealTypes { get; init; } = [];

    /// <summary>Amount sought in US dollars; null when not published, or when its currency has no rate.</summary>
    public MoneyRange? Amount { get; init; }

    /// <summary>Technical stage, 0 (idea) to 5 (operating); null when not known.</summary>
    public int? TechnicalStage { get; init; }

    /// <summary>Legal stage, 0 (none) to 6 (financial close); null when not known.</summary>
    public int? LegalStage { get; init; }

    /// <summary>Titles, summaries and descriptions in all languages, already through <see cref="FoldedText.Of"/>.</summary>
    public FoldedText Text { get; init; } = FoldedText.Empty;

    /// <summary>All of its sectors, the main one first.</summary>
    internal IEnumerable<SectorCode> Sectors => MoreSectors.Prepend(Sector);
}
