using System.Buffers.Binary;
using Matchmaking.Matching;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>
/// Mandates and opportunities made from a seed: 60 sectors in two levels, 100 places in 14 regions, 6 deal types, 6 + 7 stages, tickets of
/// some widths, excluded words in three scripts. The mandate of a number is always the same, so ten million
/// need not be kept to be compared.
/// </summary>
internal static class SpeedWorld
{
    public static readonly SectorCode[] Hubs = [.. Enumerable.Range(0, 12).Select(hub => new SectorCode($"hub{hub}"))];
    public static readonly SectorCode[] Sectors =
    [
        .. Hubs.SelectMany(hub => Enumerable.Range(0, 5).Select(sub => sub == 0 ? hub : new SectorCode($"{hub.Code}.sub{sub}"))),
    ];
    public static readonly string[] Regions = [.. Enumerable.Range(0, 14).Select(region => $"R{region:00}")];
    public static readonly Place[] Places =
    [
        .. Regions.Select(region => new Place(region, null)),
        .. Enumerable.Range(0, 86).Select(unit => new Place(Regions[unit % 14], $"AZ-{unit:00}")),
    ];
    public static readonly string[] DealTypes = ["JV", "BOT", "EPC", "PPP", "LOC", "LIC"];
    public static readonly string[] Words =
    [
        .. new[] { "烟草", "军工", "赌博", "煤炭", "酒类", "核能", "矿山", "化肥", "水泥", "造纸" },
        .. Enumerable.Range(0, 95).Select(i => $"silah{(char)('a' + (i % 19))}{(char)('a' + (i / 19))}"),
        .. Enumerable.Range(0, 95).Select(i => $"coal{(char)('a' + (i % 19))}{(char)('a' + (i / 19))}"),
    ];
    private static readonly string[] Plain =
    [
        "zavodu",
        "layihəsi",
        "elektrik",
        "sahəsində",
        "ildə",
        "investisiya",
        "the",
        "plant",
        "project",
        "production",
        "capacity",
        "with",
        "equipment",
        "工厂",
        "项目",
        "投资",
        "设备",
        "生产线",
        "合作",
        "园区",
    ];

    /// <summary>The id of the mandate of a number; ids rise with the numbers, as those of the product rise with time.</summary>
    public static Guid IdOf(int number)
    {
        Span<byte> bytes = stackalloc byte[16];
        BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        BinaryPrimitives.WriteUInt64BigEndian(bytes[8..], new Dice((ulong)number).Next());
        return new(bytes, bigEndian: true);
    }

    /// <summary>The number of a mandate with this id.</summary>
    public static int NumberOf(Guid id)
    {
        Span<byte> bytes = stackalloc byte[16];
        id.TryWriteBytes(bytes, bigEndian: true, out _);
        return BinaryPrimitives.ReadInt32BigEndian(bytes);
    }

    public static MandateCriteria Mandate(int number, int variant = 0)
    {
        var dice = new Dice(((ulong)variant << 40) + (ulong)number + 0xA5A5_0000_0000);
        return new()
        {
            Sectors = dice.Below(100) < 5 ? [] : [.. Distinct(dice.Fork(), 1 + dice.Below(3), d => Sectors[d.Skewed(Sectors.Length)])],
            Places = dice.Below(100) < 12 ? [] : [.. Distinct(dice.Fork(), 1 + dice.Below(2), d => Places[d.Skewed(Places.Length)])],
            DealTypes =
                dice.Below(100) < 15 ? [] : [.. Distinct(dice.Fork(), 1 + dice.Below(3), d => DealTypes[d.Below(DealTypes.Length)])],
            Ticket = dice.Below(100) < 10 ? null : Ticket(ref dice),
            TechnicalStages = dice.Below(100) < 25 ? [] : [.. Distinct(dice.Fork(), 1 + dice.Below(3), d => d.Below(6))],
            LegalStages = dice.Below(100) < 25 ? [] : [.. Distinct(dice.Fork(), 1 + dice.Below(3), d => d.Below(7))],
            ExcludedWords = dice.Below(100) < 85 ? [] : [.. Distinct(dice.Fork(), 1 + dice.Below(2), d => Words[d.Skewed(Words.Length)])],
        };
    }

    /// <summary>An opportunity with a text of some 1,500 characters; one in three leaves each thing unsaid.</summary>
    public static OpportunityFacts Opportunity(int number)
    {
        var dice = new Dice((ulong)number + 0x5A5A_0000_0000);
        var from = Amount(ref dice);
        return new()
        {
            Sector = Sectors[dice.Skewed(Sectors.Length)],
            Places = dice.Below(3) == 0 ? [] : [.. Distinct(dice.Fork(), 1 + dice.Below(2), d => Places[d.Skewed(Places.Length)])],
            DealTypes = dice.Below(3) == 0 ? [] : [.. Distinct(dice.Fork(), 1 + dice.Below(2), d => DealTypes[d.Below(DealTypes.Length)])],
            Amount =
                dice.Below(3) == 0 ? null
                : dice.Below(2) == 0 ? new(from, from)
                : new(from, from * (2 + dice.Below(3))),
            TechnicalStage = dice.Below(3) == 0 ? null : dice.Below(6),
            LegalStage = dice.Below(3) == 0 ? null : dice.Below(7),
            Text = FoldedText.Of(
                Enumerable
                    .Range(0, 200)
                    .Select(_ => dice.Below(80) == 0 ? Words[dice.Skewed(Words.Length)] : Plain[dice.Below(Plain.Length)])
            ),
        };
    }

    private static MoneyRange Ticket(ref Dice dice)
    {
        var from = Amount(ref dice);
        return new(dice.Below(15) == 0 ? null : from, dice.Below(15) == 0 ? null : from * (2 + dice.Below(5)));
    }

    /// <summary>US$100,000 to 1 billion, most of them round.</summary>
    private static decimal Amount(ref Dice dice)
    {
        var size = (decimal)Math.Round(Math.Pow(10, 5 + (dice.Below(400) / 100.0)), 0);
        return dice.Below(3) == 0 ? size + (dice.Below(100) / 100m) : Math.Max(100_000, Math.Floor(size / 100_000) * 100_000);
    }

    private static IEnumerable<T> Distinct<T>(Dice dice, int count, Func<Dice, T> draw) =>
        Enumerable.Range(0, count).Select(i => draw(new((ulong)i + dice.Next()))).Distinct();
}

/// <summary>SplitMix64: numbers that look like chance and are the same everywhere.</summary>
internal struct Dice(ulong state)
{
    private ulong _state = state;

    public ulong Next()
    {
        var z = _state += 0x9E37_79B9_7F4A_7C15;
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    public int Below(int limit) => (int)(Next() % (ulong)limit);

    /// <summary>Below the limit; low numbers are some three times as frequent as high ones.</summary>
    public int Skewed(int limit) => Math.Min(Below(limit), limit / 2 < 1 ? 0 : Below(limit * 3 / 2) % limit);

    public Dice Fork() => new(Next());
}
