namespace Matchmaking.Matching.TrackRecords;

/// <summary>What of a record speaks for a listing, or against it.</summary>
/// <param name="By">Sector, subsector, country, region, amount or deal type.</param>
/// <param name="Value">The listing's code or name; empty for the amount.</param>
/// <param name="Points">Points given; below 0 when it speaks against.</param>
/// <param name="Deals">How many of the investor's deals have it; for the amount, how many lie within half and double.</param>
/// <param name="Evidence">Identifiers of up to three of them, the latest first.</param>
public sealed record RecordReason(InferredFrom By, string Value, int Points, int Deals, IReadOnlyList<string> Evidence);

/// <summary>
/// What an investor's own record adds to a match. Unlike a ranking it looks at no other investor, so that it is steady, and one
/// more deal like the listing never lowers it. One deal is a hint and three are a habit; a value that is not known, or that no deal
/// has, says nothing.
/// </summary>
/// <param name="Total">−15 to 15.</param>
/// <param name="Reasons">They add up to the total; those of 0 are left out.</param>
public sealed record RecordPoints(int Total, IReadOnlyList<RecordReason> Reasons)
{
    /// <summary>Most points, either way.</summary>
    public const int Most = 15;

    /// <summary>What a record without anything to say gives.</summary>
    public static RecordPoints None { get; } = new(0, []);

    /// <summary>Deals' weight at which half of what a part can give is given.</summary>
    private const double Half = 1;

    /// <summary>Deals' weight at which half of what a part can cost is taken: absence needs more deals than presence.</summary>
    private const double HalfAgainst = 4;

    internal static RecordPoints Of(DealHistory history, int investor, Listing listing)
    {
        if (investor < 0)
            return None;
        var asked = Fields.Of(listing, history.RegionIsCoarser);
        var (area, place) = history.RegionIsCoarser
            ? (InferredFrom.Region, InferredFrom.Country)
            : (InferredFrom.Country, InferredFrom.Region);
        Part[] parts =
        [
            OfField(InferredFrom.Sector, Field.Sector, 5, 3),
            OfField(InferredFrom.Subsector, Field.Subsector, 3, 1),
            OfField(area, Field.Area, 2, 0.5),
            OfField(place, Field.Place, 2, 0.5),
            OfAmount(history, investor, listing),
            OfField(InferredFrom.DealType, Field.Type, 1, 0.5),
        ];
        var points = WholePoints.Of([.. parts.Select(part => part.Points)]);
        return new(
            points.Sum(),
            [
                .. parts
                    .Select(
                        (part, at) =>
                            new RecordReason(
                                part.By,
                                Shown(part.By, listing),
                                points[at],
                                part.Deals.Count,
                                [.. part.Deals.Reverse().Take(3).Select(deal => history.Deals[deal].Id)]
                            )
                    )
                    .Where(reason => reason.Points != 0),
            ]
        );

        Part OfField(InferredFrom by, Field field, double most, double least)
        {
            var code = history.CodeOf(field, asked[(int)field]);
            if (code < 0)
                return new(by, 0, []);
            return new(
                by,
                Weigh(history.CountOf(field, investor, code), history.TotalOf(field, investor), most, least),
                [.. history.DealsOf[investor].Where(deal => history.FieldsOf[deal][(int)field] == asked[(int)field])]
            );
        }
    }

    private static Part OfAmount(DealHistory history, int investor, Listing listing)
    {
        double like = 0,
            known = 0;
        var near = new List<int>();
        foreach (var deal in history.DealsOf[investor])
            if (Doublings(history.Deals[deal], listing) is { } apart)
            {
                var weight = DealHistory.Decay(history.Age[deal], DealHistory.ProfileHalfLife);
                known += weight;
                like += weight * Math.Exp(-apart * apart / 2);
                if (Math.Abs(apart) <= 1)
                    near.Add(deal);
            }
        return new(InferredFrom.Amount, Weigh(like, known, 2, 1), near);
    }

    // Amounts with amounts; capacities only where an amount is missing on either side.
    private static double? Doublings(Listing deal, Listing listing) =>
        (deal.AmountUsdM, listing.AmountUsdM) is (> 0 and var one, > 0 and var other) ? Math.Log2(one / other)
        : (deal.CapacityMw, listing.CapacityMw) is (> 0 and var power, > 0 and var asked) ? Math.Log2(power / asked)
        : null;

    /// <summary>Rises with each deal that has it; falls, up to <paramref name="least"/>, with a long record that never did.</summary>
    private static double Weigh(double having, double known, double most, double least) =>
        known <= 0
            ? 0
            : most * having / (having + Half) - least * known / (known + HalfAgainst) * Math.Pow(Math.Max(0, 1 - having / known), 3);

    private static string Shown(InferredFrom by, Listing listing) =>
        by switch
        {
            InferredFrom.Sector => listing.Sector,
            InferredFrom.Subsector => listing.Subsector,
            InferredFrom.Country => listing.Country,
            InferredFrom.Region => listing.Region,
            InferredFrom.DealType => listing.Type,
            _ => "",
        };

    private readonly record struct Part(InferredFrom By, double Points, IReadOnlyList<int> Deals);
}
