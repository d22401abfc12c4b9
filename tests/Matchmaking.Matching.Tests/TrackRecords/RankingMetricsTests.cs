using Matchmaking.Benchmarks.Quality;

namespace Matchmaking.Matching.Tests.TrackRecords;

/// <summary>The figures by which rankings are judged, on cases that can be reckoned by hand.</summary>
public sealed class RankingMetricsTests
{
    [Fact]
    public void A_single_relevant_one_at_the_top_is_perfect() => Assert.Equal(new RankingMetrics(1, 1, 1, 1, 1), RankingMetrics.Of([1]));

    [Fact]
    public void Ranks_2_and_11_of_two_relevant()
    {
        var metrics = RankingMetrics.Of([11, 2]);

        Assert.Equal(0.5, metrics.Recall10);
        Assert.Equal(1, metrics.Recall50);
        Assert.Equal(0.5, metrics.Reciprocal);
        // (1 / log2 3) / (1 / log2 2 + 1 / log2 3) = 0.6309 / 1.6309
        Assert.Equal(0.3869, metrics.Gain10, 4);
        Assert.Equal(1, metrics.Hit10);
    }

    [Fact]
    public void What_comes_after_the_fiftieth_counts_in_the_reciprocal_rank_alone() =>
        Assert.Equal(new RankingMetrics(0, 0, 0.01, 0, 0), RankingMetrics.Of([100]));

    [Fact]
    public void More_than_ten_relevant_can_still_be_perfect_in_gain() =>
        Assert.Equal(1, RankingMetrics.Of([.. Enumerable.Range(1, 15)]).Gain10, 12);

    [Fact]
    public void The_mean_is_taken_case_by_case() =>
        Assert.Equal(0.75, RankingMetrics.Mean([RankingMetrics.Of([1]), RankingMetrics.Of([1, 99])]).Recall10);

    [Fact]
    public void The_interval_of_equal_cases_is_their_value() =>
        Assert.Equal((1.0, 1.0), Rounded(RankingMetrics.Interval([.. Enumerable.Repeat(RankingMetrics.Of([1]), 20)], new Random(1))));

    [Fact]
    public void Ranks_count_from_the_highest_score() => Assert.Equal([1, 3], Ranking.RanksOf([0.1, 0.9, 0.4, 0.8], [1, 2], seed: 7));

    [Fact]
    public void Ties_are_broken_evenly_and_the_same_way_for_the_same_seed()
    {
        double[] scores = [1, 1, 1, 1];
        var firsts = Enumerable.Range(0, 4000).Count(seed => Ranking.RanksOf(scores, [2], (ulong)seed)[0] == 1);

        Assert.InRange(firsts, 850, 1150);
        Assert.Equal([1, 2, 3, 4], Ranking.RanksOf(scores, [0, 1, 2, 3], seed: 5).Order());
        Assert.Equal(Ranking.RanksOf(scores, [0, 1], seed: 5), Ranking.RanksOf(scores, [0, 1], seed: 5));
    }

    private static (double, double) Rounded((double Low, double High) interval) =>
        (Math.Round(interval.Low, 9), Math.Round(interval.High, 9));
}
