namespace Matchmaking.Search;

/// <summary>
/// The Latin words of a segment in their order, for beginnings of words and for spelling. New words wait in a short tail
/// until there are enough of them to be sorted in.
/// </summary>
internal sealed class SortedWords
{
    private const int ShortestTail = 256;
    private static readonly Comparer<PostingList> ByKey = Comparer<PostingList>.Create(
        (one, other) => string.CompareOrdinal(one.Key, other.Key)
    );
    private State _state = new([], [], 0);

    /// <summary>Adds a word; by the writer only.</summary>
    public void Add(PostingList word)
    {
        var state = _state;
        if (state.TailCount < ShortestTail + state.Sorted.Length / 8)
        {
            var tail = state.Tail;
            if (state.TailCount == tail.Length)
                Array.Resize(ref tail, Math.Max(16, tail.Length * 2));
            tail[state.TailCount] = word;
            Volatile.Write(ref _state, new(state.Sorted, tail, state.TailCount + 1));
            return;
        }
        PostingList[] all = [.. state.Sorted, .. state.Tail.AsSpan(0, state.TailCount), word];
        Array.Sort(all, ByKey);
        Volatile.Write(ref _state, new(all, [], 0));
    }

    /// <summary>The words as they are now.</summary>
    public State Current => Volatile.Read(ref _state);

    /// <summary>Sorted words and the unsorted ones after them.</summary>
    internal sealed record State(PostingList[] Sorted, PostingList[] Tail, int TailCount)
    {
        /// <summary>The first word after one that does not begin with its first letters.</summary>
        public int EndOf(int index, int letters)
        {
            var beginning = Sorted[index].Key.AsSpan(0, letters);
            var step = 1;
            while (index + step < Sorted.Length && Sorted[index + step].Key.AsSpan().StartsWith(beginning, StringComparison.Ordinal))
                (index, step) = (index + step, step * 2);
            for (; step > 0; step /= 2)
                if (index + step < Sorted.Length && Sorted[index + step].Key.AsSpan().StartsWith(beginning, StringComparison.Ordinal))
                    index += step;
            return index + 1;
        }

        /// <summary>All words that begin so, the sorted ones in their order.</summary>
        public IEnumerable<PostingList> Beginning(string prefix)
        {
            var (low, high) = (0, Sorted.Length);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (string.CompareOrdinal(Sorted[middle].Key, prefix) < 0)
                    low = middle + 1;
                else
                    high = middle;
            }
            for (; low < Sorted.Length && Sorted[low].Key.StartsWith(prefix, StringComparison.Ordinal); low++)
                yield return Sorted[low];
            for (var i = 0; i < TailCount; i++)
                if (Tail[i].Key.StartsWith(prefix, StringComparison.Ordinal))
                    yield return Tail[i];
        }
    }
}
