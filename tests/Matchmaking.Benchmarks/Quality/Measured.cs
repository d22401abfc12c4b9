using System.Globalization;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>One method's ranks in all cases of a task.</summary>
/// <param name="Method">The method's name.</param>
/// <param name="Ranks">For each case, the ranks of its relevant ones, in their order.</param>
internal sealed record Measured(string Method, IReadOnlyList<int[]> Ranks)
{
    /// <summary>Ranks all investors for each listing.</summary>
    public static Measured ForListings(Method method, Protocol protocol, int seed)
    {
        var scores = new double[protocol.Names.Count];
        return new(
            method.Name,
            [
                .. protocol.Listings.Select(
                    (one, number) =>
                    {
                        for (var investor = 0; investor < scores.Length; investor++)
                            scores[investor] = method.Score(investor, one.Query);
                        return Ranking.RanksOf(scores, one.Relevant, SeedOf(seed, number));
                    }
                ),
            ]
        );
    }

    /// <summary>Ranks a year's listings for each investor.</summary>
    public static Measured ForInvestors(Method method, Protocol protocol, int seed) =>
        new(
            method.Name,
            [
                .. protocol.Investors.Select(
                    (one, number) =>
                        Ranking.RanksOf(
                            [.. protocol.Pools[one.Year].Select(listing => method.Score(one.Query, listing))],
                            one.Relevant,
                            SeedOf(seed, number)
                        )
                ),
            ]
        );

    /// <summary>The row of the table.</summary>
    public string Row(int seed)
    {
        var cases = Ranks.Select(ranks => RankingMetrics.Of(ranks)).ToArray();
        var mean = RankingMetrics.Mean(cases);
        var (low, high) = RankingMetrics.Interval(cases, new Random(seed));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Method, -54} R@10 {mean.Recall10:F3} [{low:F3},{high:F3}]  R@50 {mean.Recall50:F3}  MRR {mean.Reciprocal:F3}  nDCG@10 "
                + $"{mean.Gain10:F3}  hit@10 {mean.Hit10:F3}"
        );
    }

    private static ulong SeedOf(int seed, int number) => (ulong)seed * 1_000_003 + (ulong)number;
}
