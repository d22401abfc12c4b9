namespace Matchmaking.Matching.Index;

/// <summary>One that matched: its score, id, and slot (-1 for one that is kept apart).</summary>
internal readonly record struct Found(int Score, Guid Id, int Slot) : IComparable<Found>
{
    /// <summary>The better one first: by score, then by id.</summary>
    public int CompareTo(Found other) => Score != other.Score ? other.Score.CompareTo(Score) : Id.CompareTo(other.Id);
}

/// <summary>Keeps the best of many in a heap whose top is the worst of those kept.</summary>
internal sealed class Best(int most)
{
    private readonly List<Found> _heap = new(Math.Min(most, 128));

    /// <summary>One with a lower score than this need not be offered.</summary>
    public int Least => most == 0 ? int.MaxValue : _heap.Count < most ? int.MinValue : _heap[0].Score;

    /// <summary>Keeps one if it is among the best so far.</summary>
    public void Offer(Found found)
    {
        if (_heap.Count < most)
        {
            _heap.Add(found);
            Rise();
        }
        else if (most > 0 && found.CompareTo(_heap[0]) < 0)
        {
            _heap[0] = found;
            Sink();
        }
    }

    /// <summary>The best ones, the best first.</summary>
    public Found[] InOrder()
    {
        var found = _heap.ToArray();
        Array.Sort(found);
        return found;
    }

    private void Rise()
    {
        for (var at = _heap.Count - 1; at > 0;)
        {
            var above = (at - 1) / 2;
            if (_heap[at].CompareTo(_heap[above]) <= 0)
                return;
            (_heap[at], _heap[above]) = (_heap[above], _heap[at]);
            at = above;
        }
    }

    private void Sink()
    {
        for (var at = 0; ;)
        {
            var worse = (at * 2) + 1;
            if (worse >= _heap.Count)
                return;
            if (worse + 1 < _heap.Count && _heap[worse + 1].CompareTo(_heap[worse]) > 0)
                worse++;
            if (_heap[worse].CompareTo(_heap[at]) <= 0)
                return;
            (_heap[at], _heap[worse]) = (_heap[worse], _heap[at]);
            at = worse;
        }
    }
}
