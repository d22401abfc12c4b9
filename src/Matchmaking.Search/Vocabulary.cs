namespace Matchmaking.Search;

/// <summary>
/// The words that the search knows: the thesaurus, the product's lists, the stop words and the tables of Chinese characters. It is
/// built once, never changes and may be used by any number of threads.
/// </summary>
public sealed class Vocabulary
{
    /// <summary>What a part of a sector's name takes of the weight of its code.</summary>
    private const float ShareOfPart = 0.6f;

    private readonly ExpressionTrie _trie;
    private readonly List<Concept> _concepts = [];
    private readonly Dictionary<string, Concept> _conceptsByKey = new(StringComparer.Ordinal);
    private readonly Dictionary<string, List<(int Concept, float Share)>> _conceptsOfCode = new(StringComparer.Ordinal);
    private readonly ILookup<string, ThesaurusGroup> _meaning;
    private readonly HashSet<string> _latinWords = new(StringComparer.Ordinal);
    private readonly IReadOnlyDictionary<string, decimal> _perDollar;
    private readonly List<string> _chineseWords = [];

    /// <summary>Builds it; in about 0.2 seconds for ten thousand expressions.</summary>
    /// <exception cref="ArgumentException">Two groups have the same id, or a group names a broader one that is not there.</exception>
    public Vocabulary(VocabularyData data)
    {
        Tokenizer = new(data.Characters);
        StopWords = new(data.Words.Filler, Tokenizer);
        Forms = new(new(data.Words.WholeInAzerbaijani.SelectMany(group => group.Words), Tokenizer), StopWords);
        _trie = new(StopWords);
        Codes = data.Codes;
        _perDollar = data.PerDollar;
        var kinds = data.Codes.Where(code => code.Kind != CodeKind.Company).ToLookup(code => code.Code, code => code.Kind);
        var groups = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var group in data.Groups)
        {
            if (!groups.TryAdd(group.Id, _concepts.Count))
                throw new ArgumentException($"The thesaurus has two groups {group.Id}.", nameof(data));
            var codes = group.Codes ?? [];
            var isPlace = codes.Length > 0 && codes.All(code => kinds[code].Any(kind => kind is CodeKind.Place or CodeKind.Zone));
            var concept = NewConcept("#" + group.Id, null, codes, isPlace);
            Teach(group.Zh, TextLanguage.Chinese, concept);
            Teach(group.Az, TextLanguage.Azerbaijani, concept);
            Teach(group.En, TextLanguage.English, concept);
            foreach (var typed in group.QueryOnly ?? [])
                Teach([typed], LanguageOf(typed), concept, isTypedOnly: true);
        }
        _meaning = data
            .Groups.SelectMany(group => (group.Codes ?? []).Select(code => (code, group)))
            .ToLookup(pair => pair.code, pair => pair.group, StringComparer.Ordinal);
        foreach (var group in data.Groups)
            _concepts[groups[group.Id]].Broader = [.. BroaderGroups.Of(group, groups, data.Groups)];
        foreach (var code in data.Codes)
            Teach(code);
        foreach (var code in data.Codes.Where(code => code.Kind == CodeKind.Sector))
            TeachParts(code);
        foreach (var word in data.Words.Opaque.SelectMany(group => group.Words))
            Opaque(_trie.Add(Tokenizer.Read(word).Select(token => Forms.Of(token, TextLanguage.English)[^1]), new(word)));
        foreach (var word in StopWords.Chinese)
            Teach([word], TextLanguage.Chinese, null);
        Pinyin = new(data.Pinyin, _chineseWords);
        LatinWords = [.. _latinWords.Order(StringComparer.Ordinal)];
    }

    /// <summary>The postings of a listing; well under a millisecond for a real one, on any thread.</summary>
    public DocumentKeys KeysOf(SearchDocument document) => new DocumentReader(this).Read(document);

    /// <summary>The product's lists, for suggestions.</summary>
    internal IReadOnlyList<NamedCode> Codes { get; }

    /// <summary>What people also call the things that all have a code: 大巴 for buses.</summary>
    internal IEnumerable<string> WordsMeaning(string code) =>
        _meaning[code].SelectMany(group => new[] { group.Zh, group.Az, group.En }).SelectMany(words => words ?? []);

    internal Tokenizer Tokenizer { get; }

    internal StopWords StopWords { get; }

    internal WordForms Forms { get; }

    internal Pinyin Pinyin { get; }

    /// <summary>The folded Latin words of all expressions, in order.</summary>
    internal string[] LatinWords { get; }

    internal Concept ConceptOf(int index) => _concepts[index];

    internal Concept? ConceptWithKey(string key) => _conceptsByKey.GetValueOrDefault(key);

    /// <summary>The sector with a code; null when there is none.</summary>
    internal Concept? SectorOf(string code) => ConceptWithKey("@" + CodeKind.Sector + ":" + code);

    /// <summary>The entry of the product's lists behind a concept; null for a group of the thesaurus.</summary>
    internal NamedCode? CodeOf(Concept concept) =>
        concept.Kind is { } kind ? Codes.First(code => code.Kind == kind && KeyOf(code) == concept.Key) : null;

    internal double? PerDollarOf(string? currency) =>
        currency is not null && _perDollar.TryGetValue(currency, out var rate) ? (double)rate : null;

    internal bool IsLatinWord(string word) => _latinWords.Contains(word);

    /// <summary>What a listing with the code means, and how much of the code's weight that takes.</summary>
    internal IReadOnlyList<(int Concept, float Share)> ConceptsOfCode(string code) =>
        _conceptsOfCode.TryGetValue(code, out var concepts) ? concepts : [];

    /// <summary>The expressions in a text of a listing.</summary>
    internal List<Span> ExpressionsIn(IReadOnlyList<Token> tokens, IReadOnlyList<string[]> forms) => _trie.Find(tokens, forms, false);

    /// <summary>The expressions in what somebody typed.</summary>
    internal List<Span> ExpressionsTyped(IReadOnlyList<Token> tokens, IReadOnlyList<string[]> forms) => _trie.Find(tokens, forms, true);

    private Concept NewConcept(string key, CodeKind? kind, string[] codes, bool isPlace)
    {
        var concept = new Concept(_concepts.Count, key, kind, codes) { IsPlace = isPlace };
        _concepts.Add(concept);
        _conceptsByKey.Add(key, concept);
        foreach (var code in codes)
            Mean(code, concept.Index, 1);
        return concept;
    }

    private void Mean(string code, int concept, float share)
    {
        if (!_conceptsOfCode.TryGetValue(code, out var concepts))
            _conceptsOfCode[code] = concepts = [];
        if (!concepts.Exists(known => known.Concept == concept))
            concepts.Add((concept, share));
    }

    /// <summary>
    /// Whoever asks for construction means the sector "Construction &amp; Karabakh reconstruction" too, though less surely.
    /// </summary>
    private void TeachParts(NamedCode sector)
    {
        var whole = _conceptsByKey[KeyOf(sector)];
        foreach (var (part, isFirst) in sector.Zh.Concat(sector.Az).Concat(sector.En).SelectMany(PartsOf))
        {
            var tokens = Tokenizer.Read(part);
            if (tokens.Count == 0)
                continue;
            var expression = _trie.Add(tokens.Select(token => token.Text), new(part));
            // What only questions mean by it, they mean the sector by too.
            var concepts = expression.TypedConcepts.Count > 0 ? expression.TypedConcepts : expression.Concepts;
            expression.IsTypedOnly &= expression.TypedConcepts.Count > 0;
            var isOfFew = !isFirst && concepts.Exists(concept => IsOfFew(concept, sector.Code));
            if (concepts.Count == 0 || (concepts == expression.TypedConcepts && !isOfFew))
                concepts.Add(whole.Index);
            foreach (var concept in concepts.Where(concept => concept != whole.Index && (isFirst || !IsOfFew(concept, sector.Code))))
                Mean(sector.Code, concept, ShareOfPart);
        }
    }

    /// <summary>
    /// Whether it means few subsectors of several: storage in "Renewable energy &amp; storage" is renw.storage, and no solar plant has it.
    /// What stands first is the name of the whole.
    /// </summary>
    private bool IsOfFew(int concept, string sector)
    {
        var own = _concepts[concept].Codes.Count(code => code.StartsWith(sector + ".", StringComparison.Ordinal));
        var all = Codes.Count(code => code.Kind == CodeKind.Sector && code.Code.StartsWith(sector + ".", StringComparison.Ordinal));
        return own > 0 && own * 2 <= all;
    }

    /// <summary>The sector that a subsector is of.</summary>
    internal static string HubOf(string code) => code.IndexOf('.', StringComparison.Ordinal) is > 0 and var end ? code[..end] : code;

    private static void Opaque(Expression expression) => (expression.IsOpaque, expression.IsTypedOnly) = (true, false);

    private static IEnumerable<(string Part, bool IsFirst)> PartsOf(string name)
    {
        var parts = name.Replace(" və ", ",", StringComparison.Ordinal).Split((char[])[',', '&', '、', '与', '和', '/']);
        return parts.Length == 1 ? [] : parts.Select((part, i) => (part, i == 0));
    }

    internal static string KeyOf(NamedCode code) => "@" + code.Kind + ":" + code.Code;

    private void Teach(NamedCode code)
    {
        var isPlace = code.Kind is CodeKind.Place or CodeKind.Zone;
        var concept = NewConcept(KeyOf(code), code.Kind, [code.Code], isPlace);
        Teach(code.Zh, TextLanguage.Chinese, concept);
        Teach(code.Az, TextLanguage.Azerbaijani, concept);
        Teach(code.En, TextLanguage.English, concept);
        foreach (var synonym in code.Synonyms)
            Teach([synonym], LanguageOf(synonym), concept);
        foreach (var related in code.Related)
            Teach([related], LanguageOf(related), null);
    }

    private void Teach(string[]? texts, TextLanguage language, Concept? concept, bool isTypedOnly = false)
    {
        foreach (var text in texts ?? [])
        {
            var tokens = Tokenizer.Read(text);
            if (tokens.Count == 0)
                continue;
            var expression = _trie.Add(tokens.Select(token => token.Text), new(text));
            Mean(expression, text, tokens, concept, isTypedOnly);
            if (tokens.Any(token => token.Kind == TokenKind.Word))
            {
                Mean(_trie.Add(tokens.Select(token => Forms.Of(token, language)[^1]), new(text)), text, tokens, concept, isTypedOnly);
                // Grammar is left out on both sides.
                if (tokens.Where(token => !StopWords.IsGrammar(token)).ToList() is { Count: > 1 } rest && rest.Count < tokens.Count)
                    Mean(_trie.Add(rest.Select(token => Forms.Of(token, language)[^1]), new(text)), text, tokens, concept, isTypedOnly);
                if (tokens.Any(token => token.IsJoined))
                    Mean(_trie.Add(Joined(tokens), new(text)), text, tokens, concept, isTypedOnly);
            }
            foreach (var token in tokens)
                if (token.Kind == TokenKind.Word)
                    _latinWords.Add(token.Text);
            if (tokens.TrueForAll(token => token.IsHan) && StopWords.ShareOf(string.Join(' ', tokens.Select(token => token.Text))) == 1)
                _chineseWords.Add(string.Concat(tokens.Select(token => token.Text)));
        }
    }

    private void Mean(Expression expression, string text, List<Token> tokens, Concept? concept, bool isTypedOnly)
    {
        expression.NeedsCapitals |= tokens is [{ IsUpper: true } only] && StopWords.ShareOf(only.Text) < 1;
        expression.IsTypedOnly &= isTypedOnly;
        expression.HasBreak |= tokens.Exists(token => token.IsAfterBreak);
        expression.IsList |= tokens.Exists(StopWords.Joins) || text.AsSpan().ContainsAny("&,/、-");
        var concepts = isTypedOnly ? expression.TypedConcepts : expression.Concepts;
        if (concept is not null && !concepts.Contains(concept.Index))
            concepts.Add(concept.Index);
    }

    /// <summary>The tokens with those written in one made one: e-bus to ebus.</summary>
    private static List<string> Joined(List<Token> tokens)
    {
        var joined = new List<string>();
        foreach (var token in tokens)
            if (token is { IsJoined: true, IsHan: false })
                joined[^1] += token.Text;
            else
                joined.Add(token.Text);
        return joined;
    }

    private TextLanguage LanguageOf(string text) =>
        Tokenizer.Read(text).Any(token => token.IsHan) ? TextLanguage.Chinese
        : text.Any(letter => letter is 'ə' or 'ı' or 'ğ' or 'ş' or 'ç' or 'ö' or 'ü' or 'Ə' or 'İ') ? TextLanguage.Azerbaijani
        : TextLanguage.English;
}
