namespace Matchmaking.Matching.Index;

/// <summary>What is to be kept of one mandate or opportunity.</summary>
internal sealed class Entry<TRest>(TRest rest)
{
    /// <summary>Numbers of the sets it is in; a number may come twice.</summary>
    public List<int> Numbers { get; } = [];
    /// <summary>Numbers of its excluded words.</summary>
    public List<int> Words { get; } = [];
    /// <summary>Its range of money in cents, if it has one.</summary>
    public (long Low, long High)? Range { get; private set; }
    /// <summary>What the sets do not know of it.</summary>
    public TRest Rest { get; set; } = rest;

    /// <summary>Sets its range, and the buckets of that.</summary>
    public void Put(MoneyRange? range)
    {
        if (range is null)
        {
            Numbers.Add(Vocabulary.AnyAmount);
            return;
        }
        var (low, high) = (AmountBuckets.Low(range), AmountBuckets.High(range));
        for (var bucket = AmountBuckets.Of(low); bucket < AmountBuckets.Count; bucket++)
            Numbers.Add(Vocabulary.LowEnds + bucket);
        for (var bucket = AmountBuckets.Of(high); bucket >= 0; bucket--)
            Numbers.Add(Vocabulary.HighEnds + bucket);
        Range = (low, high);
    }
}

/// <summary>The chunks, and which slot of them belongs to whom. Nothing in it is safe for a writer beside readers: its index locks.</summary>
internal sealed class SlotTable<TRest>
{
    private readonly List<Chunk<TRest>> _chunks = [];
    private readonly Slots _slots = new();
    private readonly SortedAmounts _lows = new();
    private readonly SortedAmounts _highs = new();

    /// <summary>How many are kept.</summary>
    public int Count => _slots.Count;

    /// <summary>The chunks, each with the number of its first slot.</summary>
    public IEnumerable<(Chunk<TRest> Chunk, int First)> Chunks => _chunks.Select((chunk, at) => (chunk, at * SlotSet.Slots));

    /// <summary>Memory taken by columns and tables.</summary>
    public long ColumnBytes(int restBytes) => _slots.Bytes + _lows.Bytes + _highs.Bytes + (_chunks.Count * (3 * 24L + (SlotSet.Slots * (16L + restBytes))));

    /// <summary>Memory taken by sets.</summary>
    public long SetBytes => _chunks.Sum(chunk => chunk.SetBytes);

    /// <summary>The slot of an id; -1 when it has none.</summary>
    public int Find(Guid id) => _slots.Find(id);

    /// <summary>The id of a slot that is taken.</summary>
    public Guid IdOf(int slot) => _slots.IdOf(slot);

    /// <summary>The chunk of a slot.</summary>
    public Chunk<TRest> ChunkOf(int slot) => _chunks[slot / SlotSet.Slots];

    /// <summary>What the sets do not know of a slot.</summary>
    public ref TRest RestOf(int slot) => ref ChunkOf(slot).Rest[slot % SlotSet.Slots];

    /// <summary>Puts an id that is not kept yet into a slot of its own.</summary>
    public int Add(Guid id, Entry<TRest> entry)
    {
        var slot = _slots.Take(id);
        if (slot / SlotSet.Slots == _chunks.Count)
            _chunks.Add(new());
        Write(slot, entry, there: true);
        return slot;
    }

    /// <summary>Replaces what is kept in a slot. Its entry is what <see cref="Add"/> was given.</summary>
    public void Replace(int slot, Entry<TRest> entry, Entry<TRest> with)
    {
        Write(slot, entry, there: false);
        Write(slot, with, there: true);
    }

    /// <summary>Frees a slot. Its entry is what <see cref="Add"/> was given.</summary>
    public void Remove(int slot, Entry<TRest> entry)
    {
        Write(slot, entry, there: false);
        _slots.Release(IdOf(slot));
    }

    /// <summary>How many have a range that fails.</summary>
    public int RangesOutside(RangeClause range) =>
        range.LowAtMost < 0 || range.HighAtLeast - 1 > range.LowAtMost
            // Ends in a wrong order: one range can fail at both, and must not count twice.
            ? _chunks.Sum(chunk => OneByOne(chunk, range))
            : _lows.Count - _lows.CountBelow(range.LowAtMost + 1) + _highs.CountBelow(range.HighAtLeast);

    private static int OneByOne(Chunk<TRest> chunk, RangeClause range)
    {
        Span<ulong> ranged = stackalloc ulong[SlotSet.Words];
        Span<ulong> any = stackalloc ulong[SlotSet.Words];
        chunk.Taken.CopyInto(ranged);
        chunk.AnyOf([Vocabulary.AnyAmount], any);
        SlotSet.AndNot(ranged, any);
        var outside = 0;
        for (var slot = 0; slot < SlotSet.Slots; slot++)
            if ((ranged[slot >> 6] & (1UL << slot)) != 0 && (chunk.Low[slot] > range.LowAtMost || chunk.High[slot] < range.HighAtLeast))
                outside++;
        return outside;
    }

    private void Write(int slot, Entry<TRest> entry, bool there)
    {
        var (chunk, at) = (ChunkOf(slot), slot % SlotSet.Slots);
        foreach (var number in entry.Numbers)
            chunk.Mark(number, at, there);
        foreach (var word in entry.Words)
            chunk.MarkWord(word, at, there);
        if (entry.Range is var (low, high))
            (chunk.Low[at], chunk.High[at]) = (low, high);
        if (entry.Range is var (from, to) && there)
        {
            _lows.Add(from);
            _highs.Add(to);
        }
        else if (entry.Range is var (gone, end))
        {
            _lows.Remove(gone);
            _highs.Remove(end);
        }
        chunk.Rest[at] = there ? entry.Rest : default!;
        if (there)
            chunk.Taken.Add(at);
        else
            chunk.Taken.Remove(at);
    }
}
