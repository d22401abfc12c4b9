using FsCheck.Xunit;
using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Matching.Tests.TrackRecords;

/// <summary>The rankings: exact in their parts, the same for the same deals, and sensible where little is known.</summary>
public sealed class TrackRecordModelTests
{
    private static readonly TrackRecordModel Model = TrackRecordModel.Train(Markets.OfHabits(1), 2021);

    [Fact]
    public void The_parts_add_up_to_the_score_exactly()
    {
        var listing = Model.Prepare(Markets.OfHabits(2)[7]);
        var all = Model.ScoreAll(listing);

        for (var investor = 0; investor < all.Length; investor++)
            Assert.Equal(all[investor], Model.Score(Model.InvestorAt(investor), listing)!.Value);
    }

    [Property(MaxTest = 30)]
    public void Whole_points_of_a_prospect_add_up_and_lie_between_0_and_100(int at)
    {
        var prospects = Model.RankInvestors(Markets.OfHabits(3)[Math.Abs(at % 900)], 20);

        Assert.Equal(20, prospects.Count);
        Assert.All(prospects, prospect => Assert.Equal(prospect.Score, prospect.Parts.Sum(part => part.Points)));
        Assert.All(prospects, prospect => Assert.InRange(prospect.Score, 0, 100));
        Assert.Equal(prospects.Select(prospect => prospect.Score).OrderDescending(), prospects.Select(prospect => prospect.Score));
    }

    [Fact]
    public void The_order_of_the_deals_does_not_matter()
    {
        var deals = Markets.OfHabits(4);
        var shuffled = deals.ToArray();
        new Random(1).Shuffle(shuffled);
        var (one, other) = (TrackRecordModel.Train(deals, 2020), TrackRecordModel.Train(shuffled, 2020));

        Assert.Equal(one.ScoreAll(one.Prepare(deals[899])), other.ScoreAll(other.Prepare(deals[899])));
        Assert.Equal(
            one.Points("I3", deals[899]).Reasons.Select(reason => reason.Points),
            other.Points("I3", deals[899]).Reasons.Select(reason => reason.Points)
        );
    }

    [Fact]
    public void Deals_from_the_year_that_is_not_known_yet_are_not_looked_at()
    {
        var deals = Markets.OfHabits(5);
        var (all, before) = (TrackRecordModel.Train(deals, 2018), TrackRecordModel.Train(deals.Where(deal => deal.Year < 2018), 2018));

        Assert.Equal(before.ScoreAll(before.Prepare(deals[^1])), all.ScoreAll(all.Prepare(deals[^1])));
    }

    [Fact]
    public void Who_stopped_years_ago_comes_after_who_is_active()
    {
        var model = TrackRecordModel.Train(
            [
                .. Enumerable
                    .Range(0, 4)
                    .SelectMany(at => new[] { Markets.Bus($"O{at}", "Old", 2005), Markets.Bus($"N{at}", "New", 2024) }),
                Markets.Sugar("S", "Sweet"),
            ],
            2025
        );

        Assert.Equal(["New", "Old"], model.RankInvestors(Markets.BusPlant, 2).Select(prospect => prospect.Investor));
    }

    [Fact]
    public void Where_nobody_did_the_subsector_the_sector_decides()
    {
        var deals = new[]
        {
            Markets.Bus("B", "Yutong") with
            {
                Subsector = "auto.tractor",
            },
            Markets.Sugar("S", "Sweet") with
            {
                Country = "Azerbaijan",
                Region = "Absheron",
                Type = "JV",
                AmountUsdM = 34,
            },
        };
        var listing = new Listing { Sector = "auto", Subsector = "auto.ebus" };

        Assert.Equal("Yutong", TrackRecordModel.Train(deals, 2025).RankInvestors(listing, 1).Single().Investor);
    }

    [Fact]
    public void Where_nobody_did_the_country_the_region_decides()
    {
        // Regions that hold several countries.
        var deals = Enumerable
            .Range(0, 6)
            .Select(at =>
                Markets.Sugar($"D{at}", at < 3 ? "West" : "East") with
                {
                    Country = $"C{at}",
                    Region = at < 3 ? "Europe" : "Asia",
                }
            );

        Assert.Equal(
            "East",
            TrackRecordModel.Train(deals, 2025).RankInvestors(new Listing { Country = "Azerbaijan", Region = "Asia" }, 1).Single().Investor
        );
    }

    [Fact]
    public void Who_bought_the_target_comes_later_when_new_partners_are_wanted()
    {
        var deals = Enumerable
            .Range(0, 5)
            .SelectMany(at =>
                new[]
                {
                    Markets.Bus($"A{at}", "In") with
                    {
                        Target = "Kapaz",
                    },
                    Markets.Bus($"B{at}", "Out") with
                    {
                        Target = $"Other {at}",
                    },
                }
            )
            .ToArray();
        var listing = Markets.BusPlant with { Target = "Kapaz" };

        Assert.Equal("Out", TrackRecordModel.Train(deals, 2025, Purpose.NewPartners).RankInvestors(listing, 1).Single().Investor);
        Assert.Equal("In", TrackRecordModel.Train(deals, 2025, Purpose.AnyPartner).RankInvestors(listing, 1).Single().Investor);
    }

    [Fact]
    public void An_investor_without_a_deal_has_no_score_and_no_order()
    {
        Assert.Null(Model.Score("Nobody", Model.Prepare(Markets.BusPlant)));
        Assert.Empty(Model.RankListings("Nobody", [Model.Prepare(Markets.BusPlant)]));
    }

    [Fact]
    public void Listings_come_in_the_order_of_their_scores_and_what_is_like_the_record_first()
    {
        var model = TrackRecordModel.Train(
            [.. Enumerable.Range(0, 6).SelectMany(at => new[] { Markets.Bus($"B{at}", "Yutong"), Markets.Sugar($"S{at}", "Sweet") })],
            2025
        );
        var sugar = Markets.Sugar("x", "y");

        Assert.Equal(
            [Markets.BusPlant, sugar],
            model.RankListings("Yutong", [model.Prepare(sugar), model.Prepare(Markets.BusPlant)]).Select(ranked => ranked.Listing)
        );
    }

    [Fact]
    public void Without_deals_nobody_is_ranked() => Assert.Empty(TrackRecordModel.Train([], 2025).RankInvestors(Markets.BusPlant, 10));

    [Fact]
    public void A_listing_of_another_model_is_refused() =>
        Assert.Throws<ArgumentException>(() => Model.ScoreAll(TrackRecordModel.Train([], 2025).Prepare(Markets.BusPlant)));

    [Fact]
    public void Chinese_titles_are_compared_by_their_characters()
    {
        Deal[] deals =
        [
            new()
            {
                Id = "1",
                Year = 2024,
                Investors = ["甲"],
                Title = "电动客车工厂",
            },
            new()
            {
                Id = "2",
                Year = 2024,
                Investors = ["乙"],
                Title = "制糖厂扩建",
            },
        ];

        Assert.Equal("乙", TrackRecordModel.Train(deals, 2025).RankInvestors(new Listing { Title = "新制糖厂" }, 1).Single().Investor);
    }

    [Fact]
    public void A_ranking_prepares_the_listing_once_and_takes_little_for_each_of_three_thousand_investors()
    {
        var model = TrackRecordModel.Train(Markets.OfHabits(6, investors: 3000, deals: 9000), 2021);
        model.RankInvestors(Markets.BusPlant, 20);
        var before = GC.GetAllocatedBytesForCurrentThread();
        model.Prepare(Markets.BusPlant);
        var prepared = GC.GetAllocatedBytesForCurrentThread();
        model.RankInvestors(Markets.BusPlant, 20);
        var ranked = GC.GetAllocatedBytesForCurrentThread();

        // Bytes are counted and not time, which depends on what else the machine does. A line of parts and two places in the order are
        // some 150 bytes; a listing prepared again, or a list made, for each investor would be many times that.
        Assert.InRange((ranked - prepared - (prepared - before)) / model.InvestorCount, 0, 400);
    }
}
