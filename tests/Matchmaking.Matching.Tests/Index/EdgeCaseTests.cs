using Matchmaking.Matching.Index;

namespace Matchmaking.Matching.Tests.Index;

/// <summary>Cases made by hand where an index could take another way than the rule: each with each, both ways.</summary>
public sealed class EdgeCaseTests
{
    private static readonly string[] Han = ["军工"];

    private static readonly MandateCriteria[] Mandates =
    [
        new(),
        Cases.BusMaker,
        new() { Sectors = [new("auto")] },
        new() { Sectors = [new("auto.trucks")] },
        new() { Sectors = [new("food")] },
        new() { Sectors = [new("")] },
        new() { Sectors = [new("never-seen.before")] },
        new() { Sectors = [new("auto.ebus"), new("auto.ebus")] },
        new() { Places = [Places.Absheron] },
        new() { Places = [Places.Khizi] },
        new() { Places = [Places.Karabakh, Places.Sumgayit] },
        new() { Places = [new("QAR", "AZ-SM")] },
        new() { DealTypes = ["JV"] },
        new() { DealTypes = ["jv", "NEW"] },
        new() { DealTypes = [.. Enumerable.Range(0, 40).Select(i => $"D{i}"), "LOC"] },
        new() { TechnicalStages = [2], LegalStages = [0, 6] },
        new() { TechnicalStages = [-1, 1_000_000] },
        new() { LegalStages = [.. Enumerable.Range(0, 30)] },
        Ticket(34, 34),
        Ticket(0, 34),
        Ticket(34, null),
        Ticket(null, 34),
        Ticket(null, null),
        Ticket(0, 0),
        Ticket(34.01m, 50),
        Ticket(0, 33.99m),
        Ticket(1, 1_000_000_000_000_000),
        Ticket(1_000_000_000_000_000, null),
        Ticket(33.333m, 34.001m),
        Ticket(50, 20),
        Ticket(0, decimal.MaxValue),
        Ticket(-5, 40),
        Ticket(20.03m, 50),
        Ticket(decimal.MaxValue, null),
        Ticket(38, 48),
        Ticket(47.99m, 48),
        Words("军工"),
        Words("ARMS"),
        Words("silah"),
        Words("客车"),
        Words("avtobus"),
        Words("elektrik avtobus"),
        Words(""),
        Words("", "şəkər"),
        Words("\uD83D", "城"),
        new()
        {
            Sectors = [.. Enumerable.Range(0, 80).Select(i => new SectorCode($"hub{i}.sub{i}")), new("auto")],
            Places = [.. Enumerable.Range(0, 60).Select(i => new Place($"R{i}", $"U{i}")), Places.Shusha, Places.Sumgayit],
            DealTypes = [.. Enumerable.Range(0, 30).Select(i => $"D{i}"), "JV"],
            TechnicalStages = [.. Enumerable.Range(0, 20)],
            Ticket = new(20, 60),
            ExcludedWords = [.. Enumerable.Range(0, 20).Select(i => $"word{i}")],
        },
        Words([.. Enumerable.Range(0, 100).Select(i => $"söz{i}")]),
    ];

    private static readonly OpportunityFacts[] Opportunities =
    [
        Cases.BusPlant,
        new() { Sector = new("auto.ebus") },
        Cases.BusPlant with
        {
            Sector = new("auto"),
        },
        Cases.BusPlant with
        {
            Sector = new("food.sugar"),
        },
        Cases.BusPlant with
        {
            MoreSectors = [new("food.sugar"), new("auto.trucks"), new("auto")],
        },
        Cases.BusPlant with
        {
            Sector = new("food"),
            MoreSectors = [new("food"), new(""), new("auto.ebus")],
        },
        Cases.BusPlant with
        {
            MoreSectors = [.. Enumerable.Range(0, 80).Select(i => new SectorCode($"hub{i}.sub{i}"))],
        },
        Cases.BusPlant with
        {
            Sector = new("not-known.yet"),
        },
        Cases.BusPlant with
        {
            Sector = new(""),
        },
        Cases.BusPlant with
        {
            Places = [Places.Absheron],
        },
        Cases.BusPlant with
        {
            Places = [Places.Shusha, Places.Khizi],
        },
        Cases.BusPlant with
        {
            Places = [new("NEW", "AZ-NEW")],
        },
        Cases.BusPlant with
        {
            Places = [.. Enumerable.Range(0, 80).Select(i => new Place($"R{i}", $"U{i % 7}"))],
        },
        Cases.BusPlant with
        {
            DealTypes = ["BOT", "JV", "JV"],
        },
        Cases.BusPlant with
        {
            DealTypes = ["?"],
        },
        Cases.BusPlant with
        {
            DealTypes = [],
        },
        Cases.BusPlant with
        {
            TechnicalStage = null,
        },
        Cases.BusPlant with
        {
            TechnicalStage = null,
            LegalStage = null,
        },
        Cases.BusPlant with
        {
            LegalStage = 77,
        },
        Amount(null),
        Amount(new(null, null)),
        Amount(new(0, 0)),
        Amount(new(34, 60)),
        Amount(new(null, 34)),
        Amount(new(34, null)),
        Amount(new(34, 34.001m)),
        Amount(new(34.001m, null)),
        Amount(new(0, 1_000_000_000_000_000)),
        Amount(new(1_000_000_000_000_000, 1_000_000_000_000_000)),
        Amount(new(decimal.MaxValue, decimal.MaxValue)),
        Amount(new(0, decimal.MaxValue)),
        Amount(new(60, 34)),
        Amount(new(-10, 34)),
        Amount(new(38.01m, 48.02m)),
        Cases.BusPlant with
        {
            Text = FoldedText.Of("Silah zavodu", "arms factory", "军工"),
        },
        Cases.BusPlant with
        {
            Text = FoldedText.Empty,
        },
        Cases.BusPlant with
        {
            Text = default,
        },
        Cases.BusPlant with
        {
            Text = FoldedText.Of("söz77", "şəkərli"),
        },
    ];

    [Fact]
    public void Each_opportunity_asked_of_all_mandates()
    {
        var mandates = Mandates.ToDictionary(_ => Guid.NewGuid());
        var index = new MandateIndex();
        foreach (var (id, criteria) in mandates)
            index.Set(id, criteria);

        foreach (var opportunity in Opportunities)
            Reference.Agrees(index, mandates, opportunity, best: 1_000);
    }

    [Fact]
    public void Each_mandate_asked_of_all_opportunities()
    {
        var opportunities = Opportunities.ToDictionary(_ => Guid.NewGuid());
        var index = new OpportunityIndex();
        foreach (var (id, facts) in opportunities)
            index.Set(id, facts);

        foreach (var mandate in Mandates)
            Reference.Agrees(index, opportunities, mandate, best: 1_000);
    }

    [Fact]
    public void Every_kind_of_mandate_can_become_every_other_kind()
    {
        var index = new MandateIndex();
        var id = Guid.NewGuid();
        foreach (var before in Mandates)
        foreach (var after in Mandates)
        {
            index.Set(id, before);
            index.Set(id, after);
            Reference.Agrees(index, new Dictionary<Guid, MandateCriteria> { [id] = after }, Cases.BusPlant, best: 10);
        }
    }

    [Fact]
    public void An_empty_index_answers_nothing()
    {
        Assert.Equal(0, new MandateIndex().Find(Cases.BusPlant, 10).Matches);
        Assert.Equal(0, new OpportunityIndex().Find(new(), 10).Matches);
        Assert.False(new MandateIndex().Remove(Guid.NewGuid()));
        Assert.Throws<ArgumentOutOfRangeException>(() => new MandateIndex().Find(Cases.BusPlant, -1));
    }

    [Fact]
    public void Of_equal_scores_the_smaller_ids_are_the_better_ones()
    {
        var mandates = Enumerable.Range(0, 500).ToDictionary(_ => Guid.NewGuid(), _ => Cases.BusMaker);
        var index = new MandateIndex();
        foreach (var (id, criteria) in mandates)
            index.Set(id, criteria);

        Assert.Equal(mandates.Keys.Order().Take(7), index.Find(Cases.BusPlant, 7).Best.Select(pair => pair.Mandate));
    }

    [Fact]
    public void What_happens_to_a_list_after_it_was_given_changes_nothing()
    {
        List<string> types = [.. Enumerable.Range(0, 40).Select(i => $"D{i}")];
        var index = new MandateIndex();
        var id = Guid.NewGuid();
        index.Set(id, new() { DealTypes = types });
        types.Clear();

        Assert.Empty(index.Matching(Cases.BusPlant));
        Assert.True(index.Remove(id));
        Assert.Empty(index.Matching(new() { Sector = new("auto"), DealTypes = ["D3"] }));

        List<SectorCode> sectors = [new("food"), new("auto")];
        var opportunities = new OpportunityIndex();
        opportunities.Set(id, Cases.BusPlant with { Sector = new("tour"), MoreSectors = sectors });
        sectors.Clear();

        Assert.Equal([id], opportunities.Matching(Cases.BusMaker));
        Assert.True(opportunities.Remove(id));
        Assert.Empty(opportunities.Matching(new()));
    }

    [Fact]
    public void A_mandate_that_cannot_be_read_leaves_the_one_before()
    {
        var index = new MandateIndex();
        var id = Guid.NewGuid();
        index.Set(id, Cases.BusMaker);

        Assert.ThrowsAny<Exception>(() => index.Set(id, Cases.BusMaker with { DealTypes = [null!] }));

        Reference.Agrees(index, new Dictionary<Guid, MandateCriteria> { [id] = Cases.BusMaker }, Cases.BusPlant, best: 10);
    }

    [Fact]
    public void The_memory_is_counted_and_slots_are_used_again()
    {
        var index = new MandateIndex();
        Guid[] ids = [.. Enumerable.Range(0, 5_000).Select(_ => Guid.NewGuid())];
        foreach (var id in ids)
            index.Set(id, Cases.BusMaker);
        var full = index.Memory;
        for (var round = 0; round < 20; round++)
        {
            foreach (var id in ids)
                index.Remove(id);
            foreach (var id in ids)
                index.Set(id, Cases.BusMaker with { ExcludedWords = Han });
        }

        Assert.InRange(index.Memory.Columns, 1, full.Columns * 1.1);
        Assert.InRange(index.Memory.Bitmaps, 1, full.Bitmaps * 1.1);
        Assert.Equal(0, full.Apart);
    }

    private static MandateCriteria Ticket(decimal? from, decimal? to) => new() { Ticket = new(from, to) };

    private static MandateCriteria Words(params string[] words) => Cases.BusMaker with { ExcludedWords = words };

    private static OpportunityFacts Amount(MoneyRange? amount) => Cases.BusPlant with { Amount = amount };
}
