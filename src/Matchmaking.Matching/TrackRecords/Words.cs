using System.Text;

namespace Matchmaking.Matching.TrackRecords;

/// <summary>The words by which two deals are alike: those of title and target, and the known fields.</summary>
internal static class Words
{
    private static readonly HashSet<string> Empty = new(StringComparer.Ordinal) { "the", "of", "and", "for", "in", "to", "a" };

    /// <summary>Each word once, in a fixed order.</summary>
    public static List<string> Of(Listing listing, string[] fields)
    {
        var words = new SortedSet<string>(StringComparer.Ordinal);
        foreach (var word in FoldedText.Of(listing.Title, listing.Target).Words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
            if (FoldedText.StartsInHan(word))
                AddPairs(words, word);
            else if (word.Length > 1 && !Empty.Contains(word))
                words.Add(word);
        for (var field = 0; field <= (int)Field.Share; field++)
            if (fields[field].Length > 0)
                words.Add($"\u001f{field}\u001f{fields[field]}");
        return [.. words];
    }

    // Chinese has no spaces: two neighbouring characters are the smallest thing that carries a meaning of its own.
    private static void AddPairs(SortedSet<string> words, string run)
    {
        var runes = run.EnumerateRunes().ToArray();
        if (runes.Length == 1)
            words.Add(run);
        for (var at = 0; at + 1 < runes.Length; at++)
            words.Add(new StringBuilder().Append(runes[at].ToString()).Append(runes[at + 1].ToString()).ToString());
    }
}
