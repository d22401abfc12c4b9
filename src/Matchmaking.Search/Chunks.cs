namespace Matchmaking.Search;

/// <summary>
/// A long array in pieces, each small enough for the heap of young objects: arrays of a megabyte for each answer would make the runtime
/// collect the old ones.
/// </summary>
internal readonly struct Chunks<T>
{
    private const int Shift = 13;
    private const int Mask = (1 << Shift) - 1;
    private readonly T[][] _chunks;

    /// <summary>An array of a length.</summary>
    public Chunks(int length)
    {
        Length = length;
        _chunks = new T[(length + Mask) >> Shift][];
        for (var i = 0; i < _chunks.Length; i++)
            _chunks[i] = new T[Math.Min(length - (i << Shift), Mask + 1)];
    }

    /// <summary>How many items there are.</summary>
    public int Length { get; }

    /// <summary>The item at an index.</summary>
    public ref T this[int index] => ref _chunks[index >> Shift][index & Mask];
}
