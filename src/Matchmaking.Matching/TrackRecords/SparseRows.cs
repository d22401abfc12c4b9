namespace Matchmaking.Matching.TrackRecords;

/// <summary>Many short rows of (column, value), packed one after the other; the columns of a row ascend.</summary>
internal sealed class SparseRows
{
    private readonly int[] starts;
    private readonly int[] columns;
    private readonly float[] values;

    private SparseRows(int[] starts, int[] columns, float[] values) => (this.starts, this.columns, this.values) = (starts, columns, values);

    public ReadOnlySpan<int> Columns(int row) => columns.AsSpan(starts[row], starts[row + 1] - starts[row]);

    public ReadOnlySpan<float> Values(int row) => values.AsSpan(starts[row], starts[row + 1] - starts[row]);

    /// <summary>The value at a column; 0 where the row has none.</summary>
    public float At(int row, int column)
    {
        var at = Columns(row).BinarySearch(column);
        return at < 0 ? 0 : values[starts[row] + at];
    }

    /// <summary>
    /// Adds up the entries that fall on the same place, in the order in which they were given: a sum of fractions depends on it.
    /// </summary>
    public static SparseRows Of(int rows, List<(int Row, int Column, float Value)> entries)
    {
        var keys = new long[entries.Count];
        var order = new int[entries.Count];
        for (var e = 0; e < keys.Length; e++)
            (keys[e], order[e]) = (((long)entries[e].Row << 32) | (uint)entries[e].Column, e);
        Array.Sort(keys, order);
        SortTies(keys, order);
        var starts = new int[rows + 1];
        var columns = new List<int>(keys.Length);
        var values = new List<float>(keys.Length);
        for (var k = 0; k < keys.Length; k++)
        {
            var (row, column, value) = entries[order[k]];
            if (k > 0 && keys[k] == keys[k - 1])
                values[^1] += value;
            else
            {
                columns.Add(column);
                values.Add(value);
                starts[row + 1]++;
            }
        }
        for (var row = 0; row < rows; row++)
            starts[row + 1] += starts[row];
        return new(starts, [.. columns], [.. values]);
    }

    private static void SortTies(long[] keys, int[] order)
    {
        for (int from = 0, to; from < keys.Length; from = to)
        {
            for (to = from + 1; to < keys.Length && keys[to] == keys[from]; )
                to++;
            if (to - from > 1)
                Array.Sort(order, from, to - from);
        }
    }
}
