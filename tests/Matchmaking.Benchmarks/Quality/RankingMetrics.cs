namespace Matchmaking.Benchmarks.Quality;

/// <summary>How well one ranking found what was relevant.</summary>
/// <param name="Recall10">Share of the relevant among the first ten.</param>
/// <param name="Recall50">Share of the relevant among the first fifty.</param>
/// <param name="Reciprocal">1 by the rank of the first relevant one; its mean is the MRR.</param>
/// <param name="Gain10">nDCG of the first ten: 1 when the relevant stand at the top.</param>
/// <param name="Hit10">1 when a relevant one is among the first ten, else 0.</param>
internal readonly record struct RankingMetrics(double Recall10, double Recall50, double Reciprocal, double Gain10, double Hit10)
{
    /// <summary>Measures the ranks, from 1, of all that was relevant; at least one.</summary>
    public static RankingMetrics Of(IReadOnlyCollection<int> ranks)
    {
        var gained = ranks.Where(rank => rank <= 10).Sum(Gain);
        var ideal = Enumerable.Range(1, Math.Min(10, ranks.Count)).Sum(Gain);
        return new(
            ranks.Count(rank => rank <= 10) / (double)ranks.Count,
            ranks.Count(rank => rank <= 50) / (double)ranks.Count,
            1.0 / ranks.Min(),
            gained / ideal,
            ranks.Min() <= 10 ? 1 : 0
        );
    }

    /// <summary>The mean of each figure.</summary>
    public static RankingMetrics Mean(IReadOnlyCollection<RankingMetrics> cases) =>
        cases.Count == 0
            ? default
            : new(
                cases.Average(one => one.Recall10),
                cases.Average(one => one.Recall50),
                cases.Average(one => one.Reciprocal),
                cases.Average(one => one.Gain10),
                cases.Average(one => one.Hit10)
            );

    /// <summary>The 95 % interval of the mean recall@10 over two hundred draws of the cases, with replacement.</summary>
    public static (double Low, double High) Interval(IReadOnlyList<RankingMetrics> cases, Random chance)
    {
        if (cases.Count == 0)
            return default;
        var means = new double[200];
        for (var draw = 0; draw < means.Length; draw++)
        for (var at = 0; at < cases.Count; at++)
            means[draw] += cases[chance.Next(cases.Count)].Recall10 / cases.Count;
        Array.Sort(means);
        return (means[5], means[194]);
    }

    private static double Gain(int rank) => 1 / Math.Log2(rank + 1);
}
