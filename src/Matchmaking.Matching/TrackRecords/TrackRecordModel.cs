namespace Matchmaking.Matching.TrackRecords;

/// <summary>What the deals of many investors reveal of what one of them will do next.</summary>
public sealed class TrackRecordModel
{
    private readonly DealHistory history;
    private readonly Features features;

    private TrackRecordModel(DealHistory history, Weights weights) => (this.history, features, Weights) = (history, new(history), weights);

    internal Weights Weights { get; }

    /// <summary>Learns from deals.</summary>
    public static TrackRecordModel Train(IEnumerable<Deal> deals, int asOfYear, Purpose purpose = Purpose.NewPartners)
    {
        var sorted = DealOrder.Sort(deals);
        return new(new(sorted, asOfYear), Weights.Learn(sorted, asOfYear, purpose));
    }

    /// <summary>x</summary>
    public PreparedListing Prepare(Listing listing) => new(history, listing);

    /// <summary>x</summary>
    public int Find(string investor) => history.Investors.Find(investor);

    /// <summary>x</summary>
    public double ScoreInvestor(PreparedListing listing, int investor) => Score(listing, investor, Weights.ForInvestors);
    /// <summary>x</summary>
    public double ScoreListing(PreparedListing listing, int investor) => Score(listing, investor, Weights.ForListings);

    private double Score(PreparedListing listing, int investor, double[] by)
    {
        Span<double> x = stackalloc double[Features.Count];
        features.Fill(listing, investor, x);
        double sum = 0;
        for (var at = 0; at < x.Length; at++)
            sum += by[at] * x[at];
        return sum;
    }

    /// <summary>dev</summary>
    public IEnumerable<string> Describe() => Enum.GetValues<Feature>().Select(feature => $"{feature,-16} {Weights.ForInvestors[(int)feature],8:F3} {Weights.ForListings[(int)feature],8:F3}");
}
