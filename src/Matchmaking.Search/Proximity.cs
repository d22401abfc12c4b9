namespace Matchmaking.Search;

/// <summary>What a document gains when the typed words stand together in it as they were typed.</summary>
internal sealed class Proximity
{
    /// <summary>The most that a document gains, as a share of its score.</summary>
    public const float Most = 0.3f;
    private readonly Snapshot _snapshot;
    private readonly Dictionary<int, List<int>> _places = [];
    private readonly ulong _some;
    private readonly int _words;
    private int[] _before = [];
    private int[] _now = [];
    private bool _isRunning;

    public Proximity(Snapshot snapshot, IEnumerable<Clause> clauses)
    {
        _snapshot = snapshot;
        foreach (var word in clauses.Where(clause => clause.Share > StopWords.OfGrammar).SelectMany(clause => clause.Tokens))
        {
            if (snapshot.Segment.Find(word) is { } list)
            {
                if (!_places.TryGetValue(list.Id + 1, out var places))
                    _places[list.Id + 1] = places = [];
                places.Add(_words);
                _some |= 1UL << ((list.Id + 1) & 63);
            }
            _words++;
        }
        (_before, _now) = (new int[_words + 1], new int[_words + 1]);
    }

    /// <summary>Whether there is anything to stand together.</summary>
    public bool Matters => _words > 1 && _places.Count > 1;

    /// <summary>0 to <see cref="Most"/>.</summary>
    public float GainOf(int ordinal)
    {
        var text = _snapshot.Texts[ordinal];
        var (gain, factor, longest) = (0f, 0f, 0);
        for (var at = 0; at < text.Length; )
        {
            var word = EncodedText.Read(text, ref at);
            if (word != 0)
            {
                longest = Math.Max(longest, Step(word));
                continue;
            }
            gain = Math.Max(gain, Gain(longest, factor));
            factor = FactorOf((SearchField)EncodedText.Read(text, ref at));
            longest = 0;
            Array.Clear(_before);
        }
        return Math.Max(gain, Gain(longest, factor));
    }

    private float Gain(int longest, float factor) => longest < 2 ? 0 : factor * longest / _words;

    /// <summary>The longest run of typed words that ends with this word.</summary>
    private int Step(int word)
    {
        // Most words are none of the typed ones; one bit tells it of nearly all of them.
        if ((_some & (1UL << (word & 63))) == 0 || !_places.TryGetValue(word, out var places))
        {
            if (_isRunning)
                Array.Clear(_before);
            _isRunning = false;
            return 0;
        }
        _isRunning = true;
        Array.Clear(_now);
        var longest = 0;
        foreach (var place in places)
        {
            _now[place + 1] = _before[place] + 1;
            longest = Math.Max(longest, _now[place + 1]);
        }
        (_before, _now) = (_now, _before);
        return longest;
    }

    private static float FactorOf(SearchField field) =>
        field switch
        {
            SearchField.Title => Most,
            SearchField.Promoter => 0.2f,
            SearchField.Summary => 0.12f,
            _ => 0.06f,
        };
}
