namespace Matchmaking.Search;

/// <summary>
/// Light stems of Azerbaijani nouns: what remains without the endings of case, possession and plural. Several stems may be
/// possible ("benzini" is benzi-ni or benzin-i); all are given, and two forms of a word share at least one.
/// </summary>
internal sealed class AzerbaijaniStems
{
    /// <summary>No word gets more.</summary>
    private const int Most = 5;

    private static readonly string[] Endings =
    [
        // After an ending of possession: zavod-u-nda, zavod-u-na, zavod-u-nu.
        "ndan",
        "nden",
        "nda",
        "nde",
        "na",
        "ne",
        "ni",
        "nu",
        // What is there: Bakı-dakı, zavod-u-ndakı.
        "ndaki",
        "ndeki",
        "daki",
        "deki",
        // With: dron-la.
        "la",
        "le",
        // Case.
        "nin",
        "nun",
        "dan",
        "den",
        "da",
        "de",
        "in",
        "un",
        "ya",
        "ye",
        "yi",
        "yu",
        // Possession.
        "si",
        "su",
        "i",
        "u",
        // Plural.
        "lar",
        "ler",
        // It is so.
        "dir",
        "dur",
    ]; // csharpier-ignore

    // By their last letter, so that few are compared with a word.
    private static readonly string[][] EndingWith =
    [
        .. Enumerable.Range('a', 26).Select(letter => Endings.Where(ending => ending[^1] == letter).ToArray()),
    ];

    // They look as if they carried an ending and do not.
    private readonly HashSet<string> _whole;

    /// <summary>Stems of all words but those.</summary>
    /// <param name="whole">Words that look as if they carried an ending and do not.</param>
    /// <param name="tokenizer">Folds them.</param>
    public AzerbaijaniStems(IEnumerable<string> whole, Tokenizer tokenizer) =>
        _whole = whole.SelectMany(tokenizer.Read).Select(token => token.Text).ToHashSet(StringComparer.Ordinal);

    /// <summary>The stems of a folded word, shortest last; empty where nothing can be taken off.</summary>
    public IReadOnlyList<string> Of(string word)
    {
        if (word.Length < 4 || _whole.Contains(word))
            return [];
        List<string>? stems = null;
        Strip(word, 0, ref stems);
        return stems ?? (IReadOnlyList<string>)[];
    }

    private static void Strip(string word, int depth, ref List<string>? stems)
    {
        if (!char.IsAsciiLetterLower(word[^1]))
            return;
        foreach (var ending in EndingWith[word[^1] - 'a'])
        {
            if (stems is { Count: >= Most } || !word.EndsWith(ending, StringComparison.Ordinal))
                continue;
            var stem = word[..^ending.Length];
            var shortest = ending is "lar" or "ler" or "i" or "u" ? 3 : 4;
            if (stem.Length < shortest || !Fits(stem[^1], ending))
                continue;
            // q and k soften before a vowel: torpaq, torpağı; külək, küləyi.
            if (ending[0] is 'i' or 'u')
                stem = stem[^1] switch
                {
                    'g' => stem[..^1] + "q",
                    'y' when stem[^2] is 'e' or 'i' or 'u' or 'o' => stem[..^1] + "k",
                    _ => stem,
                };
            stems ??= [];
            if (stems.Contains(stem))
                continue;
            stems.Add(stem);
            if (depth < 3)
                Strip(stem, depth + 1, ref stems);
        }
    }

    private static bool Fits(char last, string ending) =>
        ending switch
        {
            "ndaki" or "ndeki" or "ndan" or "nden" or "nda" or "nde" or "na" or "ne" => last is 'i' or 'u',
            "ni" or "nu" or "nin" or "nun" or "si" or "su" or "ya" or "ye" or "yi" or "yu" => IsVowel(last),
            "in" or "un" or "i" or "u" => !IsVowel(last),
            _ => true,
        };

    private static bool IsVowel(char letter) => letter is 'a' or 'e' or 'i' or 'o' or 'u';
}
