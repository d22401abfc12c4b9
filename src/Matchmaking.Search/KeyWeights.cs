namespace Matchmaking.Search;

/// <summary>How much a text says of its listing.</summary>
internal static class KeyWeights
{
    /// <summary>How fast the sum of a listing's weights nears the whole: a word of the title alone has 6 / (6 + 3).</summary>
    private const float Saturation = 3;

    private const float TypicalDescription = 120;

    /// <summary>A long description says many things in passing.</summary>
    public static float LengthOf(int tokens) => Math.Min(2, 0.7f + 0.3f * tokens / TypicalDescription);

    /// <summary>The weight of a key in a listing, 0 to 1.</summary>
    public static float Saturated(float weight) => weight / (weight + Saturation);

    /// <summary>What a word weighs in a field.</summary>
    public static float Of(SearchField field) =>
        field switch
        {
            SearchField.Title => 6,
            SearchField.Sector => 4,
            SearchField.Place or SearchField.Zone or SearchField.DealType => 2,
            SearchField.Promoter => 3,
            SearchField.Summary => 2,
            SearchField.FurtherSector => 1,
            SearchField.Alias => 0.4f,
            _ => 1,
        };
}
