namespace Matchmaking.Matching.Index;

/// <summary>
/// Room that a question needs while it is answered, kept for the next one: some hundred kilobytes that would else be made anew, and push
/// bitmaps out of the processor's cache.
/// </summary>
internal sealed class ScanBuffer
{
    private readonly List<ulong[]> _bitmaps = [];

    /// <summary>The slots of a chunk that are left.</summary>
    public ulong[] Left { get; } = new ulong[SlotSet.Words];

    /// <summary>The slots that pass one condition.</summary>
    public ulong[] Pass { get; } = new ulong[SlotSet.Words];

    /// <summary>The words of 64 slots that have some left.</summary>
    public int[] Words { get; } = new int[SlotSet.Words];

    /// <summary>By place in that list: those without a range of money, and those that surely earn all points for it.</summary>
    public ulong[] Without { get; } = new ulong[SlotSet.Words];
    public ulong[] Full { get; } = new ulong[SlotSet.Words];

    /// <summary>The slots that are left, one by one, and their points.</summary>
    public int[] Slots { get; private set; } = [];
    public int[] Points { get; private set; } = [];

    /// <summary>Places in that list of those whose ends must be looked at, and the ends.</summary>
    public int[] ToLookAt { get; private set; } = [];
    public (long Low, long High)[] Ranges { get; private set; } = [];

    /// <summary>A bitmap by its number; what is in it is left over.</summary>
    public ulong[] Bitmap(int number)
    {
        while (_bitmaps.Count <= number)
            _bitmaps.Add(new ulong[SlotSet.Words]);
        return _bitmaps[number];
    }

    /// <summary>Makes room for so many slots and one more.</summary>
    public void MakeRoom(int slots)
    {
        if (Slots.Length > slots)
            return;
        var length = Math.Max(slots, SlotSet.Slots / 16) + 1;
        (Slots, Points, ToLookAt, Ranges) = (new int[length], new int[length], new int[length], new (long, long)[length]);
    }
}
