namespace Matchmaking.Matching.Index;

/// <summary>
/// Some thousand slots with their columns and sets. The index grows by whole chunks, so growing copies nothing.
/// </summary>
/// <typeparam name="TRest">What else is kept of a slot, beside what the sets know.</typeparam>
internal sealed class Chunk<TRest>
{
    private SlotSet?[] _sets = [];

    /// <summary>The slots that are taken.</summary>
    public SlotSet Taken { get; } = new();

    /// <summary>By slot: the ends of the range of money, in cents; side by side, since both are looked at or neither.</summary>
    public (long Low, long High)[] Ranges { get; } = new (long, long)[SlotSet.Slots];

    /// <summary>By slot: the rest.</summary>
    public TRest[] Rest { get; } = new TRest[SlotSet.Slots];

    /// <summary>
    /// By number of an excluded word: who excludes it. Most words are rare, so there is no place for each in every chunk.
    /// </summary>
    public Dictionary<int, SlotSet> Words { get; } = [];

    /// <summary>Memory taken by sets.</summary>
    public long SetBytes =>
        Taken.Bytes
        + (_sets.Length * 8L)
        + _sets.Sum(set => set?.Bytes ?? 0)
        + (Words.EnsureCapacity(0) * 28L)
        + Words.Values.Sum(set => set.Bytes);

    /// <summary>The slots that have a value; null for none.</summary>
    public SlotSet? this[int number] => number < _sets.Length ? _sets[number] : null;

    /// <summary>Says of a slot that it has a value, or has it no more.</summary>
    public void Mark(int number, int slot, bool has)
    {
        if (number >= _sets.Length)
        {
            if (!has)
                return;
            Array.Resize(ref _sets, Math.Max(number + 1, Vocabulary.HighEnds + (2 * AmountBuckets.Count)));
        }
        if (has)
            (_sets[number] ??= new()).Add(slot);
        else if (_sets[number] is { } set)
        {
            set.Remove(slot);
            if (set.Count == 0)
                _sets[number] = null;
        }
    }

    /// <summary>Says of a slot that it excludes a word, or does so no more.</summary>
    public void MarkWord(int word, int slot, bool has)
    {
        if (!Words.TryGetValue(word, out var set))
        {
            if (!has)
                return;
            Words.Add(word, set = new());
        }
        if (has)
            set.Add(slot);
        else
            set.Remove(slot);
        if (set.Count == 0)
            Words.Remove(word);
    }
}
