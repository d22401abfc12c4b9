using System.Collections.Concurrent;

namespace Matchmaking.Search;

/// <summary>
/// A value for each document of a snapshot, most of them zero, and the list of the others. Columns are large and are lent from a pool; a
/// returned column is empty again.
/// </summary>
internal sealed class Column : IDisposable
{
    private const int MostPooled = 32;
    private static readonly ConcurrentBag<Column> Pool = [];
    private static int _pooled;
    private float[] _values = [];
    private int[] _touched = [];

    /// <summary>How many documents have a value.</summary>
    public int Count { get; private set; }

    /// <summary>The documents that have a value, in no order.</summary>
    public ReadOnlySpan<int> Touched => _touched.AsSpan(0, Count);

    /// <summary>The value of a document.</summary>
    public float this[int ordinal] => _values[ordinal];

    /// <summary>An empty column.</summary>
    public static Column Rent(int documents)
    {
        if (Pool.TryTake(out var column))
            Interlocked.Decrement(ref _pooled);
        else
            column = new();
        if (column._values.Length < documents)
            (column._values, column._touched) = (new float[documents + documents / 8 + 64], new int[documents + documents / 8 + 64]);
        return column;
    }

    /// <summary>Raises a document's value to a positive one.</summary>
    public void Raise(int ordinal, float value)
    {
        ref var current = ref _values[ordinal];
        if (current == 0)
            _touched[Count++] = ordinal;
        if (value > current)
            current = value;
    }

    /// <summary>Adds a positive value to a document's.</summary>
    public void Add(int ordinal, float value)
    {
        ref var current = ref _values[ordinal];
        if (current == 0)
            _touched[Count++] = ordinal;
        current += value;
    }

    /// <summary>Keeps what another column has too, and adds the other's value to it.</summary>
    public void Join(Column other)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
        {
            var ordinal = _touched[i];
            ref var value = ref _values[ordinal];
            value = other._values[ordinal] == 0 ? 0 : value + other._values[ordinal];
            if (value != 0)
                _touched[kept++] = ordinal;
        }
        Count = kept;
    }

    /// <summary>Keeps the documents that a test accepts.</summary>
    public void Keep(Func<int, bool> accepts)
    {
        var kept = 0;
        for (var i = 0; i < Count; i++)
            if (accepts(_touched[i]))
                _touched[kept++] = _touched[i];
            else
                _values[_touched[i]] = 0;
        Count = kept;
    }

    /// <summary>Gives the column back.</summary>
    public void Dispose()
    {
        foreach (var ordinal in Touched)
            _values[ordinal] = 0;
        Count = 0;
        if (Interlocked.Increment(ref _pooled) <= MostPooled)
            Pool.Add(this);
        else
            Interlocked.Decrement(ref _pooled);
    }
}
