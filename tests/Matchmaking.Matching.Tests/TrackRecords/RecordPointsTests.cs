using FsCheck.Xunit;
using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Matching.Tests.TrackRecords;

/// <summary>What a record adds to a match: bounded, explained, steady.</summary>
public sealed class RecordPointsTests
{
    [Theory]
    [InlineData(0, 3, -4, -1)]
    [InlineData(1, 0, 5, 8)]
    [InlineData(3, 2, 8, 12)]
    [InlineData(30, 0, 13, 15)]
    public void A_fitting_record_adds_and_a_foreign_one_takes_a_little(int buses, int sugar, int least, int most) =>
        Assert.InRange(Points(Deals(buses, sugar)).Total, least, most);

    [Fact]
    public void Who_has_no_deal_gets_nothing_either_way() =>
        Assert.Equal(RecordPoints.None, TrackRecordModel.Train([Markets.Bus("B1", "Yutong")], 2025).Points("Nobody", Markets.BusPlant));

    [Fact]
    public void A_listing_that_says_nothing_gets_nothing()
    {
        var points = TrackRecordModel.Train(Deals(5, 5), 2025).Points("Yutong", new Listing());

        Assert.Equal(0, points.Total);
        Assert.Empty(points.Reasons);
    }

    [Fact]
    public void A_value_that_no_deal_has_says_nothing()
    {
        var model = TrackRecordModel.Train(Deals(0, 9), 2025);

        Assert.Equal(0, model.Points("Yutong", new Listing { Country = "Azerbaijan" }).Total);
    }

    [Fact]
    public void One_deal_counts_less_than_three() => Assert.True(Points(Deals(1, 0)).Total < Points(Deals(3, 0)).Total);

    [Fact]
    public void An_old_deal_counts_less_than_a_recent_one() =>
        Assert.True(Points([Markets.Bus("B1", "Yutong", 2008)]).Total < Points([Markets.Bus("B1", "Yutong", 2024)]).Total);

    [Fact]
    public void Another_subsector_of_the_sector_counts_in_part()
    {
        var tractor = Markets.Bus("B1", "Yutong") with { Subsector = "auto.tractor" };
        var reasons = Points([tractor, Markets.Bus("B2", "Other")]).Reasons;

        Assert.Contains(reasons, reason => reason is { By: InferredFrom.Sector, Points: > 0 });
        Assert.DoesNotContain(reasons, reason => reason is { By: InferredFrom.Subsector, Points: > 0 });
    }

    [Fact]
    public void Reasons_name_the_value_the_number_of_deals_and_the_latest_three()
    {
        var subsector = Points([.. Enumerable.Range(2019, 5).Select(year => Markets.Bus($"B{year}", "Yutong", year))])
            .Reasons.Single(reason => reason.By == InferredFrom.Subsector);

        Assert.Equal("auto.ebus", subsector.Value);
        Assert.Equal(5, subsector.Deals);
        Assert.Equal(["B2023", "B2022", "B2021"], subsector.Evidence);
    }

    [Fact]
    public void Megawatts_are_never_compared_with_dollars()
    {
        var plant = Markets.Sugar("P1", "Yutong") with { AmountUsdM = null, CapacityMw = 34 };

        Assert.DoesNotContain(Points([plant]).Reasons, reason => reason.By == InferredFrom.Amount);
    }

    [Property(MaxTest = 60)]
    public void Points_are_bounded_and_their_reasons_add_up(int seed)
    {
        var deals = Markets.OfHabits(seed, investors: 8, deals: 40);
        var model = TrackRecordModel.Train(deals, 2021);

        Assert.All(
            deals.SelectMany(listing => deals[0].Investors.Concat(deals[7].Investors).Select(investor => model.Points(investor, listing))),
            points =>
            {
                Assert.InRange(points.Total, -RecordPoints.Most, RecordPoints.Most);
                Assert.Equal(points.Total, points.Reasons.Sum(reason => reason.Points));
            }
        );
    }

    [Property(MaxTest = 60)]
    public void One_more_deal_like_the_listing_never_lowers_its_points(int seed)
    {
        var deals = Markets.OfHabits(seed, investors: 6, deals: 40);
        var investor = deals[3].Investors[0];
        // The world is the same before and after: all countries and regions are there already.
        var more = deals[5] with
        {
            Id = "new",
            Investors = [investor],
            Year = 2020,
        };

        Assert.True(
            TrackRecordModel.Train([.. deals, more], 2021).Points(investor, deals[5]).Total
                >= TrackRecordModel.Train(deals, 2021).Points(investor, deals[5]).Total
        );
    }

    private static RecordPoints Points(IEnumerable<Deal> deals) => TrackRecordModel.Train(deals, 2025).Points("Yutong", Markets.BusPlant);

    private static List<Deal> Deals(int buses, int sugar) =>
        [
            // Somebody makes buses, so that they are known as such.
            Markets.Bus("B0", "Other"),
            .. Enumerable.Range(1, buses).Select(at => Markets.Bus($"B{at}", "Yutong")),
            .. Enumerable.Range(1, sugar).Select(at => Markets.Sugar($"S{at}", "Yutong")),
        ];
}
