namespace Matchmaking.Matching.TrackRecords;

/// <summary>
/// How many investors a deal of this kind has, and how many of them are known from other deals: a listing that draws many is likelier
/// to draw a given one.
/// </summary>
internal sealed class Neighbours
{
    private readonly DealHistory history;
    private readonly Dictionary<int, (double Drawn, double Warm)> types;
    private readonly Dictionary<int, (double Drawn, double Warm)> sizes;
    private readonly Dictionary<int, (double Drawn, double Warm)> sectors;
    private readonly Dictionary<int, (double Drawn, double Warm)> places;

    public Neighbours(DealHistory history)
    {
        this.history = history;
        types = By(deal => history.CodeOf(Field.Type, history.FieldsOf[deal][(int)Field.Type]));
        sizes = By(deal => Sizes.CellOf(history.Deals[deal]));
        sectors = By(deal => history.CodeOf(Field.Sector, history.FieldsOf[deal][(int)Field.Sector]));
        places = By(deal => history.CodeOf(Field.Place, history.FieldsOf[deal][(int)Field.Place]));
    }

    public void Fill(PreparedListing listing, Span<double> x)
    {
        x[(int)Feature.Known] = listing.EarlierDeals.Count > 0 ? 1 : 0;
        (x[(int)Feature.CrowdType], x[(int)Feature.WarmType]) = types.GetValueOrDefault(listing.Codes[(int)Field.Type]);
        (x[(int)Feature.CrowdSize], _) = sizes.GetValueOrDefault(listing.SizeCell);
        (x[(int)Feature.CrowdSector], x[(int)Feature.WarmSector]) = sectors.GetValueOrDefault(listing.Codes[(int)Field.Sector]);
        (x[(int)Feature.CrowdPlace], x[(int)Feature.WarmPlace]) = places.GetValueOrDefault(listing.Codes[(int)Field.Place]);
    }

    private Dictionary<int, (double Drawn, double Warm)> By(Func<int, int> key)
    {
        const double prior = 10;
        double all = 0,
            allWarm = 0,
            weights = 0;
        var sums = new Dictionary<int, (double Weight, double Drawn, double Warm)>();
        for (var deal = 0; deal < history.Deals.Count; deal++)
        {
            var weight = DealHistory.Decay(history.Age[deal], DealHistory.ProfileHalfLife);
            var drawn = weight * history.InvestorsOf[deal].Length;
            var warm = weight * history.InvestorsOf[deal].Count(investor => history.DealsOf[investor].Length > 2);
            (all, allWarm, weights) = (all + drawn, allWarm + warm, weights + weight);
            if (key(deal) is >= 0 and var code)
            {
                var sum = sums.GetValueOrDefault(code);
                sums[code] = (sum.Weight + weight, sum.Drawn + drawn, sum.Warm + warm);
            }
        }
        // Relative to the market, on a logarithmic scale: 0 is what any deal draws.
        var (mean, meanWarm) = (all / Math.Max(weights, 1e-9), Math.Max(allWarm / Math.Max(weights, 1e-9), 1e-3));
        return sums.ToDictionary(
            sum => sum.Key,
            sum =>
                (
                    Math.Log((sum.Value.Drawn + prior * mean) / (sum.Value.Weight + prior) / mean),
                    Math.Log((sum.Value.Warm + prior * meanWarm) / (sum.Value.Weight + prior) / meanWarm)
                )
        );
    }
}
