namespace Matchmaking.Matching.TrackRecords;

/// <summary>
/// What the deals of many investors reveal of what one of them will do next. Once trained it does not change, and may be asked from
/// many threads at once. The same deals give the same answers, in whatever order they come.
/// </summary>
public sealed class TrackRecordModel
{
    /// <summary>Logarithmic units above the average that close all but 37 % of the way to 100.</summary>
    private const double Steepness = 4;

    private readonly DealHistory history;
    private readonly Features features;
    private readonly Weights weights;
    private readonly InferredFrom[] partOf;

    private TrackRecordModel(DealHistory history, Weights weights)
    {
        (this.history, this.weights) = (history, weights);
        features = new(history);
        partOf = FeatureParts.Of(history.RegionIsCoarser);
    }

    /// <summary>Investors with at least one deal.</summary>
    public int InvestorCount => history.Investors.Count;

    /// <summary>Learns from deals: a history of each investor, and weights from the last years in it.</summary>
    /// <param name="deals">Any deals, in any order.</param>
    /// <param name="asOfYear">The first year that is not known yet: deals from then on are left out.</param>
    /// <param name="purpose">What the rankings are wanted for.</param>
    public static TrackRecordModel Train(IEnumerable<Deal> deals, int asOfYear, Purpose purpose = Purpose.NewPartners)
    {
        var sorted = DealOrder.Sort(deals);
        return new(new(sorted, asOfYear), Weights.Learn(sorted, asOfYear, purpose));
    }

    /// <summary>Makes a listing ready for many questions; it is valid for this model alone.</summary>
    public PreparedListing Prepare(Listing listing) => new(history, listing);

    /// <summary>Whether the investor has a deal.</summary>
    public bool Knows(string investor) => history.Investors.Find(investor) >= 0;

    /// <summary>The score of an investor for a listing, in parts; null for an investor without a deal.</summary>
    public InferredScore? Score(string investor, PreparedListing listing, Question question = Question.WhichInvestor)
    {
        var number = history.Investors.Find(investor);
        if (number < 0)
            return null;
        Span<double> parts = stackalloc double[FeatureParts.Count];
        Parts(listing, number, question, parts);
        var list = new InferredPart[parts.Length];
        for (var part = 0; part < list.Length; part++)
            list[part] = new((InferredFrom)part, parts[part]);
        return new(list);
    }

    /// <summary>The value of <see cref="Score"/> for every investor, by <see cref="InvestorAt"/>: what a whole ranking needs.</summary>
    public double[] ScoreAll(PreparedListing listing)
    {
        Span<double> parts = stackalloc double[FeatureParts.Count];
        var scores = new double[InvestorCount];
        for (var investor = 0; investor < scores.Length; investor++)
            scores[investor] = Parts(listing, investor, Question.WhichInvestor, parts);
        return scores;
    }

    /// <summary>The name of an investor, 0 to <see cref="InvestorCount"/> − 1, in ordinal order.</summary>
    public string InvestorAt(int number) => history.Investors[number];

    /// <summary>Whom should we call about this listing? The likeliest investors, best first.</summary>
    /// <param name="listing">The listing.</param>
    /// <param name="most">How many, at most.</param>
    public IReadOnlyList<Prospect> RankInvestors(Listing listing, int most)
    {
        var prepared = Prepare(listing);
        var all = new double[InvestorCount][];
        var scores = new double[InvestorCount];
        var mean = new double[FeatureParts.Count];
        for (var investor = 0; investor < all.Length; investor++)
        {
            all[investor] = new double[FeatureParts.Count];
            scores[investor] = Parts(prepared, investor, Question.WhichInvestor, all[investor]);
            for (var part = 0; part < mean.Length; part++)
                mean[part] += all[investor][part] / all.Length;
        }
        return
        [
            .. Enumerable
                .Range(0, all.Length)
                .OrderByDescending(investor => scores[investor])
                .ThenBy(investor => investor)
                .Take(most)
                .Select(investor => ProspectOf(investor, all[investor], mean)),
        ];
    }

    /// <summary>The listings in the order in which the investor is likely to want them; empty for an investor without a deal.</summary>
    public IReadOnlyList<RankedListing> RankListings(string investor, IEnumerable<PreparedListing> listings) =>
        !Knows(investor)
            ? []
            :
            [
                .. listings
                    .Select(listing => new RankedListing(listing.Listing, Score(investor, listing, Question.WhichListing)!))
                    .OrderByDescending(ranked => ranked.Score.Value),
            ];

    /// <summary>What an investor's own record adds to a match, −15 to 15, with its reasons; 0 for an investor without a deal.</summary>
    public RecordPoints Points(string investor, Listing listing) => RecordPoints.Of(history, history.Investors.Find(investor), listing);

    private Prospect ProspectOf(int investor, double[] parts, double[] mean)
    {
        var above = parts.Select((part, at) => part - mean[at]).ToArray();
        var sum = above.Sum();
        var scale = sum <= 0 ? 0 : 100 * (1 - Math.Exp(-sum / Steepness)) / sum;
        var points = WholePoints.Of([.. above.Select(part => part * scale)]);
        return new(
            history.Investors[investor],
            points.Sum(),
            [
                .. points
                    .Select((value, at) => new ProspectPart((InferredFrom)at, value))
                    .Where(part => part.Points != 0)
                    .OrderByDescending(part => part.Points),
            ]
        );
    }

    /// <summary>Fills the parts and gives their sum, added in their order, as <see cref="InferredScore.Value"/> does.</summary>
    private double Parts(PreparedListing listing, int investor, Question question, Span<double> parts)
    {
        if (listing.History != history)
            throw new ArgumentException("The listing was prepared by another model.", nameof(listing));
        var by = question == Question.WhichInvestor ? weights.ForInvestors : weights.ForListings;
        Span<double> x = stackalloc double[Features.Count];
        features.Fill(listing, investor, x);
        parts.Clear();
        for (var at = 0; at < x.Length; at++)
            parts[(int)partOf[at]] += by[at] * x[at];
        double sum = 0;
        foreach (var part in parts)
            sum += part;
        return sum;
    }
}
