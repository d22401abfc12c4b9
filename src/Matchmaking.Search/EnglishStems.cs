namespace Matchmaking.Search;

/// <summary>
/// Light stems of English words: plurals to singulars, and one spelling of -ise and -ize. They are keys; whether they are words does not
/// matter.
/// </summary>
internal static class EnglishStems
{
    private static readonly HashSet<string> Unchanged = new(StringComparer.Ordinal)
    {
        "news",
        "series",
        "species",
        "lens",
        "gas",
        "baku",
        "always",
        "whereas",
        "overseas",
        "its",
        "has",
        "was",
        "does",
        "this",
        "less",
    };

    /// <summary>The stem of a folded word; the word itself where nothing is to be taken off.</summary>
    public static string Of(string word)
    {
        if (word.Length < 4 || !char.IsAsciiLetter(word[^1]) || Unchanged.Contains(word))
            return word;
        return OneSpelling(Singular(word));
    }

    private static string Singular(string word)
    {
        if (!Ends(word, "s") || Ends(word, "ss") || Ends(word, "us") || Ends(word, "is") || Ends(word, "ics"))
            return word;
        if (Ends(word, "ies"))
            return word.Length > 4 ? word[..^3] + "y" : word[..^1];
        if (Ends(word, "sses") || Ends(word, "shes") || Ends(word, "ches") || Ends(word, "xes") || Ends(word, "zzes") || Ends(word, "oes"))
            return word[..^2];
        // Buses and viruses lose two letters; houses and warehouses one.
        if (Ends(word, "uses") && word.Length > 4 && !IsVowel(word[^5]))
            return word[..^2];
        return word[..^1];
    }

    private static string OneSpelling(string word)
    {
        if (word.Length < 6)
            return word;
        foreach (var ending in (ReadOnlySpan<string>)["isation", "ising", "ised", "iser", "ise"])
            if (Ends(word, ending))
                return string.Concat(word.AsSpan(0, word.Length - ending.Length), "iz", ending.AsSpan(2));
        return word;
    }

    private static bool Ends(string word, string ending) => word.EndsWith(ending, StringComparison.Ordinal);

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
