using System.Text;
using Matchmaking.Matching;

namespace Matchmaking.Web.Lists;

/// <summary>
/// One analyser for what is stored and what is asked. Chinese is cut into overlapping pairs of characters, because
/// PostgreSQL's own parser takes a whole Chinese sentence for one word; other scripts stay words. Both go through
/// <see cref="FoldedText"/>, so that Sumqayıt, SUMQAYIT and ｓｕｍｑａｙｉｔ are one key.
/// </summary>
public static class SearchWords
{
    /// <summary>The words of some texts as the database indexes them: separated by spaces, Chinese already in pairs.</summary>
    public static string Of(params IEnumerable<string?> texts)
    {
        var index = new StringBuilder();
        foreach (var word in FoldedText.Of(texts).Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            // The last character stands alone too, so that a one-character query (a prefix) finds it.
            IEnumerable<string> tokens = FoldedText.StartsInHan(word) ? [.. Pairs(word), Characters(word)[^1]] : [word];
            index.AppendJoin(' ', tokens).Append(' ');
        }
        return index.ToString();
    }

    /// <summary>
    /// The query for what somebody typed: all words must occur, the last letters of a word may be missing, and characters
    /// written together must stand together. Null when nothing searchable was typed. For <c>to_tsquery('simple', …)</c>; holds only
    /// letters, digits and its operators.
    /// </summary>
    public static string? QueryOf(string? typed)
    {
        var words = FoldedText.Of(typed).Words.Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(12);
        var parts = words
            .Select(word =>
                FoldedText.StartsInHan(word)
                    ? Characters(word).Length == 1
                        ? $"'{word}':*"
                        : "(" + string.Join(" <-> ", Pairs(word).Select(pair => $"'{pair}'")) + ")"
                    : $"'{word}':*"
            )
            .ToArray();
        return parts.Length == 0 ? null : string.Join(" & ", parts);
    }

    private static IEnumerable<string> Pairs(string word)
    {
        var characters = Characters(word);
        for (var i = 0; i + 1 < characters.Length; i++)
            yield return characters[i] + characters[i + 1];
    }

    // A rare ideograph takes two chars; half of one is no text, and the database refuses it.
    private static string[] Characters(string word) => [.. word.EnumerateRunes().Select(rune => rune.ToString())];
}
