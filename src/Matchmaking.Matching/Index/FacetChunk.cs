using System.Numerics;

namespace Matchmaking.Matching.Index;

/// <summary>Some thousand slots of listings, by their values.</summary>
internal sealed class FacetChunk
{
    private readonly FacetValues?[] _values = new FacetValues?[SlotSet.Slots];

    private readonly SlotSet _published = new();
    private readonly SlotSet _offered = new();
    private readonly SortedDictionary<DateOnly, SlotSet> _lastDays = [];
    private readonly Dictionary<string, SlotSet>[] _codes = Array.ConvertAll(
        FacetCounts.Kinds,
        _ => new Dictionary<string, SlotSet>(StringComparer.Ordinal)
    );

    /// <summary>Words of a bitmap up to the highest slot that was ever taken: a short list must not cost what a long one does.</summary>
    public int Words { get; private set; }

    // What lists are ordered by stands side by side: of a hundred thousand listings each in a place of its own, finding them is the work.

    /// <summary>When the listing of a slot was published, in microseconds since 1970.</summary>
    public long[] PublishedAt { get; } = new long[SlotSet.Slots];

    /// <summary>The number of its last day; the highest when it is open-ended.</summary>
    public int[] LastDays { get; } = new int[SlotSet.Slots];

    /// <summary>The higher end of its amount; -1 when none is published.</summary>
    public long[] Dollars { get; } = new long[SlotSet.Slots];

    public void Add(int slot, FacetValues values)
    {
        _values[slot] = values;
        PublishedAt[slot] = values.PublishedAt;
        LastDays[slot] = values.LastDay?.DayNumber ?? int.MaxValue;
        Dollars[slot] = values.Dollars is { } dollars ? (long)Math.Min(dollars, long.MaxValue / 2) : -1;
        Words = Math.Max(Words, (slot >> 6) + 1);
        foreach (var set in SetsOf(values))
            set.Add(slot);
    }

    public void Remove(int slot)
    {
        foreach (var set in SetsOf(_values[slot]!))
            set.Remove(slot);
        if (_values[slot]!.LastDay is { } day && _lastDays[day].Count == 0)
            _lastDays.Remove(day);
        _values[slot] = null;
    }

    /// <summary>Those of the bits of which a question holds that names no listings.</summary>
    public ulong[] Where(ulong[] bits, FacetQuestion question)
    {
        if (question.LastDays is var (from, to))
        {
            var closing = Bits(_lastDays.SkipWhile(last => last.Key < from).TakeWhile(last => last.Key <= to).Select(last => last.Value));
            for (var i = 0; i < bits.Length; i++)
                closing[i] &= bits[i];
            return closing;
        }
        var after = new ulong[bits.Length];
        if (question.PublishedAfter is { } moment)
            for (var word = 0; word < bits.Length; word++)
            for (var left = bits[word]; left != 0; left &= left - 1)
                if (PublishedAt[(word << 6) + BitOperations.TrailingZeroCount(left)] > moment)
                    after[word] |= left & ~(left - 1);
        return after;
    }

    /// <summary>The slots of all.</summary>
    public ulong[] Published() => Bits([_published]);

    /// <summary>Takes out what is not offered, or whose last day is over.</summary>
    public void KeepOpen(ulong[] bits, DateOnly day)
    {
        var (offered, over) = (Bits([_offered]), Bits(_lastDays.TakeWhile(last => last.Key < day).Select(last => last.Value)));
        for (var i = 0; i < bits.Length; i++)
            bits[i] &= offered[i] & ~over[i];
    }

    /// <summary>Makes the bits those of the slots that have at least one of the codes.</summary>
    public ulong[] WithAny(FacetKind kind, IEnumerable<string> codes, ulong[] bits)
    {
        bits.AsSpan().Clear();
        foreach (var code in codes)
            if (_codes[(int)kind].TryGetValue(code, out var set))
                set.OrInto(bits);
        return bits;
    }

    /// <summary>Makes the list that of the slots of each of the codes that occurs.</summary>
    public void SetsOf(FacetKind kind, IReadOnlyList<string> codes, List<SlotSet> sets)
    {
        sets.Clear();
        foreach (var code in codes)
            if (_codes[(int)kind].TryGetValue(code, out var set) && set.Count > 0)
                sets.Add(set);
    }

    private ulong[] Bits(IEnumerable<SlotSet> sets)
    {
        var bits = new ulong[Words];
        foreach (var set in sets)
            set.OrInto(bits);
        return bits;
    }

    private IEnumerable<SlotSet> SetsOf(FacetValues values)
    {
        yield return _published;
        if (values.IsOffered)
            yield return _offered;
        if (values.LastDay is { } day)
            yield return SetOf(_lastDays, day);
        foreach (var kind in FacetCounts.Kinds)
        foreach (var code in values.Codes[kind])
            yield return SetOf(_codes[(int)kind], code);
    }

    private static SlotSet SetOf<TKey>(IDictionary<TKey, SlotSet> sets, TKey key)
        where TKey : notnull
    {
        if (!sets.TryGetValue(key, out var set))
            sets.Add(key, set = new());
        return set;
    }
}
