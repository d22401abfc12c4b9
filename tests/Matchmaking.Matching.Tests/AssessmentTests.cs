namespace Matchmaking.Matching.Tests;

/// <summary>What follows from the reasons: match or none, score, near miss.</summary>
public sealed class AssessmentTests
{
    private static readonly MandateCriteria BusMaker = Cases.BusMaker;

    [Fact]
    public void Everything_asked_for_is_a_hundred_points()
    {
        var assessment = Matcher.Assess(BusMaker, Cases.BusPlant);

        Assert.True(assessment.IsMatch);
        Assert.Equal(100, assessment.Score);
        Assert.Null(assessment.NearMiss);
        Assert.All(assessment.Reasons, reason => Assert.Equal(Fit.Exact, reason.Fit));
    }

    [Fact]
    public void No_wish_at_all_matches_everything_with_a_hundred_points()
    {
        var assessment = Matcher.Assess(new(), Cases.BusPlant);

        Assert.True(assessment.IsMatch);
        Assert.Equal(100, assessment.Score);
        Assert.All(assessment.Reasons, reason => Assert.Equal(Fit.Open, reason.Fit));
    }

    [Fact]
    public void An_opportunity_that_names_only_its_sector_still_matches_by_it()
    {
        var assessment = Matcher.Assess(BusMaker, new() { Sector = new("auto.ebus") });

        Assert.True(assessment.IsMatch);
        Assert.Equal(Matcher.SectorPoints, assessment.Score);
    }

    public static TheoryData<Condition, MandateCriteria> OneFailure =>
        new()
        {
            { Condition.Sector, BusMaker with { Sectors = [new("food")] } },
            { Condition.Place, BusMaker with { Places = [Places.Karabakh] } },
            { Condition.Ticket, BusMaker with { Ticket = new(50, null) } },
            { Condition.DealType, BusMaker with { DealTypes = ["BOT"] } },
            { Condition.Stage, BusMaker with { TechnicalStages = [5] } },
            { Condition.Stage, BusMaker with { TechnicalStages = [5], LegalStages = [6] } },
        };

    [Theory, MemberData(nameof(OneFailure))]
    public void One_failed_condition_is_a_near_miss(Condition failed, MandateCriteria mandate)
    {
        var assessment = Matcher.Assess(mandate, Cases.BusPlant);

        Assert.False(assessment.IsMatch);
        Assert.Equal(failed, assessment.NearMiss?.Condition);
        Assert.Equal(0, assessment.NearMiss?.Points);
    }

    [Fact]
    public void Two_failed_conditions_are_no_near_miss() =>
        Assert.Null(Matcher.Assess(BusMaker with { DealTypes = ["BOT"], Ticket = new(50, null) }, Cases.BusPlant).NearMiss);

    [Fact]
    public void A_deal_breaker_is_no_near_miss_alone_or_with_another_failure()
    {
        var excluding = BusMaker with { ExcludedWords = ["客车"] };

        Assert.False(Matcher.Assess(excluding, Cases.BusPlant).IsMatch);
        Assert.Null(Matcher.Assess(excluding, Cases.BusPlant).NearMiss);
        Assert.Null(Matcher.Assess(excluding with { DealTypes = ["BOT"] }, Cases.BusPlant).NearMiss);
    }

    [Theory]
    [InlineData("auto", "auto", false)]
    [InlineData("auto.ebus", "auto", true)]
    public void A_sector_code_names_its_hub(string code, string hub, bool isSubsector)
    {
        Assert.Equal(hub, new SectorCode(code).Hub);
        Assert.Equal(isSubsector, new SectorCode(code).IsSubsector);
    }
}
