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
    /// <summary>Slots in a chunk. Small enough that all the sets of a question stay in the processor's nearest cache.</summary>
    public const int Slots = 16_384;
    /// <summary>Words of 64 slots in a bitmap.</summary>
    public const int Words = Slots / 64;
    /// <summary>More than this many become a bitmap: here the list takes an eighth of it.</summary>
    private const int Few = 128;

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

    /// <summary>Sets the bits of its slots.</summary>
    public void OrInto(Span<ulong> bits)
    {
        if (_few is null)
        {
            var into = MemoryMarshal.Cast<ulong, Vector256<ulong>>(bits[..Words]);
            var from = MemoryMarshal.Cast<ulong, Vector256<ulong>>(_bits.AsSpan(0, Words));
            for (var i = 0; i < into.Length; i++)
                into[i] |= from[i];
            return;
        }
        foreach (var slot in _few.AsSpan(0, Count))
            bits[slot >> 6] |= 1UL << slot;
    }

    /// <summary>Makes the bits those of its slots and no others.</summary>
    public void CopyInto(Span<ulong> bits)
    {
        if (_few is null)
        {
            _bits.CopyTo(bits);
            return;
        }
        bits.Clear();
        OrInto(bits);
    }

    /// <summary>Keeps the bits that both have.</summary>
    public static void And(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        var into = MemoryMarshal.Cast<ulong, Vector256<ulong>>(bits[..Words]);
        var from = MemoryMarshal.Cast<ulong, Vector256<ulong>>(other[..Words]);
        for (var i = 0; i < into.Length; i++)
            into[i] &= from[i];
    }

    /// <summary>Keeps the bits that the other has not.</summary>
    public static void AndNot(Span<ulong> bits, ReadOnlySpan<ulong> other)
    {
        var into = MemoryMarshal.Cast<ulong, Vector256<ulong>>(bits[..Words]);
        var from = MemoryMarshal.Cast<ulong, Vector256<ulong>>(other[..Words]);
        for (var i = 0; i < into.Length; i++)
            into[i] = Vector256.AndNot(into[i], from[i]);
    }

    /// <summary>How many bits are set.</summary>
    public static int CountOf(ReadOnlySpan<ulong> bits)
    {
        var count = 0;
        foreach (var word in bits)
            count += BitOperations.PopCount(word);
        return count;
    }

    private void ToBits()
    {
        _bits = new ulong[Words];
        foreach (var slot in _few.AsSpan(0, Count))
            _bits[slot >> 6] |= 1UL << slot;
        _few = null;
    }
}
