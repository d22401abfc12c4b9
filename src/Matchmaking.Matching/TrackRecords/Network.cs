namespace Matchmaking.Matching.TrackRecords;

/// <summary>Who invests beside whom, and who invested in which target.</summary>
internal sealed class Network
{
    /// <summary>Years after which a shared deal counts half.</summary>
    private const double HalfLife = 4;

    /// <summary>A shared deal of more investors than this says nothing of any two of them, and would cost their square.</summary>
    private const int Crowd = 40;

    /// <summary>Deals that an investor is presumed to have made alone: one shared deal is not yet a habit.</summary>
    private const double Alone = 2;

    private readonly SparseRows together;
    private readonly double[] active;
    private readonly Dictionary<string, List<int>> targets = new(StringComparer.Ordinal);

    public Network(DealHistory history)
    {
        var entries = new List<(int, int, float)>();
        for (var deal = 0; deal < history.Deals.Count; deal++)
        {
            var investors = history.InvestorsOf[deal];
            var weight = (float)DealHistory.Decay(history.Age[deal], HalfLife);
            if (investors.Length is > 1 and <= Crowd)
                foreach (var one in investors)
                foreach (var other in investors)
                    if (one != other)
                        entries.Add((one, other, weight));
            if (Key(history.Deals[deal]) is { Length: > 0 } key)
            {
                if (!targets.TryGetValue(key, out var deals))
                    targets.Add(key, deals = []);
                deals.Add(deal);
            }
        }
        together = SparseRows.Of(history.DealsOf.Length, entries);
        active = [.. history.DealsOf.Select(deals => Alone + deals.Sum(deal => DealHistory.Decay(history.Age[deal], HalfLife)))];
    }

    /// <summary>Earlier deals of the listing's target; none when it has no name or was not bought before.</summary>
    public IReadOnlyList<int> DealsOfTarget(Listing listing) =>
        Key(listing) is { Length: > 0 } key && targets.TryGetValue(key, out var deals) ? deals : [];

    /// <summary>Hands each investor's votes on to those who invest beside it, in the share of its deals that they shared.</summary>
    public Dictionary<int, double> HandOn(IEnumerable<KeyValuePair<int, double>> votes)
    {
        var sums = new Dictionary<int, double>();
        foreach (var (from, vote) in votes.OrderBy(vote => vote.Key))
        {
            var others = together.Columns(from);
            var shared = together.Values(from);
            for (var at = 0; at < others.Length; at++)
            {
                sums.TryGetValue(others[at], out var sum);
                sums[others[at]] = sum + vote * shared[at] / active[from];
            }
        }
        return sums;
    }

    private static string Key(Listing listing) => listing.Target.Trim().ToLowerInvariant();
}
