using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>One question: who, or which, of many was relevant.</summary>
/// <param name="Query">The listing's place among the test deals, or the investor's number.</param>
/// <param name="Relevant">Investors' numbers, or places in the pool.</param>
/// <param name="Year">The year of the listings to choose from, for questions to an investor.</param>
internal sealed record Case(int Query, int[] Relevant, int Year);

/// <summary>
/// Deals before the split year are what is known; deals from then on are new listings. Task A ranks all investors for a listing,
/// task B all listings of a year for an investor with three deals or more.
/// </summary>
internal sealed class Protocol
{
    private const int LeastForListings = 3;
    private readonly Dictionary<string, int> numbers = new(StringComparer.Ordinal);
    private readonly List<HashSet<string>> seen = [];
    private readonly Novelty novelty;

    public Protocol(IEnumerable<Deal> deals, QualityOptions options)
    {
        novelty = options.Novelty;
        foreach (var deal in deals)
            (
                deal.Year < options.Split ? Train
                : deal.Year <= options.Until ? Test
                : []
            ).Add(deal);
        Split = options.Split;
        foreach (var deal in Train)
        foreach (var name in deal.Investors)
        {
            if (numbers.TryAdd(name, Names.Count))
            {
                Names.Add(name);
                DealsOf.Add([]);
                seen.Add(new(StringComparer.Ordinal));
            }
            DealsOf[numbers[name]].Add(deal);
            if (deal.Target.Length > 0)
                seen[numbers[name]].Add(Target(deal));
            seen[numbers[name]].Add(Cell(deal));
        }
        OnlyCold = Test.Count(deal => !deal.Investors.Any(numbers.ContainsKey));
        Listings = Sample(ListingCases(), options);
        Pools = Test.Select((deal, place) => (deal.Year, place))
            .GroupBy(one => one.Year, one => one.place)
            .ToDictionary(pool => pool.Key, pool => pool.ToArray());
        Investors = Sample(InvestorCases(), options);
    }

    public int Split { get; }
    public List<Deal> Train { get; } = [];
    public List<Deal> Test { get; } = [];

    /// <summary>Names by investor number.</summary>
    public List<string> Names { get; } = [];

    /// <summary>Known deals by investor number.</summary>
    public List<List<Deal>> DealsOf { get; } = [];

    /// <summary>Test deals of which no investor is known.</summary>
    public int OnlyCold { get; }

    /// <summary>Task A.</summary>
    public List<Case> Listings { get; }

    /// <summary>Task B.</summary>
    public List<Case> Investors { get; }

    /// <summary>Places of a year's listings among the test deals.</summary>
    public Dictionary<int, int[]> Pools { get; }

    private List<Case> ListingCases() =>
        [.. Test.Select((deal, place) => new Case(place, [.. Known(deal)], deal.Year)).Where(one => one.Relevant.Length > 0)];

    private List<Case> InvestorCases()
    {
        var bought = new Dictionary<(int Investor, int Year), List<int>>();
        foreach (var (year, pool) in Pools)
            for (var at = 0; at < pool.Length; at++)
                foreach (var investor in Known(Test[pool[at]]).Where(investor => DealsOf[investor].Count >= LeastForListings))
                {
                    if (!bought.TryGetValue((investor, year), out var places))
                        bought.Add((investor, year), places = []);
                    places.Add(at);
                }
        return [.. bought.Select(one => new Case(one.Key.Investor, [.. one.Value], one.Key.Year))];
    }

    private IEnumerable<int> Known(Deal deal) =>
        deal.Investors.Where(numbers.ContainsKey).Select(name => numbers[name]).Where(investor => IsNew(investor, deal));

    private bool IsNew(int investor, Deal deal) =>
        novelty switch
        {
            Novelty.Target => deal.Target.Length == 0 || !seen[investor].Contains(Target(deal)),
            Novelty.Cell => !seen[investor].Contains(Target(deal)) && !seen[investor].Contains(Cell(deal)),
            _ => true,
        };

    private static string Target(Deal deal) => "target " + deal.Target.ToLowerInvariant();

    private static string Cell(Deal deal) => $"cell {deal.Sector}\u001f{deal.Subsector}\u001f{deal.Country}";

    private static List<Case> Sample(List<Case> cases, QualityOptions options)
    {
        if (options.Sample == 0 || cases.Count <= options.Sample)
            return cases;
        var drawn = cases.ToArray();
        new Random(options.Seed).Shuffle(drawn);
        return [.. drawn.Take(options.Sample)];
    }
}
