using System.Runtime.InteropServices;

namespace Matchmaking.Search;

/// <summary>Makes the keys of one listing: words, stems, compounds, pairs of Chinese characters, concepts, quantities.</summary>
internal sealed class DocumentReader(Vocabulary vocabulary)
{
    /// <summary>
    /// The weight, at most, of a word that stands in a compound only and means something else there; phrases alone look for it.
    /// </summary>
    public const byte OfPart = 3;

    /// <summary>Before the key of a stem, which need not be a word.</summary>
    public const string Stem = "~";

    /// <summary>What a stem weighs beside the word itself.</summary>
    private const float OfStem = 0.9f;

    /// <summary>More of the same word in a text says no more.</summary>
    private const float MostOccurrences = 4;

    private readonly Dictionary<string, float> _total = new(1024, StringComparer.Ordinal);
    private readonly Dictionary<string, float> _field = new(512, StringComparer.Ordinal);
    private readonly Dictionary<string, float> _text = new(512, StringComparer.Ordinal);
    private readonly Dictionary<int, float> _concepts = [];
    private readonly HashSet<string> _said = new(256, StringComparer.Ordinal);
    private bool _isSaid;
    private readonly Dictionary<int, int> _readTo = [];
    private readonly List<string?> _words = new(1024);
    private readonly List<SearchField> _fields = [];

    private string[] _codes = [];

    public DocumentKeys Read(SearchDocument document)
    {
        _codes = [.. document.Codes.Select(code => code.Code)];
        foreach (var field in document.Texts.GroupBy(text => text.Field))
        {
            _field.Clear();
            // The names of sectors hold more than a listing is about.
            _isSaid = field.Key is not (SearchField.FurtherSector or SearchField.Alias);
            foreach (var language in field.GroupBy(text => text.Language))
            {
                _text.Clear();
                foreach (var text in language)
                    Read(text);
                // The same name in three languages is one mention.
                foreach (var (key, weight) in _text)
                {
                    ref var most = ref CollectionsMarshal.GetValueRefOrAddDefault(_field, key, out _);
                    most = Math.Max(most, weight);
                }
            }
            foreach (var (key, weight) in _field)
                CollectionsMarshal.GetValueRefOrAddDefault(_total, key, out _) += weight;
        }
        foreach (var code in document.Codes)
        foreach (var (concept, share) in vocabulary.ConceptsOfCode(code.Code))
        {
            _isSaid = share == 1;
            AddConcept(concept, code.Weight * share);
        }
        return new(
            [.. Weighed()],
            [.. _words],
            [.. _fields],
            document.Amount,
            [.. document.Texts.Where(text => text.Field is SearchField.Title or SearchField.Promoter)]
        );
    }

    private void Read(FieldText text)
    {
        var tokens = vocabulary.Tokenizer.Read(text.Text);
        var forms = tokens.ConvertAll(token => vocabulary.Forms.Of(token, text.Language));
        var length = text.Field == SearchField.Description ? KeyWeights.LengthOf(tokens.Count) : 1;
        var weight = KeyWeights.Of(text.Field) / length;
        var spans = vocabulary.ExpressionsIn(tokens, forms);
        var pieces = Segmentation.Cut(tokens.Count, spans);
        List<Span> allowed = [.. Segmentation.Allowed(tokens, spans, pieces)];
        HashSet<(int Start, int End)> swallowed = [.. Segmentation.Swallowed(tokens, spans)];
        if (text.Field == SearchField.FurtherSector)
            swallowed.UnionWith(
                Segmentation
                    .Allowed(tokens, vocabulary.ExpressionsTyped(tokens, forms), pieces)
                    .Where(IsOfOthers)
                    .Select(span => (span.Start, span.End))
            );
        Words(tokens, forms, weight, swallowed);
        Pairs(tokens, spans, pieces, weight, swallowed);
        // What a zone or a type of deal means is told by its code; its name would make all its listings mean the words in it.
        if (text.Field is not (SearchField.Place or SearchField.Zone or SearchField.DealType))
            Concepts(
                allowed.Where(span =>
                    !swallowed.Contains((span.Start, span.End))
                    // What another word of the sector begins with is not what it means: 环卫 in 环卫车.
                    && (text.Field != SearchField.Alias || span.End == tokens.Count)
                ),
                weight
            );
        var quantities = Quantities.Read(text.Text, tokens);
        foreach (var quantity in quantities)
            Add(quantity.Quantity.Key, weight);
        if (text.Field == SearchField.Title && Together(quantities) is { } total)
            Add(total.Key, weight);
        if (text.Field is not (SearchField.Title or SearchField.Promoter or SearchField.Summary or SearchField.Description))
            return;
        _words.Add(null);
        _fields.Add(text.Field);
        foreach (var token in tokens)
            _words.Add(token.Text);
    }

    /// <summary>
    /// Whether it means subsectors that the listing is not of: after the name of its hub stand those of its neighbours. A tractor is in
    /// "Machinery &amp; robotics", and is no robot.
    /// </summary>
    private bool IsOfOthers(Span span) =>
        span.Start > 0
        && span.Expression.Concepts.Concat(span.Expression.TypedConcepts).ToList() is { Count: > 0 } concepts
        && concepts.TrueForAll(concept =>
            vocabulary.ConceptOf(concept) is { Codes.Length: > 0 } meant && !Array.Exists(meant.Codes, _codes.Contains)
        );

    /// <summary>A title that names two plants of 445 and 315 MW offers 760 MW.</summary>
    private static Quantity? Together(List<QuantitySpan> quantities)
    {
        var powers = quantities.ConvertAll(span => span.Quantity).FindAll(quantity => quantity.Dimension == "power");
        return powers.Count < 2 ? null : powers[0] with { Value = powers.Sum(quantity => quantity.Value) };
    }

    /// <summary>Once a place: solar, solar power and solar power plant are one mention.</summary>
    private void Concepts(IEnumerable<Span> spans, float weight)
    {
        _readTo.Clear();
        foreach (var span in spans)
        foreach (var concept in span.Expression.Concepts)
        {
            var end = _readTo.GetValueOrDefault(concept);
            if (span.Start >= end)
                Add(vocabulary.ConceptOf(concept).Key, weight);
            _readTo[concept] = Math.Max(end, span.End);
        }
    }

    private void Words(List<Token> tokens, List<string[]> forms, float weight, HashSet<(int Start, int End)> swallowed)
    {
        for (var at = 0; at < tokens.Count; at++)
        {
            if (swallowed.Contains((at, at + 1)))
            {
                AddPart(forms[at][0]);
                continue;
            }
            Add(forms[at][0], weight);
            for (var stem = 1; stem < forms[at].Length; stem++)
                Add(Stem + forms[at][stem], weight * OfStem);
            if (tokens[at] is { IsHan: false, IsJoined: true } && at > 0)
                Compound(tokens, at, weight);
            else if (at > 0 && IsInitial(tokens[at - 1], tokens[at]))
                Add(tokens[at - 1].Text + tokens[at].Text, weight);
        }
    }

    /// <summary>ebus for e-bus, lithiumion for lithium-ion, and all of a longer compound at its end.</summary>
    private void Compound(List<Token> tokens, int at, float weight)
    {
        Add(tokens[at - 1].Text + tokens[at].Text, weight);
        var isLast = at + 1 == tokens.Count || !tokens[at + 1].IsJoined;
        if (!isLast || !tokens[at - 1].IsJoined)
            return;
        var first = at;
        while (first > 0 && tokens[first].IsJoined && at - first < 4)
            first--;
        Add(string.Concat(tokens.Skip(first).Take(at - first + 1).Select(token => token.Text)), weight);
    }

    /// <summary>"O Neil" and "E Bus" are found as oneil and ebus too.</summary>
    private static bool IsInitial(Token first, Token second) =>
        first is { Kind: TokenKind.Word, Text: { Length: 1 } and not "a" } && second is { Kind: TokenKind.Word, Text.Length: >= 3 };

    private static bool IsWithin(HashSet<(int Start, int End)> spans, int start, int end)
    {
        foreach (var span in spans)
            if (span.Start <= start && span.End >= end)
                return true;
        return false;
    }

    private void Pairs(
        List<Token> tokens,
        List<Span> spans,
        List<(int Start, int End)> pieces,
        float weight,
        HashSet<(int Start, int End)> swallowed
    )
    {
        var misread = Segmentation.Misreadings(tokens.Count, spans, pieces);
        for (var at = 1; at < tokens.Count; at++)
            if (tokens[at] is { IsHan: true, IsJoined: true } && !misread[at])
                if (IsWithin(swallowed, at - 1, at + 1))
                    AddPart(tokens[at - 1].Text + tokens[at].Text);
                else
                    Add(tokens[at - 1].Text + tokens[at].Text, weight);
    }

    private void Add(string key, float weight)
    {
        ref var sum = ref CollectionsMarshal.GetValueRefOrAddDefault(_text, key, out _);
        if (sum < weight * MostOccurrences)
            sum += weight;
        if (_isSaid)
            _said.Add(key);
    }

    /// <summary>A key that a phrase finds and nothing else.</summary>
    private void AddPart(string key) => _text.TryAdd(key, float.Epsilon);

    private void AddConcept(int concept, float weight)
    {
        var key = vocabulary.ConceptOf(concept).Key;
        _total[key] = _total.GetValueOrDefault(key) + weight;
        if (_isSaid)
            _said.Add(key);
    }

    private IEnumerable<(string Key, byte Weight)> Weighed()
    {
        foreach (var (key, weight) in _total)
            // What only the names of its sectors hold is no kind of anything.
            if (key[0] is '#' && _said.Contains(key) && vocabulary.ConceptWithKey(key) is { } concept)
                foreach (var (broader, share) in concept.Broader)
                {
                    _concepts[broader] = Math.Max(_concepts.GetValueOrDefault(broader), share * KeyWeights.Saturated(weight));
                    _said.Add(vocabulary.ConceptOf(broader).Key);
                }
        foreach (var (key, weight) in _total)
        {
            var own = KeyWeights.Saturated(weight);
            if (key[0] is '#' && vocabulary.ConceptWithKey(key) is { } concept && _concepts.Remove(concept.Index, out var narrower))
                own = Math.Max(own, narrower);
            yield return (key, InBytes(own, _said.Contains(key)));
        }
        foreach (var (concept, weight) in _concepts)
            yield return (vocabulary.ConceptOf(concept).Key, InBytes(weight, _said.Contains(vocabulary.ConceptOf(concept).Key)));
    }

    /// <summary>Whether a weight is of a key that the listing says in its own words or carries as a code.</summary>
    public static bool IsSaid(byte weight) => (weight & 1) == 1;

    /// <summary>The last bit tells <see cref="IsSaid"/>: what it takes from the weight decides nothing.</summary>
    private static byte InBytes(float weight, bool isSaid) =>
        (byte)((Math.Clamp((int)MathF.Round(weight * 255), weight < 1e-6f ? 2 : 4, 255) & ~1) | (isSaid ? 1 : 0));
}
