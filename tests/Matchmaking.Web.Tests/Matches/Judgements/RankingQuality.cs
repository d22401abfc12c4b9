namespace Matchmaking.Web.Tests.Matches.Judgements;

/// <summary>How good an order is, by grades: nDCG with the gain 2^grade − 1 and the discount 1 / log2(place + 1).</summary>
internal static class RankingQuality
{
    /// <summary>
    /// nDCG of the first <paramref name="depth"/> places, 0 to 1. Listings with the same score stand in no order, so the value is the
    /// mean over all orders of each tie: the product breaks ties by a listing's id, which says nothing about its use.
    /// </summary>
    /// <param name="shown">The listings that are shown: score and grade.</param>
    /// <param name="grades">The grades of all listings that ought to be shown.</param>
    /// <param name="depth">How many places count.</param>
    public static double Ndcg(IEnumerable<(int Score, int Grade)> shown, IEnumerable<int> grades, int depth)
    {
        var expected = shown
            .GroupBy(row => row.Score)
            .OrderByDescending(tie => tie.Key)
            .SelectMany(tie => Enumerable.Repeat(tie.Average(row => Gain(row.Grade)), tie.Count()));
        return Dcg(expected, depth) / Dcg(grades.OrderDescending().Select(Gain), depth);
    }

    private static double Dcg(IEnumerable<double> gains, int depth) =>
        gains.Take(depth).Select((gain, index) => gain / Math.Log2(index + 2)).Sum();

    private static double Gain(int grade) => Math.Pow(2, grade) - 1;
}
