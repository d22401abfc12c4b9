namespace Matchmaking.Search;

/// <summary>Words that narrow nothing when others are there: they do not have to occur, and add little where they do.</summary>
internal sealed class StopWords
{
    /// <summary>What a word of grammar adds to a score, as a share of what another word adds.</summary>
    public const float OfGrammar = 0.02f;

    /// <summary>What a word that most listings have adds: a factory, a project, an investment.</summary>
    public const float OfAnyListing = 0.25f;

    private readonly Dictionary<string, float> _shares = new(StringComparer.Ordinal);
    private readonly HashSet<string> _either;
    private readonly HashSet<string> _seeking;

    public StopWords(FillerWords words, Tokenizer tokenizer)
    {
        Read(words.Grammar.All, OfGrammar);
        Read(words.AnyListing.All, OfAnyListing);
        (_either, _seeking) = (
            Folded(words.Either.All).ToHashSet(StringComparer.Ordinal),
            Folded(words.Seeking.All).ToHashSet(StringComparer.Ordinal)
        );

        // Of a word in both lists the first counts.
        void Read(IEnumerable<string> list, float share)
        {
            foreach (var word in Folded(list))
                _shares.TryAdd(word, share);
        }

        IEnumerable<string> Folded(IEnumerable<string> list) =>
            list.Select(word => string.Join(' ', tokenizer.Read(word).Select(token => token.Text)));
    }

    /// <summary>What a word adds, 0 to 1; 1 for all words that narrow.</summary>
    /// <param name="word">Folded tokens, joined by spaces.</param>
    public float ShareOf(string word) => _shares.TryGetValue(word, out var share) ? share : 1;

    /// <summary>Whether it is a word of grammar.</summary>
    public bool IsGrammar(Token token) => ShareOf(token.Text) == OfGrammar;

    /// <summary>Whether it stands between two things that are not one: water and power are no water power.</summary>
    public static bool Joins(Token token) => token.Text is "and" or "or" or "ve" or "ya" or "yaxud" or "和" or "与" or "及" or "或";

    /// <summary>Whether it stands between two things of which one is enough.</summary>
    public bool IsEither(Clause clause) => _either.Contains(string.Join(' ', clause.Tokens));

    /// <summary>Whether what is asked for comes after it.</summary>
    public bool IsSeeking(Clause clause) => _seeking.Contains(string.Join(' ', clause.Tokens));

    /// <summary>Whether a Chinese character of grammar never is a part of a word.</summary>
    public static bool Separates(string character) => "的了和与及或在是吗呢我有想要找这那请".Contains(character, StringComparison.Ordinal);

    /// <summary>The Chinese ones, so that the vocabulary knows them as words.</summary>
    public IEnumerable<string> Chinese =>
        _shares.Keys.Where(word => word[0] >= 0x3400).Select(word => word.Replace(" ", "", StringComparison.Ordinal));
}
