using System.Numerics;

namespace Matchmaking.Matching.Index;

/// <summary>
/// Which slot belongs to which id. Slots that were given back are used again. The table of ids is cut into many small ones, so that
/// growing copies a few of them and never all.
/// </summary>
internal sealed class Slots
{
    private const int PartBits = 12;

    private readonly List<Guid[]> _ids = [];
    private readonly Stack<int> _free = new();

    // A part is a table of slots plus one, zero where nothing is, searched from the place that the id's hash names.
    private readonly int[][] _parts = new int[1 << PartBits][];
    private readonly int[] _inPart = new int[1 << PartBits];
    private int _next;

    /// <summary>How many slots are taken.</summary>
    public int Count { get; private set; }

    /// <summary>Memory taken.</summary>
    public long Bytes =>
        (_ids.Count * (24L + (SlotSet.Slots * 16L)))
        + (_free.Count * 4L)
        + (_parts.Length * (8L + 4))
        + _parts.Sum(part => part is null ? 0 : 24L + (part.Length * 4));

    /// <summary>The id of a slot that is taken.</summary>
    public Guid IdOf(int slot) => _ids[slot / SlotSet.Slots][slot % SlotSet.Slots];

    /// <summary>The ids of a chunk, by slot; empty ones in slots that are free.</summary>
    public Guid[] IdsOf(int chunk) => _ids[chunk];

    /// <summary>Whether an id has the slot. Any number may be asked.</summary>
    public bool Has(int slot, Guid id) => slot >= 0 && slot < _next && IdOf(slot) == id;

    /// <summary>The slot of an id; -1 when it has none.</summary>
    public int Find(Guid id)
    {
        var (part, hash) = Place(id);
        if (_parts[part] is not { } table)
            return -1;
        for (var at = hash & (table.Length - 1); table[at] != 0; at = (at + 1) & (table.Length - 1))
            if (IdOf(table[at] - 1) == id)
                return table[at] - 1;
        return -1;
    }

    /// <summary>Gives a slot to an id that has none.</summary>
    public int Take(Guid id)
    {
        var slot = _free.TryPop(out var free) ? free : _next++;
        if (slot / SlotSet.Slots == _ids.Count)
            _ids.Add(new Guid[SlotSet.Slots]);
        _ids[slot / SlotSet.Slots][slot % SlotSet.Slots] = id;
        var (part, hash) = Place(id);
        var table = _parts[part] ??= new int[4];
        if ((_inPart[part] + 1) * 4 > table.Length * 3)
            table = _parts[part] = Grown(table);
        Put(table, hash, slot);
        _inPart[part]++;
        Count++;
        return slot;
    }

    /// <summary>Takes the slot of an id back.</summary>
    public void Release(Guid id)
    {
        var (part, hash) = Place(id);
        var table = _parts[part];
        var mask = table.Length - 1;
        var at = hash & mask;
        while (IdOf(table[at] - 1) != id)
            at = (at + 1) & mask;
        var freed = table[at] - 1;
        _free.Push(freed);
        // Those behind the gap move up where the gap would hide them.
        for (var next = (at + 1) & mask; table[next] != 0; next = (next + 1) & mask)
        {
            var home = Place(IdOf(table[next] - 1)).Hash & mask;
            if (((next - home) & mask) < ((next - at) & mask))
                continue;
            table[at] = table[next];
            at = next;
        }
        table[at] = 0;
        _ids[freed / SlotSet.Slots][freed % SlotSet.Slots] = Guid.Empty;
        _inPart[part]--;
        Count--;
    }

    private int[] Grown(int[] table)
    {
        var grown = new int[table.Length * 2];
        foreach (var entry in table)
            if (entry != 0)
                Put(grown, Place(IdOf(entry - 1)).Hash, entry - 1);
        return grown;
    }

    private static void Put(int[] table, int hash, int slot)
    {
        var at = hash & (table.Length - 1);
        while (table[at] != 0)
            at = (at + 1) & (table.Length - 1);
        table[at] = slot + 1;
    }

    // Ids made one after another differ in a few bits only; multiplying spreads them.
    private static (int Part, int Hash) Place(Guid id)
    {
        var mixed = (ulong)(uint)id.GetHashCode() * 0x9E37_79B9_7F4A_7C15;
        mixed ^= BitOperations.RotateRight(mixed, 29);
        return ((int)(mixed >> (64 - PartBits)), (int)(mixed & int.MaxValue));
    }
}
