namespace Matchmaking.Search;

/// <summary>The ways to find Chinese characters as they were typed.</summary>
internal static class CharacterWays
{
    private const int MostPairs = 24;
    private const float OfHalf = 0.6f;
    private const float OfOneCharacter = 0.4f;

    /// <summary>All pairs of neighbours; where nothing is known of them, half of the pairs.</summary>
    public static IEnumerable<Alternative> Of(IReadOnlyList<Token> tokens, int start, int end, bool isKnown)
    {
        if (end - start == 1)
            return [new(Way.Key, tokens.Count == 1 ? 1 : OfOneCharacter) { Keys = [tokens[start].Text] }];
        string[] pairs =
        [
            .. Enumerable
                .Range(start + 1, end - start - 1)
                .Where(at => tokens[at].IsHan)
                .Select(at => tokens[at - 1].Text + tokens[at].Text),
        ];
        if (pairs.Length <= 1)
            return pairs.Select(pair => new Alternative(Way.Key, 1) { Keys = [pair] });
        Alternative together = new(Way.Together, 1) { Keys = pairs };
        return isKnown ? [together] : [together, new(Way.Half, OfHalf) { Keys = [.. pairs.Take(MostPairs)] }];
    }
}
