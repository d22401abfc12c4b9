using Matchmaking.Search;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Features.Searches;

/// <summary>Which words may be counted: never what looks like an address or a number of somebody.</summary>
public static class MissedWords
{
    /// <summary>A telephone number has as many digits at least, and an amount is rarely written with as many.</summary>
    private const int MostDigits = 6;

    /// <summary>The words as they are counted; null when they are not to be kept.</summary>
    /// <param name="typed">As typed.</param>
    /// <param name="vocabulary">Reads them.</param>
    public static string? Of(string typed, ListingVocabulary vocabulary)
    {
        if (IsPrivate(typed))
            return null;
        var words = CleanText.Cut(QuestionReader.Normalised(typed, vocabulary.Words), MissedSearch.WordsLength).Trim();
        return words.Length < 2 ? null : words;
    }

    private static bool IsPrivate(string typed) =>
        typed.AsSpan().IndexOfAny("@＠") >= 0
        || typed.Contains("://", StringComparison.Ordinal)
        || typed.Contains("www.", StringComparison.OrdinalIgnoreCase)
        || typed.Count(char.IsDigit) > MostDigits;
}
