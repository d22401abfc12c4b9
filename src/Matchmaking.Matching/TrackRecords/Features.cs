namespace Matchmaking.Matching.TrackRecords;

/// <summary>Measures a pair of investor and listing.</summary>
internal sealed class Features(DealHistory history)
{
    public const int Count = (int)Feature.WarmPlace + 1;

    /// <summary>How many deals' weight the whole market has in an investor's profile: what shrinks one with a single deal.</summary>
    private const double Prior = 1;

    private readonly Neighbours crowds = new(history);

    /// <summary>Fills all features of the pair.</summary>
    public void Fill(PreparedListing listing, int investor, Span<double> x)
    {
        x.Clear();
        Activity(investor, x);
        var sector = Ratio(listing, Field.Sector, investor, Market(listing, Field.Sector), x, Feature.Sector);
        var type = Ratio(listing, Field.Type, investor, Market(listing, Field.Type), x, Feature.Type);
        Ratio(listing, Field.EntryType, investor, Market(listing, Field.EntryType), x, Feature.EntryType);
        Split(x, Feature.EntryType);
        var area = Ratio(listing, Field.Area, investor, Market(listing, Field.Area), x, Feature.Area);
        Child(listing, Field.Subsector, Field.Sector, sector, investor, x, Feature.Subsector);
        var place = Child(listing, Field.Place, Field.Area, area, investor, x, Feature.Place);
        Split(x, Feature.Sector);
        Split(x, Feature.Type);
        Split(x, Feature.Area);
        Split(x, Feature.Subsector);
        Split(x, Feature.Place);
        if (listing.Known[(int)Field.Share])
            Ratio(listing, Field.Share, investor, Market(listing, Field.Share), x, Feature.Share);
        Both(listing, Field.SectorArea, sector * area, investor, x, Feature.SectorArea);
        Both(listing, Field.SectorType, sector * type, investor, x, Feature.SectorType);
        Both(listing, Field.PlaceType, place * type, investor, x, Feature.PlaceType);
        for (var kin = Field.Sector; kin <= Field.Type; kin++)
            x[(int)Feature.SectorKin + (int)kin] = Math.Log(history.LiftOf(kin, investor, listing.Codes[(int)kin]));
        Size(listing, investor, x);
        Seen(listing, investor, x);
        Words(listing, investor, x);
        crowds.Fill(listing, x);
    }

    private void Activity(int investor, Span<double> x)
    {
        x[(int)Feature.Deals] = Math.Log(history.DealsOf[investor].Length);
        x[(int)Feature.RecentThree] = Math.Log(history.Recent[1][investor] + 0.1);
        x[(int)Feature.RecentOne] = Math.Log(history.Recent[0][investor] + 0.03);
        x[(int)Feature.Fresh] = Math.Log(history.Fresh[investor] + 0.02);
        x[(int)Feature.Entries] = Math.Log(history.Entries[investor] + 0.03);
    }

    private double Market(PreparedListing listing, Field field) => history.ShareOf(field, listing.Codes[(int)field]);

    /// <summary>
    /// The investor's share of a value, shrunk towards what was expected; the feature is the logarithm of how much it exceeds that.
    /// </summary>
    private double Ratio(PreparedListing listing, Field field, int investor, double expected, Span<double> x, Feature feature)
    {
        if (!listing.Known[(int)field])
            return 1;
        var count = history.CountOf(field, investor, listing.Codes[(int)field]);
        var share = (count + Prior * expected) / (history.TotalOf(field, investor) + Prior);
        x[(int)feature] = Math.Log(share / expected);
        return share;
    }

    /// <summary>A subsector is expected in the measure of its sector in the investor's own record, a place in that of its area.</summary>
    private double Child(
        PreparedListing listing,
        Field field,
        Field parent,
        double parentShare,
        int investor,
        Span<double> x,
        Feature feature
    )
    {
        if (!listing.Known[(int)field])
            return parentShare;
        if (!listing.Known[(int)parent])
            return Ratio(listing, field, investor, Market(listing, field), x, feature);
        var within = Math.Min(1, Market(listing, field) / Market(listing, parent));
        return Ratio(listing, field, investor, parentShare * within, x, feature);
    }

    private void Both(PreparedListing listing, Field field, double expected, int investor, Span<double> x, Feature feature)
    {
        if (listing.Known[(int)field])
            Ratio(listing, field, investor, expected, x, feature);
    }

    /// <summary>What speaks for and what speaks against weigh differently, so they stand in two places.</summary>
    private static void Split(Span<double> x, Feature feature)
    {
        var value = x[(int)feature];
        x[(int)feature] = Math.Max(0, value);
        x[(int)feature + 1] = Math.Min(0, value);
    }

    private void Size(PreparedListing listing, int investor, Span<double> x)
    {
        if (listing.SizeCell < 0 || history.SizeWeight[investor] <= 0)
            return;
        var expected = history.SizeShares[listing.SizeCell];
        var share = (history.SizeGrid[investor][listing.SizeCell] + Prior * expected) / (history.SizeWeight[investor] + Prior);
        x[(int)Feature.Size] = Math.Log(share / expected);
        Split(x, Feature.Size);
    }

    private void Seen(PreparedListing listing, int investor, Span<double> x)
    {
        Once(Field.Sector, Feature.SeenSector, x);
        Once(Field.Subsector, Feature.SeenSubsector, x);
        Once(Field.Area, Feature.SeenArea, x);
        Once(Field.Place, Feature.SeenPlace, x);
        Once(Field.Type, Feature.SeenType, x);
        Once(Field.Cell, Feature.SeenCell, x);
        x[(int)Feature.Cell] = Math.Log(1 + history.CountOf(Field.Cell, investor, listing.Codes[(int)Field.Cell]));

        void Once(Field field, Feature feature, Span<double> x) =>
            x[(int)feature] = listing.Known[(int)field] && history.CountOf(field, investor, listing.Codes[(int)field]) > 0 ? 1 : 0;
    }

    private void Words(PreparedListing listing, int investor, Span<double> x)
    {
        (x[(int)Feature.Cosine], x[(int)Feature.Bm25]) = history.Likeness.Against(investor, listing.Words);
        x[(int)Feature.Cosine] *= 4;
        x[(int)Feature.Bm25] /= 8;
        var votes = listing.VotesFor(investor);
        x[(int)Feature.Near] = Math.Log(1 + 50 * votes.Near);
        x[(int)Feature.Wide] = Math.Log(1 + 50 * votes.Wide);
        x[(int)Feature.Best] = 4 * votes.Best;
        x[(int)Feature.Beside] = Math.Log(1 + 100 * votes.Beside);
        x[(int)Feature.Partner] = Math.Log(1 + 50 * votes.Partner);
        x[(int)Feature.Bought] = votes.Bought ? 1 : 0;
    }
}
