using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Matchmaking.Matching.Index;

/// <summary>
/// Which slots of one chunk have one value, for example "wants subsector auto.ebus". Few of them are a sorted list of numbers, many of
/// them a bitmap: a rare word must not cost 2 KB in every chunk, and a common value must be combined 256 slots at a time.
/// </summary>
internal sealed class SlotSet
{
    /// <summary>
    /// Slots in a chunk. With fewer, more time goes into finding the bitmaps than into reading them; with more, a small index wastes more.
    /// </summary>
    public const int Slots = 65_536;

    /// <summary>Words of 64 slots in a bitmap.</summary>
    public const int Words = Slots / 64;

    /// <summary>More than this many become a bitmap, of which the list takes an eighth then.</summary>
    private const int Few = Slots / 128;

    private const nuint Lanes = 4;

    private ushort[]? _few = [];
    private ulong[] _bits = [];

    /// <summary>How many slots are in it.</summary>
    public int Count { get; private set; }

    /// <summary>Memory taken, with the headers of its objects.</summary>
    public long Bytes => 40 + 24 + (_few is null ? Words * sizeof(ulong) : _few.Length * sizeof(ushort));

    /// <summary>Puts a slot in; nothing happens when it is in already.</summary>
    public void Add(int slot)
    {
        if (_few is null)
        {
            ref var word = ref _bits[slot >> 6];
            var bit = 1UL << slot;
            Count += (word & bit) == 0 ? 1 : 0;
            word |= bit;
            return;
        }
        var at = _few.AsSpan(0, Count).BinarySearch((ushort)slot);
        if (at >= 0)
            return;
        if (Count == Few)
        {
            ToBits();
            Add(slot);
            return;
        }
        at = ~at;
        if (Count == _few.Length)
            Array.Resize(ref _few, Math.Max(4, Count * 2));
        _few.AsSpan(at, Count - at).CopyTo(_few.AsSpan(at + 1));
        _few[at] = (ushort)slot;
        Count++;
    }

    /// <summary>Takes a slot out; nothing happens when it is not in.</summary>
    public void Remove(int slot)
    {
        if (_few is null)
        {
            ref var word = ref _bits[slot >> 6];
            var bit = 1UL << slot;
            Count -= (word & bit) == 0 ? 0 : 1;
            word &= ~bit;
            return;
        }
        var at = _few.AsSpan(0, Count).BinarySearch((ushort)slot);
        if (at < 0)
            return;
        _few.AsSpan(at + 1, Count - at - 1).CopyTo(_few.AsSpan(at));
        Count--;
    }

    /// <summary>Its bitmap; null while it is a list.</summary>
    public ulong[]? Bitmap => _few is null ? _bits : null;

    /// <summary>Sets the bits of its slots. The bits may end behind the last slot that is taken.</summary>
    public void OrInto(ulong[] bits)
    {
        if (_few is null)
            for (var i = 0; i < bits.Length; i++)
                bits[i] |= _bits[i];
        else
            foreach (var slot in _few.AsSpan(0, Count))
                bits[slot >> 6] |= 1UL << slot;
    }

    /// <summary>Makes the bits those of its slots and no others.</summary>
    public void CopyInto(ulong[] bits)
    {
        if (_few is null)
        {
            _bits.AsSpan(0, bits.Length).CopyTo(bits);
            return;
        }
        bits.AsSpan().Clear();
        OrInto(bits);
    }

    /// <summary>Keeps the bits that both have.</summary>
    public static void And(ulong[] bits, ulong[] other)
    {
        ref var into = ref First(bits);
        ref var from = ref First(other);
        for (nuint i = 0; i < Words; i += Lanes)
            (Vector256.LoadUnsafe(ref into, i) & Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref into, i);
    }

    /// <summary>Keeps the bits that the other has not.</summary>
    public static void AndNot(ulong[] bits, ulong[] other)
    {
        ref var into = ref First(bits);
        ref var from = ref First(other);
        for (nuint i = 0; i < Words; i += Lanes)
            Vector256.AndNot(Vector256.LoadUnsafe(ref into, i), Vector256.LoadUnsafe(ref from, i)).StoreUnsafe(ref into, i);
    }

    /// <summary>Keeps the bits that at least one of the bitmaps has too. One pass: to combine them first would cost two more.</summary>
    public static void AndAnyOf(ulong[] bits, ReadOnlySpan<ulong[]> any)
    {
        if (any.Length is 0 or > 3)
        {
            var all = new ulong[Words];
            SetAnyOf(all, any);
            And(bits, all);
            return;
        }
        ref var into = ref First(bits);
        ref var a = ref First(any[0]);
        ref var b = ref First(any[any.Length > 1 ? 1 : 0]);
        ref var c = ref First(any[^1]);
        if (any.Length < 3)
            for (nuint i = 0; i < Words; i += Lanes)
                (Vector256.LoadUnsafe(ref into, i) & (Vector256.LoadUnsafe(ref a, i) | Vector256.LoadUnsafe(ref b, i))).StoreUnsafe(
                    ref into,
                    i
                );
        else
            for (nuint i = 0; i < Words; i += Lanes)
                (
                    Vector256.LoadUnsafe(ref into, i)
                    & (Vector256.LoadUnsafe(ref a, i) | Vector256.LoadUnsafe(ref b, i) | Vector256.LoadUnsafe(ref c, i))
                ).StoreUnsafe(ref into, i);
    }

    /// <summary>Makes the bits those that at least one of the bitmaps has.</summary>
    public static void SetAnyOf(ulong[] bits, ReadOnlySpan<ulong[]> any)
    {
        if (any.Length == 0)
            bits.AsSpan().Clear();
        ref var into = ref First(bits);
        for (var at = 0; at < any.Length; at += 2)
        {
            ref var a = ref First(any[at]);
            ref var b = ref First(any[Math.Min(at + 1, any.Length - 1)]);
            ref var c = ref at == 0 ? ref a : ref into;
            for (nuint i = 0; i < Words; i += Lanes)
                (Vector256.LoadUnsafe(ref a, i) | Vector256.LoadUnsafe(ref b, i) | Vector256.LoadUnsafe(ref c, i)).StoreUnsafe(ref into, i);
        }
    }

    /// <summary>How many of the bits are slots of at least one of the sets.</summary>
    /// <param name="sets">Of the same chunk.</param>
    /// <param name="bits">They may end behind the last slot that is taken.</param>
    /// <param name="room">As long as the bits; what is in it is lost. It is needed only where there are several sets.</param>
    public static int CountOfAny(List<SlotSet> sets, ulong[] bits, ulong[] room)
    {
        if (sets.Count < 2)
            return sets.Count == 0 ? 0 : sets[0].CountIn(bits);
        sets[0].CopyInto(room);
        for (var i = 1; i < sets.Count; i++)
            sets[i].OrInto(room);
        return CountOfBoth(room, bits);
    }

    private int CountIn(ulong[] bits)
    {
        if (_few is null)
            return CountOfBoth(bits, _bits);
        var count = 0;
        foreach (var slot in _few.AsSpan(0, Count))
            count += (int)(bits[slot >> 6] >> slot) & 1;
        return count;
    }

    /// <summary>How many bits are set.</summary>
    public static int CountOf(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        return count;
    }

    /// <summary>How many bits are set in both, of which the second is at least as long.</summary>
    public static int CountOfBoth(ReadOnlySpan<ulong> bits, ReadOnlySpan<ulong> other)
    {
        var count = 0;
        for (var i = 0; i < bits.Length; i++)
            count += BitOperations.PopCount(bits[i] & other[i]);
        return count;
    }

    // The loops above read without checking bounds: every bitmap has this length.
    private static ref ulong First(ulong[] bits)
    {
        ArgumentOutOfRangeException.ThrowIfNotEqual(bits.Length, Words);
        return ref MemoryMarshal.GetArrayDataReference(bits);
    }

    private void ToBits()
    {
        _bits = new ulong[Words];
        foreach (var slot in _few.AsSpan(0, Count))
            _bits[slot >> 6] |= 1UL << slot;
        _few = null;
    }
}
