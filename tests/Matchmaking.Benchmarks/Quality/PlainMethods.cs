using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>The methods that count fields: popularity, equality, rules and naive Bayes.</summary>
internal sealed class PlainMethods
{
    private readonly Protocol protocol;
    private readonly string[][] test;
    private readonly Dictionary<Deal, string[]> train = new(ReferenceEqualityComparer.Instance);

    public PlainMethods(Protocol protocol)
    {
        this.protocol = protocol;
        test = [.. protocol.Test.Select(Keys)];
        foreach (var deal in protocol.Train)
            train.Add(deal, Keys(deal));
    }

    /// <summary>The fields that naive Bayes counts, in the order of <see cref="Keys"/>.</summary>
    public static readonly int[] AllFields = [0, 1, 2, 3, 4, 5, 6];

    public static readonly int[] SectorAndCountry = [0, 2];

    public double Popularity(int investor) => protocol.DealsOf[investor].Count;

    public double RecentPopularity(int investor) =>
        protocol.DealsOf[investor].Sum(deal => Math.Pow(0.5, (protocol.Split - 1 - deal.Year) / 3.0));

    public Func<int, int, double> SectorEquality()
    {
        var sectors = protocol.DealsOf.Select(deals => deals.Select(deal => deal.Sector).ToHashSet(StringComparer.Ordinal)).ToArray();
        return (investor, listing) => sectors[investor].Contains(test[listing][0]) ? 1 : 0;
    }

    public Func<int, int, double> CellPopularity()
    {
        var cells = protocol.Train.CountBy(deal => (deal.Sector, deal.Country)).ToDictionary();
        return (_, listing) => cells.GetValueOrDefault((protocol.Test[listing].Sector, protocol.Test[listing].Country));
    }

    /// <summary>Plain rules over fields: 3 for the sector, 2 each for subsector, region and country, 1 each for ticket and type.</summary>
    public Func<int, int, double> Rules()
    {
        var mandates = protocol.DealsOf.Select(Mandate).ToArray();
        return (investor, listing) =>
        {
            var (seen, low, high) = mandates[investor];
            var keys = test[listing];
            var amount = Amount(protocol.Test[listing]);
            return (seen.Contains((0, keys[0])) ? 3 : 0)
                + (seen.Contains((1, keys[0] + "\u001f" + keys[1])) ? 2 : 0)
                + (seen.Contains((3, keys[3])) ? 2 : 0)
                + (seen.Contains((2, keys[2])) ? 2 : 0)
                + (amount <= 0 || (low <= amount && amount <= high) ? 1 : 0)
                + (seen.Contains((6, keys[6])) ? 1 : 0);
        };
    }

    /// <summary>Naive Bayes over fields, with shares smoothed by those of the market.</summary>
    public Func<int, int, double> NaiveBayes(int[] fields, bool prior, double halfLife)
    {
        var market = fields.ToDictionary(
            field => field,
            field =>
                protocol
                    .Train.CountBy(deal => train[deal][field], StringComparer.Ordinal)
                    .ToDictionary(count => count.Key, count => count.Value / (double)protocol.Train.Count, StringComparer.Ordinal)
        );
        var own = protocol
            .DealsOf.Select(deals =>
                deals
                    .SelectMany(deal => fields.Select(field => ((field, train[deal][field]), Weight(deal, halfLife))))
                    .AggregateBy(one => one.Item1, 0.0, (sum, one) => sum + one.Item2)
                    .ToDictionary()
            )
            .ToArray();
        var totals = protocol.DealsOf.Select(deals => deals.Sum(deal => Weight(deal, halfLife))).ToArray();
        return (investor, listing) =>
        {
            var score = prior ? Math.Log(protocol.DealsOf[investor].Count) : 0;
            foreach (var field in fields)
            {
                var expected = market[field].GetValueOrDefault(test[listing][field], 1e-4);
                score +=
                    Math.Log((own[investor].GetValueOrDefault((field, test[listing][field])) + expected) / (totals[investor] + 1))
                    - (prior ? 0 : Math.Log(expected));
            }
            return score;
        };
    }

    private double Weight(Deal deal, double halfLife) => halfLife > 0 ? Math.Pow(0.5, (protocol.Split - 1 - deal.Year) / halfLife) : 1;

    private (HashSet<(int, string)> Seen, double Low, double High) Mandate(List<Deal> deals)
    {
        var seen = new HashSet<(int, string)>();
        foreach (var keys in deals.Select(deal => train[deal]))
        {
            seen.UnionWith(AllFields.Select(field => (field, keys[field])));
            seen.Add((1, keys[0] + "\u001f" + keys[1]));
        }
        var amounts = deals.Select(Amount).Where(amount => amount > 0).Order().ToArray();
        return amounts.Length == 0 ? (seen, 0, 9e9) : (seen, amounts[amounts.Length / 10] / 2, amounts[^(1 + amounts.Length / 10)] * 2);
    }

    private static double Amount(Deal deal) => deal.AmountUsdM ?? deal.CapacityMw ?? 0;

    private static string[] Keys(Deal deal)
    {
        var amount = Amount(deal);
        return
        [
            deal.Sector,
            deal.Subsector,
            deal.Country,
            deal.Region,
            amount > 0 ? FormattableString.Invariant($"{(int)Math.Log2(amount + 1)}") : "-1",
            deal.SharePct switch
            {
                null => "?",
                > 50 => "ctrl",
                50 => "half",
                _ => "min",
            },
            deal.Type,
        ];
    }
}
