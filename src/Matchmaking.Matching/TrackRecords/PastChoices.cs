namespace Matchmaking.Matching.TrackRecords;

/// <summary>
/// The last known years played again: what was known before them is the history, their deals are the listings, and who bought them
/// are the choices from which weights are learned. Nothing of the years to be ranked is looked at.
/// </summary>
internal sealed class PastChoices
{
    /// <summary>Listings that are enough; more cost time and change little.</summary>
    private const int Enough = 700;
    private const int MostYears = 8;
    private const int Likely = 120;
    private const int Drawn = 150;

    private readonly DealHistory history;
    private readonly Features features;
    private readonly Purpose purpose;
    private readonly List<(Deal Deal, PreparedListing Listing, int[] Chosen)> played = [];
    private Draw draw = new(2013);

    public PastChoices(IReadOnlyList<Deal> deals, int asOfYear, Purpose purpose)
    {
        this.purpose = purpose;
        var from = FirstYear(deals, asOfYear);
        history = new(deals, from);
        features = new(history);
        var later = deals
            .Where(deal => deal.Year >= from && deal.Year < asOfYear && deal.Investors.Any(name => history.Investors.Find(name) >= 0))
            .ToArray();
        foreach (var deal in draw.Some(later, Enough))
        {
            var listing = new PreparedListing(history, deal);
            played.Add(
                (
                    deal,
                    listing,
                    [
                        .. deal
                            .Investors.Select(history.Investors.Find)
                            .Where(investor => investor >= 0 && Counts(listing, investor))
                            .Distinct()
                            .Order(),
                    ]
                )
            );
        }
    }

    /// <summary>For each listing, which of the investors bought it.</summary>
    public List<Choice> OfInvestors()
    {
        var choices = new List<Choice>();
        foreach (var (_, listing, chosen) in played.Where(one => one.Chosen.Length > 0))
        {
            var likely = listing.Likely(Likely).Except(chosen).ToArray();
            var taken = likely.Concat(chosen).ToHashSet();
            var rest = history.DealsOf.Length - taken.Count;
            var drawn = new HashSet<int>();
            if (rest <= Drawn)
                drawn.UnionWith(Enumerable.Range(0, history.DealsOf.Length).Where(investor => !taken.Contains(investor)));
            while (drawn.Count < Math.Min(rest, Drawn))
                if (draw.Next(history.DealsOf.Length) is var investor && !taken.Contains(investor))
                    drawn.Add(investor);
            int[] rows = [.. chosen, .. likely, .. drawn];
            choices.Add(
                Choose(
                    rows.Select(investor => (listing, investor)),
                    rows.Length,
                    chosen.Length,
                    row => row < chosen.Length + likely.Length ? 1 : (float)rest / drawn.Count
                )
            );
        }
        return choices;
    }

    /// <summary>For each investor with a record, which of a year's listings it bought.</summary>
    public List<Choice> OfListings()
    {
        var choices = new List<Choice>();
        foreach (var year in played.GroupBy(one => one.Deal.Year).OrderBy(year => year.Key))
        {
            var pool = year.ToArray();
            var bought = pool.SelectMany((one, at) => one.Chosen.Select(investor => (investor, at)))
                .Where(pair => history.DealsOf[pair.investor].Length >= 3)
                .GroupBy(pair => pair.investor, pair => pair.at)
                .OrderBy(group => group.Key)
                .ToArray();
            foreach (var group in draw.Some(bought, Enough))
            {
                var chosen = group.ToHashSet();
                var others = Enumerable.Range(0, pool.Length).Where(at => !chosen.Contains(at)).ToArray();
                var drawn = draw.Some(others, 2 * Drawn);
                int[] rows = [.. chosen.Order(), .. drawn];
                choices.Add(
                    Choose(
                        rows.Select(at => (pool[at].Listing, group.Key)),
                        rows.Length,
                        chosen.Count,
                        row => row < chosen.Count ? 1 : (float)others.Length / drawn.Length
                    )
                );
            }
        }
        return choices;
    }

    // As many of the last years as give enough listings, but always half of the deals as history.
    private static int FirstYear(IReadOnlyList<Deal> deals, int asOfYear)
    {
        var from = asOfYear - 1;
        var known = deals.Count(deal => deal.Year < asOfYear);
        while (
            from > asOfYear - MostYears
            && deals.Count(deal => deal.Year >= from && deal.Year < asOfYear) < Enough / 2
            && 2 * deals.Count(deal => deal.Year < from - 1) > known
        )
            from--;
        return from;
    }

    private bool Counts(PreparedListing listing, int investor) =>
        purpose switch
        {
            Purpose.NewPartners => !listing.VotesFor(investor).Bought,
            Purpose.NewGround => !listing.VotesFor(investor).Bought
                && history.CountOf(Field.Cell, investor, listing.Codes[(int)Field.Cell]) <= 0,
            _ => true,
        };

    private Choice Choose(IEnumerable<(PreparedListing Listing, int Investor)> pairs, int rows, int chosen, Func<int, float> stand)
    {
        var values = new float[rows * Features.Count];
        var weights = new float[rows];
        Span<double> x = stackalloc double[Features.Count];
        var row = 0;
        foreach (var (listing, investor) in pairs)
        {
            features.Fill(listing, investor, x);
            for (var at = 0; at < x.Length; at++)
                values[row * x.Length + at] = (float)x[at];
            weights[row] = stand(row);
            row++;
        }
        return new(values, weights, chosen);
    }
}
