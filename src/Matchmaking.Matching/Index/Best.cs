namespace Matchmaking.Matching.Index;

/// <summary>
/// One that matched: its score, id, slot (-1 for one that is kept apart), and in which of the asked sets it is, if that was told.
/// </summary>
internal readonly record struct Found(int Score, Guid Id, int Slot, ulong? Sets) : IComparable<Found>
{
    /// <summary>Lets the rule's assessment of it pass if it is a match with the same score.</summary>
    /// <exception cref="InvalidOperationException">It is not: the index has a mistake, and its answer must not be used.</exception>
    public Assessment Checked(Assessment assessment) =>
        assessment.IsMatch && assessment.Score == Score
            ? assessment
            : throw new InvalidOperationException(
                $"The index gives {Score} points to {Id}; the rule gives {assessment.Score}, match: {assessment.IsMatch}."
            );

    /// <summary>The better one first: by score, then by id.</summary>
    public int CompareTo(Found other) => Score != other.Score ? other.Score.CompareTo(Score) : Id.CompareTo(other.Id);
}

/// <summary>Keeps the best of many, at least one, in a heap whose top is the worst of those kept.</summary>
internal sealed class Best(int most)
{
    private readonly List<Found> _heap = new(Math.Min(most, 128));

    /// <summary>Keeps one if it is among the best so far.</summary>
    public void Offer(Found found)
    {
        if (_heap.Count < most)
        {
            _heap.Add(found);
            Rise();
        }
        else if (found.CompareTo(_heap[0]) < 0)
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
        for (var at = _heap.Count - 1; at > 0; )
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
        for (var at = 0; ; )
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
