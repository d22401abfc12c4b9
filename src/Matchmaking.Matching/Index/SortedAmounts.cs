namespace Matchmaking.Matching.Index;

/// <summary>
/// Amounts in order, some of them equal, to be asked how many are below another one. They stand in short blocks, so that a change moves
/// a few kilobytes however many there are.
/// </summary>
internal sealed class SortedAmounts
{
    private const int BlockLength = 512;

    private long[] _firsts = [];
    private long[][] _blocks = [];
    private int[] _counts = [];
    private int _used;

    /// <summary>How many amounts there are, equal ones counted apart.</summary>
    public int Count { get; private set; }

    /// <summary>Memory taken.</summary>
    public long Bytes => _firsts.Length * (sizeof(long) + sizeof(int) + 8L) + (_used * (24L + BlockLength * sizeof(long)));

    /// <summary>Adds an amount.</summary>
    public void Add(long amount)
    {
        Count++;
        if (_used == 0)
            Insert(0, new long[BlockLength], 0, amount);
        var block = Math.Max(0, BlocksFrom(amount, orEqual: true) - 1);
        if (_counts[block] == BlockLength)
        {
            Split(block);
            block = Math.Max(0, BlocksFrom(amount, orEqual: true) - 1);
        }
        var amounts = _blocks[block];
        var at = Below(amounts.AsSpan(0, _counts[block]), amount);
        amounts.AsSpan(at, _counts[block] - at).CopyTo(amounts.AsSpan(at + 1));
        amounts[at] = amount;
        _counts[block]++;
        _firsts[block] = amounts[0];
    }

    /// <summary>Takes one such amount away.</summary>
    /// <exception cref="InvalidOperationException">There is none.</exception>
    public void Remove(long amount)
    {
        // The last block that starts at or below the amount holds its last occurrence, if there is any.
        var block = BlocksFrom(amount, orEqual: true) - 1;
        var at = block < 0 ? -1 : Below(_blocks[block].AsSpan(0, _counts[block]), amount);
        if (at < 0 || at == _counts[block] || _blocks[block][at] != amount)
            throw new InvalidOperationException("The amount was never added.");
        var amounts = _blocks[block];
        amounts.AsSpan(at + 1, _counts[block] - at - 1).CopyTo(amounts.AsSpan(at));
        Count--;
        if (--_counts[block] > 0)
            _firsts[block] = amounts[0];
        else
            RemoveBlock(block);
    }

    /// <summary>How many amounts are smaller than this one.</summary>
    public int CountBelow(long amount)
    {
        var blocks = BlocksFrom(amount, orEqual: false);
        if (blocks == 0)
            return 0;
        var count = Below(_blocks[blocks - 1].AsSpan(0, _counts[blocks - 1]), amount);
        foreach (var whole in _counts.AsSpan(0, blocks - 1))
            count += whole;
        return count;
    }

    /// <summary>How many blocks start below the amount, or at it.</summary>
    private int BlocksFrom(long amount, bool orEqual)
    {
        var (low, high) = (0, _used);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_firsts[middle] < amount || (orEqual && _firsts[middle] == amount))
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static int Below(ReadOnlySpan<long> sorted, long amount)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (sorted[middle] < amount)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void Split(int block)
    {
        var right = new long[BlockLength];
        var kept = BlockLength / 2;
        _blocks[block].AsSpan(kept).CopyTo(right);
        _counts[block] = kept;
        Insert(block + 1, right, BlockLength - kept, right[0]);
    }

    private void Insert(int at, long[] block, int count, long first)
    {
        if (_used == _blocks.Length)
        {
            var length = Math.Max(16, _used * 2);
            Array.Resize(ref _blocks, length);
            Array.Resize(ref _counts, length);
            Array.Resize(ref _firsts, length);
        }
        Move(at, at + 1);
        (_blocks[at], _counts[at], _firsts[at]) = (block, count, first);
        _used++;
    }

    private void RemoveBlock(int at)
    {
        Move(at + 1, at);
        _used--;
    }

    private void Move(int from, int to)
    {
        var length = _used - from;
        _blocks.AsSpan(from, length).CopyTo(_blocks.AsSpan(to));
        _counts.AsSpan(from, length).CopyTo(_counts.AsSpan(to));
        _firsts.AsSpan(from, length).CopyTo(_firsts.AsSpan(to));
    }
}
