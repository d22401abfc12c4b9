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
