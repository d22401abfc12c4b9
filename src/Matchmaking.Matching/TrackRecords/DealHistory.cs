namespace Matchmaking.Matching.TrackRecords;

/// <summary>
/// The deals up to a year, counted for each investor. What is older counts for less; every number here is a fact of the record, and
/// judging is left to <see cref="Features"/>.
/// </summary>
internal sealed class DealHistory
{
    /// <summary>Years after which a deal counts half in an investor's profile.</summary>
    public const double ProfileHalfLife = 5;

    private readonly SparseRows[] counts = new SparseRows[Fields.Count];
    private readonly CodeTable[] values = new CodeTable[Fields.Count];
    private readonly CoOccurrence[] kin = new CoOccurrence[(int)Field.Type + 1];
    private readonly float[][] totals = new float[Fields.Count][];
    private readonly double[][] shares = new double[Fields.Count][];

    /// <summary>Counts the deals made before a year.</summary>
    /// <param name="deals">The deals in their canonical order (<see cref="DealOrder"/>); later ones are left out.</param>
    /// <param name="asOfYear">The first year that is not known yet.</param>
    public DealHistory(IReadOnlyList<Deal> deals, int asOfYear)
    {
        AsOfYear = asOfYear;
        Deals = [.. deals.Where(deal => deal.Year < asOfYear && deal.Investors.Count > 0)];
        RegionIsCoarser = RegionsHoldCountries(Deals);
        Age = [.. Deals.Select(deal => Math.Max(0, asOfYear - deal.Year - ((deal.Month ?? 6.5) - 0.5) / 12))];
        foreach (var name in Deals.SelectMany(deal => deal.Investors).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))
            Investors.Add(name);
        InvestorsOf = [.. Deals.Select(deal => deal.Investors.Select(Investors.Find).Distinct().Order().ToArray())];
        DealsOf = DealsByInvestor();
        FirstOf = FirstDeals();
        Recent = [RecentBy(1), RecentBy(3)];
        Entries =
        [
            .. DealsOf.Select(
                (deals, investor) => deals.Where(deal => FirstOf.Contains((deal, investor))).Sum(deal => Decay(Age[deal], 1))
            ),
        ];
        Fresh = RecentBy(0.4);
        FieldsOf = [.. Deals.Select(deal => Fields.Of(deal, RegionIsCoarser))];
        for (var field = 0; field < Fields.Count; field++)
            Count(field);
        (SizeGrid, SizeWeight, SizeShares) = CountSizes();
        Likeness = new(this);
        Network = new(this);
    }

    public int AsOfYear { get; }
    public IReadOnlyList<Deal> Deals { get; }

    /// <summary>Years between the deal and the start of <see cref="AsOfYear"/>.</summary>
    public double[] Age { get; }
    public bool RegionIsCoarser { get; }
    public CodeTable Investors { get; } = new();
    public int[][] InvestorsOf { get; }
    public int[][] DealsOf { get; }
    public string[][] FieldsOf { get; }

    /// <summary>Deals of each investor, weighted by half-lives of one and three years.</summary>
    public double[][] Recent { get; }

    /// <summary>The same of a few months.</summary>
    public double[] Fresh { get; }

    /// <summary>The same of a year, of first deals with a target.</summary>
    public double[] Entries { get; }

    /// <summary>Which deal was an investor's first with its target.</summary>
    public HashSet<(int Deal, int Investor)> FirstOf { get; }
    public float[][] SizeGrid { get; }
    public float[] SizeWeight { get; }
    public double[] SizeShares { get; }
    public Likeness Likeness { get; }
    public Network Network { get; }

    /// <summary>The code of a field's value; <see cref="CodeTable.Unseen"/> when no deal has it.</summary>
    public int CodeOf(Field field, string text) => values[(int)field].Find(text);

    /// <summary>The weighted number of an investor's deals with this value.</summary>
    public float CountOf(Field field, int investor, int code) => code < 0 ? 0 : counts[(int)field].At(investor, code);

    /// <summary>The weighted number of an investor's deals where the field is known.</summary>
    public float TotalOf(Field field, int investor) => totals[(int)field][investor];

    /// <summary>The share of all investments that have this value.</summary>
    public double ShareOf(Field field, int code) => code < 0 ? shares[(int)field][^1] : shares[(int)field][code];

    /// <summary>How much likelier than for the market a value is, given the investor's other deals; 1 when it cannot be said.</summary>
    public double LiftOf(Field field, int investor, int code) =>
        kin[(int)field].Lift(counts[(int)field].Columns(investor), counts[(int)field].Values(investor), code);

    public static double Decay(double years, double halfLife) => Math.Pow(0.5, years / halfLife);

    // Each country of one region only, and regions of several countries: then the region is the wider of the two.
    private static bool RegionsHoldCountries(IReadOnlyList<Deal> deals) =>
        deals.Select(deal => deal.Region).Distinct(StringComparer.OrdinalIgnoreCase).Count()
        < deals.Select(deal => deal.Country).Distinct(StringComparer.OrdinalIgnoreCase).Count();

    private int[][] DealsByInvestor()
    {
        var lists = new List<int>[Investors.Count];
        for (var investor = 0; investor < lists.Length; investor++)
            lists[investor] = [];
        for (var deal = 0; deal < InvestorsOf.Length; deal++)
            foreach (var investor in InvestorsOf[deal])
                lists[investor].Add(deal);
        return [.. lists.Select(list => list.ToArray())];
    }

    private HashSet<(int, int)> FirstDeals()
    {
        var first = new HashSet<(int, int)>();
        var bought = new HashSet<(string, int)>();
        for (var deal = 0; deal < InvestorsOf.Length; deal++)
            foreach (var investor in InvestorsOf[deal])
                if (Deals[deal].Target.Length == 0 || bought.Add((Deals[deal].Target.Trim().ToLowerInvariant(), investor)))
                    first.Add((deal, investor));
        return first;
    }

    private double[] RecentBy(double halfLife) => [.. DealsOf.Select(deals => deals.Sum(deal => Decay(Age[deal], halfLife)))];

    private void Count(int field)
    {
        var book = values[field] = new();
        var entries = new List<(int, int, float)>();
        var total = totals[field] = new float[Investors.Count];
        var sums = new List<double>();
        double all = 0;
        for (var deal = 0; deal < Deals.Count; deal++)
        {
            if (FieldsOf[deal][field].Length == 0)
                continue;
            var code = book.Add(FieldsOf[deal][field]);
            if (code == sums.Count)
                sums.Add(0);
            var weight = (float)Decay(Age[deal], ProfileHalfLife);
            foreach (var investor in InvestorsOf[deal])
            {
                if (field == (int)Field.EntryType && !FirstOf.Contains((deal, investor)))
                    continue;
                entries.Add((investor, code, weight));
                total[investor] += weight;
            }
            sums[code] += InvestorsOf[deal].Length;
            all += InvestorsOf[deal].Length;
        }
        counts[field] = SparseRows.Of(Investors.Count, entries);
        // The last share is that of a value never seen: half an investment.
        shares[field] = [.. sums.Select(sum => (sum + 0.5) / (all + 1)), 0.5 / (all + 1)];
        if (field <= (int)Field.Type)
            kin[field] = new(counts[field], Investors.Count, shares[field].AsSpan(0, sums.Count));
    }

    private (float[][] Grid, float[] Weight, double[] Shares) CountSizes()
    {
        var grid = new float[Investors.Count][];
        var weights = new float[Investors.Count];
        var all = new float[Sizes.Count];
        for (var investor = 0; investor < grid.Length; investor++)
        {
            grid[investor] = new float[Sizes.Count];
            foreach (var deal in DealsOf[investor])
                if (Sizes.CellOf(Deals[deal]) is >= 0 and var cell)
                {
                    var weight = Decay(Age[deal], ProfileHalfLife);
                    Sizes.AddBell(grid[investor], cell, weight);
                    Sizes.AddBell(all, cell, 1);
                    weights[investor] += (float)weight;
                }
        }
        var sum = all.Sum() + 1.0;
        return (grid, weights, [.. all.Select(value => (value + 1.0 / Sizes.Count) / sum)]);
    }
}
