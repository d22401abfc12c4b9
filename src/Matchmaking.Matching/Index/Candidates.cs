namespace Matchmaking.Matching.Index;

/// <summary>
/// Those that can still be among the best. Whether one can is told by its score alone; ids, which order those of one score, lie far apart
/// in memory and are read at the end, for the few that are left.
/// </summary>
internal sealed class Candidates(int most)
{
    private readonly List<Found> _all = new(Math.Min(most, 256));
    private readonly int[] _byScore = new int[Matcher.FullScore + 1];
    private int _least;
    private int _atLeast;

    /// <summary>One with a lower score than this need not be offered.</summary>
    public int Least => most == 0 ? int.MaxValue : _least;

    /// <summary>Takes one whose score is at least <see cref="Least"/>. Its id may be left out while it has a slot.</summary>
    public void Offer(Found found)
    {
        _all.Add(found);
        _byScore[found.Score]++;
        _atLeast++;
        for (; _atLeast - _byScore[_least] >= most; _least++)
            _atLeast -= _byScore[_least];
    }

    /// <summary>The best ones, the best first.</summary>
    public Found[] InOrder(Func<int, Guid> idOf)
    {
        // First all are read, then compared: the processor reads many at once only where nothing waits for what was read.
        var left = _all.FindAll(found => found.Score >= _least).ToArray();
        for (var i = 0; i < left.Length; i++)
            if (left[i].Slot >= 0)
                left[i] = left[i] with { Id = idOf(left[i].Slot) };
        var best = new Best(most);
        foreach (var found in left)
            best.Offer(found);
        return best.InOrder();
    }
}
