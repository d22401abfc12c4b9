using System.Buffers;
using System.Numerics;

namespace Matchmaking.Matching.Index;

/// <summary>What the numbers beside the filters, and the orders of the list, read of a published listing.</summary>
/// <param name="Codes">What it can be filtered by: all its sectors and subsectors, its places and so on.</param>
/// <param name="IsOffered">Whether somebody can still come in, up to its last day.</param>
/// <param name="LastDay">The last day in Baku on which it is open; null when it is open-ended.</param>
/// <param name="PublishedAt">Microseconds since 1970.</param>
/// <param name="Dollars">The higher end of its amount; null when none is published.</param>
public sealed record FacetValues(FacetCodes Codes, bool IsOffered, DateOnly? LastDay, long PublishedAt = 0, decimal? Dollars = null);

/// <summary>
/// All published listings, closed and expired ones too, to be counted by what they can be filtered by. Safe for many readers
/// and writers at once; a count takes less than a millisecond for a hundred thousand listings, and a writer waits no longer. A
/// day that passes needs no write.
/// </summary>
public sealed class FacetIndex
{
    private readonly ReaderWriterLockSlim _lock = new();
    private readonly Slots _slots = new();
    private readonly List<FacetChunk> _chunks = [];

    /// <summary>Adds a listing, or replaces what it said. Its lists belong to the index from now on.</summary>
    /// <returns>Its place here, which stays the same until it is removed.</returns>
    public int Set(Guid listing, FacetValues values)
    {
        _lock.EnterWriteLock();
        try
        {
            var slot = _slots.Find(listing);
            if (slot >= 0)
                _chunks[slot / SlotSet.Slots].Remove(slot % SlotSet.Slots);
            else
                slot = _slots.Take(listing);
            if (slot / SlotSet.Slots == _chunks.Count)
                _chunks.Add(new());
            _chunks[slot / SlotSet.Slots].Add(slot % SlotSet.Slots, values);
            return slot;
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Forgets a listing, if it was there.</summary>
    public void Remove(Guid listing)
    {
        _lock.EnterWriteLock();
        try
        {
            if (_slots.Find(listing) is not (>= 0 and var slot))
                return;
            _chunks[slot / SlotSet.Slots].Remove(slot % SlotSet.Slots);
            _slots.Release(listing);
        }
        finally
        {
            _lock.ExitWriteLock();
        }
    }

    /// <summary>Counts, all numbers as at one moment.</summary>
    /// <param name="filter">What is asked for.</param>
    /// <param name="options">The values that numbers are wanted for.</param>
    public FacetCounts Count(FacetFilter filter, FacetOptions options) => Ask(filter, options, null).Counts;

    /// <summary>Counts, and says what stands on a page of the list, both as at one moment.</summary>
    /// <param name="filter">What is asked for.</param>
    /// <param name="options">The values that numbers are wanted for.</param>
    /// <param name="page">Which page.</param>
    public (FacetCounts Counts, FacetPage Page) List(FacetFilter filter, FacetOptions options, FacetPageQuestion page)
    {
        var (counts, first) = Ask(filter, options, new(page), page);
        return (counts, first!.Page());
    }

    private (FacetCounts Counts, FirstPositions? Page) Ask(
        FacetFilter filter,
        FacetOptions options,
        FirstPositions? first,
        FacetPageQuestion? page = null
    )
    {
        var counts = new FacetCounts(options, filter);
        _lock.EnterReadLock();
        var nearness = page?.Order == FacetOrder.Nearness && filter.Among is not null ? new float[_chunks.Count][] : null;
        try
        {
            for (var i = 0; i < nearness?.Length; i++)
                nearness[i] = ArrayPool<float>.Shared.Rent(SlotSet.Slots);
            var among = filter.Among is null ? null : SlotsOf(filter.Among, nearness);
            var lists = (filter.Questions ?? [])
                .Select(question => question.Listings is null ? null : SlotsOf(question.Listings))
                .ToArray();
            for (var i = 0; i < _chunks.Count; i++)
            {
                var found = counts.Add(_chunks[i], among?[i], Array.ConvertAll(lists, list => list?[i]));
                if (page is not null)
                    Offer(i, found, page, nearness?[i], first!);
            }
            return (counts, first);
        }
        finally
        {
            _lock.ExitReadLock();
            foreach (var rented in nearness ?? [])
                ArrayPool<float>.Shared.Return(rented);
        }
    }

    private void Offer(int chunk, ulong[] found, FacetPageQuestion page, float[]? nearness, FirstPositions first)
    {
        var (ids, values) = (_slots.IdsOf(chunk), _chunks[chunk]);
        for (var word = 0; word < found.Length; word++)
        for (var left = found[word]; left != 0; left &= left - 1)
        {
            var slot = (word << 6) + BitOperations.TrailingZeroCount(left);
            var id = ids[slot];
            var key = page.Order switch
            {
                FacetOrder.Closing => -(long)values.LastDays[slot],
                FacetOrder.Amount => values.Dollars[slot],
                FacetOrder.Nearness => nearness is null ? 0 : KeyOf(nearness[slot]),
                FacetOrder.Scores => page.Scores is not null && page.Scores.TryGetValue(id, out var score) ? KeyOf(score) : long.MinValue,
                _ => 0,
            };
            first.Offer(new(key, values.PublishedAt[slot], id));
        }
    }

    // A millionth is as fine as an order needs to be.
    private static long KeyOf(float score) => (long)(score * 1_000_000);

    private ulong[][] SlotsOf(INearListings listings, float[][]? nearness)
    {
        var bits = Empty();
        for (var i = 0; i < listings.Count; i++)
        {
            var (id, slot, near) = listings.At(i);
            // What another index knows of this one may be of a moment before or after.
            if (!_slots.Has(slot, id))
                slot = _slots.Find(id);
            if (slot < 0)
                continue;
            var (chunk, within) = (slot / SlotSet.Slots, slot % SlotSet.Slots);
            bits[chunk][within >> 6] |= 1UL << within;
            if (nearness is not null)
                nearness[chunk][within] = near;
        }
        return bits;
    }

    private ulong[][] SlotsOf(IReadOnlyCollection<Guid> listings)
    {
        var bits = Empty();
        foreach (var listing in listings)
            if (_slots.Find(listing) is >= 0 and var slot)
                bits[slot / SlotSet.Slots][slot % SlotSet.Slots >> 6] |= 1UL << slot;
        return bits;
    }

    private ulong[][] Empty() => [.. _chunks.Select(chunk => new ulong[chunk.Words])];
}

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
