using FsCheck;
using FsCheck.Fluent;

namespace Matchmaking.Matching.Tests;

/// <summary>A mandate and an opportunity out of a world so small that they often meet, and often just miss.</summary>
public sealed record Pair(MandateCriteria Mandate, OpportunityFacts Opportunity);

/// <summary>A mandate, the same mandate opened by one step, and an opportunity.</summary>
public sealed record Relaxation(string Step, MandateCriteria Mandate, MandateCriteria Wider, OpportunityFacts Opportunity);

/// <summary>How FsCheck makes mandates and opportunities.</summary>
public static class Worlds
{
    private static readonly string[] Sectors = ["auto", "auto.ebus", "auto.trucks", "food", "food.sugar"];
    private static readonly string[] DealTypes = ["JV", "LOC", "BOT"];
    private static readonly int[] Stages = [0, 1, 2, 3];
    private static readonly string[] Words = ["客车", "烟草", "avtobus", "ŞƏKƏR", "arms", "", "\uD83D"];
    private static readonly string[] Sentences = ["电动客车工厂", "Elektrik avtobusları", "Şəkər zavodu", "Farms", "Small arms", "烟草"];

    private static Gen<T[]> Some<T>(T[] all) => Gen.SubListOf(all).Select(list => list.ToArray()).SelectMany(list => Gen.Shuffle(list));

    private static Gen<T?> Maybe<T>(Gen<T> gen)
        where T : struct => Gen.Frequency((1, Gen.Constant((T?)null)), (3, gen.Select(value => (T?)value)));

    // Amounts of a few steps, so that ends touch; odd steps, so that shares are not whole.
    private static Gen<MoneyRange> Ranges =>
        from low in Maybe(Gen.Choose(0, 12))
        from length in Maybe(Gen.Choose(0, 7))
        select new MoneyRange(low * 1.5m, length is { } l ? ((low ?? 0) + l) * 1.5m : null);

    private static Gen<MoneyRange?> MaybeRange =>
        Gen.Frequency((1, Gen.Constant((MoneyRange?)null)), (3, Ranges.Select(range => (MoneyRange?)range)));

    private static Gen<MandateCriteria> Mandates =>
        from sectors in Some(Sectors)
        from places in Some(Places.All)
        from deals in Some(DealTypes)
        from ticket in MaybeRange
        from technical in Some(Stages)
        from legal in Some(Stages)
        from words in Gen.Frequency((3, Gen.Constant(Array.Empty<string>())), (1, Some(Words)))
        select new MandateCriteria
        {
            Sectors = [.. sectors.Select(code => new SectorCode(code))],
            Places = places,
            DealTypes = deals,
            Ticket = ticket,
            TechnicalStages = technical,
            LegalStages = legal,
            ExcludedWords = words,
        };

    private static Gen<OpportunityFacts> Opportunities =>
        from sector in Gen.Elements(Sectors)
        from more in Gen.Frequency((1, Gen.Constant(Array.Empty<string>())), (1, Some(Sectors)))
        from places in Some(Places.All)
        from deals in Some(DealTypes)
        from amount in MaybeRange
        from technical in Maybe(Gen.Elements(Stages))
        from legal in Maybe(Gen.Elements(Stages))
        from texts in Some(Sentences)
        select new OpportunityFacts
        {
            Sector = new(sector),
            MoreSectors = [.. more.Select(code => new SectorCode(code))],
            Places = places,
            DealTypes = deals,
            Amount = amount,
            TechnicalStage = technical,
            LegalStage = legal,
            Text = FoldedText.Of(texts),
        };

    public static Arbitrary<Pair> Pairs() =>
        (from mandate in Mandates from opportunity in Opportunities select new Pair(mandate, opportunity)).ToArbitrary();

    public static Arbitrary<Relaxation> Relaxations() =>
        (
            from mandate in Mandates
            from opportunity in Opportunities
            from sector in Gen.Elements(Sectors)
            from place in Gen.Elements(Places.All)
            from deal in Gen.Elements(DealTypes)
            from stage in Gen.Elements(Stages)
            from more in Gen.Choose(0, 8)
            from step in Gen.Elements(Steps(mandate, new(sector), place, deal, stage, more * 0.7m))
            select new Relaxation(step.Name, mandate, step.Wider, opportunity)
        ).ToArbitrary();

    /// <summary>Every way to ask for less. To add to an empty list is none: empty means any.</summary>
    private static (string Name, MandateCriteria Wider)[] Steps(
        MandateCriteria m,
        SectorCode sector,
        Place place,
        string deal,
        int stage,
        decimal more
    ) =>
        [
            ("any sector", m with { Sectors = [] }),
            ("one more sector", m.Sectors.Count == 0 ? m : m with { Sectors = [.. m.Sectors, sector] }),
            ("sectors instead of subsectors", m with { Sectors = [.. m.Sectors.Select(s => new SectorCode(s.Hub))] }),
            ("anywhere", m with { Places = [] }),
            ("one more place", m.Places.Count == 0 ? m : m with { Places = [.. m.Places, place] }),
            ("regions instead of districts", m with { Places = [.. m.Places.Select(p => p with { Unit = null })] }),
            ("any deal type", m with { DealTypes = [] }),
            ("one more deal type", m.DealTypes.Count == 0 ? m : m with { DealTypes = [.. m.DealTypes, deal] }),
            ("any ticket", m with { Ticket = null }),
            (
                "a ticket from less",
                m with
                {
                    Ticket = m.Ticket is { From: { } from } ? m.Ticket with { From = Math.Max(0, from - more) } : m.Ticket,
                }
            ),
            ("a ticket to more", m with { Ticket = m.Ticket is { To: { } to } ? m.Ticket with { To = to + more } : m.Ticket }),
            ("a ticket without a lower end", m with { Ticket = m.Ticket is null ? null : m.Ticket with { From = null } }),
            ("a ticket without an upper end", m with { Ticket = m.Ticket is null ? null : m.Ticket with { To = null } }),
            ("any technical stage", m with { TechnicalStages = [] }),
            ("one more technical stage", m.TechnicalStages.Count == 0 ? m : m with { TechnicalStages = [.. m.TechnicalStages, stage] }),
            ("any legal stage", m with { LegalStages = [] }),
            ("one more legal stage", m.LegalStages.Count == 0 ? m : m with { LegalStages = [.. m.LegalStages, stage] }),
            ("one excluded word less", m with { ExcludedWords = [.. m.ExcludedWords.Skip(1)] }),
            ("no excluded words", m with { ExcludedWords = [] }),
        ];
}
