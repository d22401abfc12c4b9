using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Lists;

/// <summary>Patterns for <c>LIKE</c> and <c>ILIKE</c> that find typed words as they stand.</summary>
public static class LikePattern
{
    /// <summary>The longest search for words, in UTF-16 units; the rest is not looked for.</summary>
    public const int Longest = 100;

    /// <summary>What contains the words; null when nothing was typed.</summary>
    public static string? Containing(string? typed) =>
        CleanText.Line(typed, Longest) is { Length: > 0 } words
            ? "%"
                + words
                    .Replace(@"\", @"\\", StringComparison.Ordinal)
                    .Replace("%", @"\%", StringComparison.Ordinal)
                    .Replace("_", @"\_", StringComparison.Ordinal)
                + "%"
            : null;
}
