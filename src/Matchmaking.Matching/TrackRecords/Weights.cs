namespace Matchmaking.Matching.TrackRecords;

/// <summary>The weight of each <see cref="Feature"/>, for ranking investors and for ranking listings.</summary>
internal sealed record Weights(double[] ForInvestors, double[] ForListings)
{
    /// <summary>Learns from the last years before <paramref name="asOfYear"/>; where they hold little, the common weights remain.</summary>
    public static Weights Learn(IReadOnlyList<Deal> deals, int asOfYear, Purpose purpose)
    {
        const double hold = 10;
        var past = new PastChoices(deals, asOfYear, purpose);
        return new(
            ChoiceRegression.Learn(past.OfInvestors(), Common(), hold),
            ChoiceRegression.Learn(past.OfListings(), Common(), hold));
    }

    /// <summary>What holds without a record to learn from.</summary>
    public static double[] Common()
    {
        var weights = new double[Features.Count];
        foreach (var (feature, weight) in new (Feature, double)[]
        {
            (Feature.RecentThree, 0.3), (Feature.Sector, 0.3), (Feature.Subsector, 0.3), (Feature.Area, 0.3), (Feature.Place, 0.3),
            (Feature.Size, 0.3), (Feature.Type, 0.3), (Feature.Bm25, 0.3), (Feature.Near, 0.3), (Feature.Beside, 0.2), (Feature.Partner, 0.2),
        })
            weights[(int)feature] = weight;
        return weights;
    }
}
