using System.Collections.Concurrent;

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

    /// <summary>Sets its range.</summary>
    public void Put(MoneyRange? range)
    {
        if (range is null)
            Numbers.Add(Vocabulary.AnyAmount);
        else
            Range = (AmountBuckets.Low(range), AmountBuckets.High(range));
    }
}

/// <summary>
/// The chunks, and which slot of them belongs to whom. Nothing in it is safe for a writer beside readers: its index locks.
/// </summary>
internal sealed class SlotTable<TRest>
{
    private readonly ConcurrentBag<ScanBuffer> _scratch = [];
    private readonly List<Chunk<TRest>> _chunks = [];
    private readonly Slots _slots = new();
    private readonly SortedAmounts _lows = new();
    private readonly SortedAmounts _highs = new();

    /// <summary>Answers one question with room that is kept for the next ones, one for each that are answered at a time.</summary>
    public T Scanning<T>(Question question, IAsked<TRest> asked, Func<Scan<TRest>, T> answer)
    {
        var scratch = _scratch.TryTake(out var spare) ? spare : new();
        try
        {
            return answer(new(this, question, asked, scratch));
        }
        finally
        {
            _scratch.Add(scratch);
        }
    }

    /// <summary>How many are kept.</summary>
    public int Count => _slots.Count;

    /// <summary>The chunks, in the order of their slots.</summary>
    public List<Chunk<TRest>> Chunks => _chunks;

    /// <summary>Memory taken by columns and tables.</summary>
    public long ColumnBytes(int restBytes) =>
        _slots.Bytes + _lows.Bytes + _highs.Bytes + (_chunks.Count * ((2 * 24L) + (SlotSet.Slots * (16L + restBytes))));

    /// <summary>Memory taken by sets.</summary>
    public long SetBytes => _chunks.Sum(chunk => chunk.SetBytes);

    /// <summary>The slot of an id; -1 when it has none.</summary>
    public int Find(Guid id) => _slots.Find(id);

    /// <summary>The id of a slot that is taken.</summary>
    public Guid IdOf(int slot) => _slots.IdOf(slot);

    /// <summary>By slot: the ids of a chunk.</summary>
    public Guid[] IdsOf(int chunk) => _slots.IdsOf(chunk);

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
        var ranged = new ulong[SlotSet.Words];
        var without = new ulong[SlotSet.Words];
        chunk.Taken.CopyInto(ranged);
        chunk[Vocabulary.AnyAmount]?.CopyInto(without);
        SlotSet.AndNot(ranged, without);
        var outside = 0;
        for (var slot = 0; slot < SlotSet.Slots; slot++)
            if ((ranged[slot >> 6] & (1UL << slot)) != 0 && range.Fails(chunk.Ranges[slot]))
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
        if (entry.Range is { } range)
            WriteRange(chunk, at, range, there);
        chunk.Rest[at] = there ? entry.Rest : default!;
        if (there)
            chunk.Taken.Add(at);
        else
            chunk.Taken.Remove(at);
    }

    private void WriteRange(Chunk<TRest> chunk, int at, (long Low, long High) range, bool there)
    {
        chunk.Ranges[at] = range;
        for (var bucket = AmountBuckets.Of(range.Low); bucket < AmountBuckets.Count; bucket++)
            chunk.Mark(Vocabulary.LowEnds + bucket, at, there);
        for (var bucket = AmountBuckets.Of(range.High); bucket >= 0; bucket--)
            chunk.Mark(Vocabulary.HighEnds + bucket, at, there);
        if (there)
        {
            _lows.Add(range.Low);
            _highs.Add(range.High);
        }
        else
        {
            _lows.Remove(range.Low);
            _highs.Remove(range.High);
        }
    }
}
