namespace Matchmaking.Matching.Tests.Index;

/// <summary>Mandates and opportunities by a seeded generator, out of a world that has everything that can go wrong in it.</summary>
internal sealed class RandomWorld(int seed)
{
    private static readonly string[] Hubs = ["auto", "food", "energy", "tour"];
    private static readonly SectorCode[] Sectors =
    [
        .. Hubs.SelectMany(hub => new[] { hub, hub + ".a", hub + ".b", hub + ".c", hub + ".c.d" })
            .Append("")
            .Select(code => new SectorCode(code)),
    ];
    private static readonly Place[] Places =
    [
        .. Enumerable
            .Range(0, 5)
            .SelectMany(region => Enumerable.Range(0, 5).Select(unit => new Place($"R{region}", unit == 0 ? null : $"AZ-{region}{unit}"))),
        new("R0", "AZ-11"),
    ];
    private static readonly string[] DealTypes = ["JV", "LOC", "BOT", "EPC", "jv", ""];
    private static readonly int[] Stages = [0, 1, 2, 3, 4, 5, -1, 99];
    private static readonly string[] Words =
    [
        "客车",
        "军工",
        "烟草",
        "avtobus",
        "ŞƏKƏR",
        "arms",
        "small arms",
        "a",
        "工",
        "",
        "\uD83D",
        "𨧀",
        "ＢＹＤ",
        "şərab",
        "Zavod",
    ];
    private static readonly string[] Sentences =
    [
        "电动客车工厂",
        "Elektrik avtobusları zavodu",
        "Şəkər zavodu",
        "Farms",
        "Small arms",
        "烟草 BYD客车",
        "𨧀矿",
        "Army of farms",
        "",
    ];
    private static readonly decimal[] Amounts =
    [
        0,
        0.01m,
        1,
        99_999.99m,
        100_000,
        100_000.01m,
        5_000_000,
        20_000_000,
        34_000_000,
        34_000_000.01m,
        50_000_000,
        1_000_000_000,
        1_000_000_000_000_000,
    ];
    private static readonly decimal[] OddAmounts =
    [
        0.001m,
        33_333_333.333_333m,
        2_000_000_000_000_000,
        79_228_162_514_264_337_593_543_950_335m,
    ];

    private readonly Random _random = new(seed);

    public MandateCriteria Mandate() =>
        new()
        {
            Sectors = Some(Sectors, 4),
            Places = Some(Places, 4),
            DealTypes = Some(DealTypes, 3),
            Ticket = Range(),
            TechnicalStages = Some(Stages, 3),
            LegalStages = Some(Stages, 3),
            ExcludedWords = _random.Next(3) == 0 ? Some(Words, 3) : [],
        };

    /// <summary>One that names much, so that few opportunities fit.</summary>
    public OpportunityFacts Opportunity() =>
        new()
        {
            Sector = One(Sectors),
            MoreSectors = Some(Sectors, 5),
            Places = Some(Places, 3),
            DealTypes = Some(DealTypes, 3),
            Amount = Range(),
            TechnicalStage = _random.Next(3) == 0 ? null : One(Stages),
            LegalStage = _random.Next(3) == 0 ? null : One(Stages),
            Text = FoldedText.Of(Some(Sentences, 3)),
        };

    public Guid Id()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new(bytes);
    }

    public int Next(int below) => _random.Next(below);

    public T One<T>(IReadOnlyList<T> all) => all[_random.Next(all.Count)];

    private T[] Some<T>(T[] all, int most) =>
        _random.Next(60) == 0 ? [.. all]
        : _random.Next(3) == 0 ? []
        : [.. Enumerable.Range(0, 1 + _random.Next(most)).Select(_ => One(all))];

    private MoneyRange? Range()
    {
        if (_random.Next(4) == 0)
            return null;
        var from = _random.Next(4) == 0 ? null : Amount();
        var to =
            _random.Next(4) == 0 ? null
            : _random.Next(4) == 0 ? from
            : Amount();
        // One in fifty is left in the wrong order.
        return from > to && _random.Next(50) > 0 ? new(to, from) : new(from, to);
    }

    private decimal? Amount() =>
        _random.Next(30) == 0 ? One(OddAmounts)
        : _random.Next(2) == 0 ? One(Amounts)
        : _random.Next(1, 300_000_000);
}
