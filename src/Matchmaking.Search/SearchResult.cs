namespace Matchmaking.Search;

/// <summary>A listing that was found.</summary>
/// <param name="Id">Of the listing.</param>
/// <param name="Place">The number that the listing was set with.</param>
/// <param name="Score">0 to about 1.3; only their order means something.</param>
/// <param name="HasAllWords">Whether it has all words; false for one of a loosening.</param>
public readonly record struct Hit(Guid Id, int Place, float Score, bool HasAllWords = true);

/// <summary>A word that was read as another one.</summary>
/// <param name="Typed">As it was typed.</param>
/// <param name="Word">What was searched for.</param>
/// <param name="At">Where it begins in what was typed, in UTF-16 units.</param>
public sealed record Correction(string Typed, string Word, int At = 0);

/// <summary>All listings that were found, each with a score; sorting them is left to whoever needs an order.</summary>
public sealed class SearchHits
{
    private readonly Snapshot _snapshot;
    private readonly Chunks<int> _ordinals;
    private readonly Chunks<float> _scores;

    internal SearchHits(Snapshot snapshot, Chunks<int> ordinals, Chunks<float> scores, int withAllWords)
    {
        (_snapshot, _ordinals, _scores, WithAllWords) = (snapshot, ordinals, scores, withAllWords);
    }

    /// <summary>
    /// How many of them have all words; the others are the nearest loosening, and may lack those of <see cref="SearchResult.LeftOut"/>.
    /// </summary>
    public int WithAllWords { get; }

    /// <summary>How many there are.</summary>
    public int Count => _ordinals.Length;

    /// <summary>One of them; they stand in no order.</summary>
    public Hit this[int index]
    {
        get
        {
            var ordinal = _ordinals[index];
            return new(_snapshot.Ids[ordinal], _snapshot.Places[ordinal], _scores[index], index < WithAllWords);
        }
    }

    /// <summary>The best ones, best first; of equal scores the newer listing first.</summary>
    /// <param name="most">How many at most; finding few takes time in proportion to <see cref="Count"/>.</param>
    public IReadOnlyList<Hit> Top(int most) => [.. Best(most).Select(i => this[i])];

    /// <summary>The indices of the best ones.</summary>
    internal int[] Best(int most)
    {
        if (most <= 0)
            return [];
        // The worst of the best stands at the top of the heap.
        var heap = new PriorityQueue<int, int>(Comparer<int>.Create((one, other) => -Compare(one, other)));
        // From the end: what came last is the newest mostly, and wins among equals.
        for (var i = _ordinals.Length - 1; i >= 0; i--)
            if (heap.Count < most)
                heap.Enqueue(i, i);
            else if (_scores[i] >= _scores[heap.Peek()] && Compare(i, heap.Peek()) < 0)
                heap.EnqueueDequeue(i, i);
        var best = heap.UnorderedItems.Select(item => item.Element).ToArray();
        Array.Sort(best, Compare);
        return best;
    }

    internal int OrdinalAt(int index) => _ordinals[index];

    /// <summary>Raises a score.</summary>
    internal void Raise(int index, float gain) => _scores[index] *= 1 + gain;

    private int Compare(int one, int other)
    {
        var byScore = _scores[other].CompareTo(_scores[one]);
        if (byScore != 0)
            return byScore;
        var (first, second) = (_ordinals[one], _ordinals[other]);
        var byDate = _snapshot.PublishedAt[second].CompareTo(_snapshot.PublishedAt[first]);
        return byDate != 0 ? byDate : _snapshot.Ids[first].CompareTo(_snapshot.Ids[second]);
    }
}

/// <summary>What a question found.</summary>
/// <param name="Hits">The listings.</param>
/// <param name="Question">The question that they answer: the typed one with its corrections. Highlight with this one.</param>
/// <param name="Corrected">The words that were read as others, because nothing has them as they were typed.</param>
/// <param name="LeftOut">
/// The words that the listings beyond those with all words may lack, as typed; empty when there are none beyond them. What was corrected is
/// not among them.
/// </param>
public sealed record SearchResult(
    SearchHits Hits,
    SearchQuestion Question,
    IReadOnlyList<Correction> Corrected,
    IReadOnlyList<string> LeftOut
)
{
    /// <summary>What was typed with the corrections in it; null when there are none. For "did you mean".</summary>
    public string? DidYouMean =>
        Corrected.Count == 0
            ? null
            : Corrected
                .OrderByDescending(correction => correction.At)
                .Aggregate(
                    Question.Typed,
                    (text, correction) =>
                        string.Concat(text.AsSpan(0, correction.At), correction.Word, text.AsSpan(correction.At + correction.Typed.Length))
                );
}
