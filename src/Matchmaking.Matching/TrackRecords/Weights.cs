namespace Matchmaking.Matching.TrackRecords;

/// <summary>The weight of each <see cref="Feature"/>, for ranking investors and for ranking listings.</summary>
internal sealed record Weights(double[] ForInvestors, double[] ForListings)
{
    /// <summary>Choices that it takes to move a weight by about one: few deals leave the common weights as they are.</summary>
    private const double Hold = 30;

    /// <summary>Learns from the last years before <paramref name="asOfYear"/>; where they hold little, the common weights remain.</summary>
    public static Weights Learn(IReadOnlyList<Deal> deals, int asOfYear, Purpose purpose)
    {
        var common = Common(purpose);
        var past = new PastChoices(deals, asOfYear, purpose);
        return new(
            ChoiceRegression.Learn(past.OfInvestors(), common.ForInvestors, Hold),
            ChoiceRegression.Learn(past.OfListings(), common.ForListings, Hold)
        );
    }

    /// <summary>
    /// What holds without a record to learn from. The figures are rounded from those that were learned together on the early years of
    /// several markets; docs/decisions/0010-the-inferred-part.md names them.
    /// </summary>
    public static Weights Common(Purpose purpose)
    {
        var investors = new double[Features.Count];
        var listings = new double[Features.Count];
        foreach (var (feature, forInvestors, forListings) in Known)
            (investors[(int)feature], listings[(int)feature]) = (forInvestors, forListings);
        // Who is in it already is never the answer to "whom should we call?", whatever else speaks for it.
        // Where it is no objection, it says more of which listing an investor takes than of who takes a listing.
        (investors[(int)Feature.Bought], listings[(int)Feature.Bought]) = purpose == Purpose.AnyPartner ? (0.8, 2) : (-4, -4);
        var beenThere = purpose == Purpose.NewGround ? -4 : 0;
        (investors[(int)Feature.SeenCell], listings[(int)Feature.SeenCell]) = (beenThere, beenThere);
        return new(investors, listings);
    }

    private static readonly (Feature Feature, double ForInvestors, double ForListings)[] Known =
    [
        (Feature.Deals, 0.8, 0),
        (Feature.RecentThree, 0.2, 0),
        (Feature.RecentOne, 0.1, 0),
        (Feature.Sector, 0.3, 0.3),
        (Feature.SectorLess, 0.1, 0.05),
        (Feature.SeenSector, 0.2, 0.2),
        (Feature.Subsector, 0.4, 0.4),
        (Feature.SubsectorLess, 0.1, 0.05),
        (Feature.SeenSubsector, 0.3, 0.3),
        (Feature.Area, 0.3, 0.3),
        (Feature.AreaLess, 0.1, 0.05),
        (Feature.Place, 0.3, 0.3),
        (Feature.PlaceLess, 0.1, 0.05),
        (Feature.SeenArea, 0.1, 0.2),
        (Feature.SeenPlace, 0.1, 0.2),
        (Feature.Size, 0.3, 0.2),
        (Feature.SizeLess, 0.3, 0.05),
        (Feature.Type, 0.3, 0.2),
        (Feature.TypeLess, 0.2, 0.1),
        (Feature.Share, 0.1, 0.1),
        (Feature.SectorKin, 0.3, 0.2),
        (Feature.SubsectorKin, 0.3, 0.2),
        (Feature.AreaKin, 0.2, 0.1),
        (Feature.PlaceKin, 0.2, 0.2),
        (Feature.TypeKin, 0.2, 0.1),
        (Feature.SectorArea, 0.1, 0.1),
        (Feature.Cosine, 0.2, 0.8),
        (Feature.Bm25, 0.7, 0.5),
        (Feature.Near, 0.1, 0.3),
        (Feature.Wide, 0.2, 0.2),
        (Feature.Best, 0.1, 0.3),
        (Feature.Beside, 0.1, 0.1),
        (Feature.Partner, 0.3, 0.3),
        (Feature.CrowdType, 0, 0.1),
        (Feature.CrowdSize, 0, 0.3),
        (Feature.WarmType, 0, 0.3),
    ];
}
