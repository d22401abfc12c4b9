using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;
using Matchmaking.Matching.Feedback;

namespace Matchmaking.Matching.Tests;

/// <summary>How an organisation's own answers move its scores.</summary>
public sealed class FeedbackTests
{
    private static readonly OpportunityFacts BusPlant = Cases.BusPlant with { Amount = new(34_000_000, 34_000_000) };

    [Fact]
    public void What_fits_speaks_for_each_of_its_values() =>
        Assert.Equal(
            ["Sector auto.ebus 2", "Place ABX 2", "Size 20000000 2", "Stage L3 2", "Stage T2 2"],
            Written(FeedbackWeights.From([new(BusPlant, FeedbackAnswer.Fits)]))
        );

    [Theory]
    [InlineData(FeedbackCause.Sector, "Sector auto.ebus -4")]
    [InlineData(FeedbackCause.Place, "Place ABX -4")]
    [InlineData(FeedbackCause.Size, "Size 20000000 -4")]
    [InlineData(FeedbackCause.Stage, "Stage L3 -4, Stage T2 -4")]
    [InlineData(FeedbackCause.Other, "")]
    [InlineData(null, "")]
    public void What_does_not_fit_speaks_against_its_cause_only(FeedbackCause? because, string weights) =>
        Assert.Equal(weights, string.Join(", ", Written(FeedbackWeights.From([new(BusPlant, FeedbackAnswer.DoesNotFit, because)]))));

    [Fact]
    public void One_value_weighs_at_most_ten_and_an_opportunity_at_most_fifteen()
    {
        var six = Enumerable.Repeat(new FeedbackGiven(BusPlant, FeedbackAnswer.Fits), 6);

        Assert.All(FeedbackWeights.From(six).All, weight => Assert.Equal((10, 6), (weight.Points, weight.Fits)));
        Assert.Equal((Fit.Exact, 15), FeedbackWeights.From(six).ReasonFor(BusPlant) is var reason ? (reason.Fit, reason.Points) : default);
        var never = Enumerable.Repeat(new FeedbackGiven(BusPlant, FeedbackAnswer.DoesNotFit, FeedbackCause.Stage), 6);
        Assert.Equal(
            (Fit.Against, -15),
            FeedbackWeights.From(never).ReasonFor(BusPlant) is var against ? (against.Fit, against.Points) : default
        );
    }

    [Fact]
    public void A_turned_down_sector_costs_its_points_and_says_for_which_value()
    {
        var weights = FeedbackWeights.From([new(BusPlant, FeedbackAnswer.DoesNotFit, FeedbackCause.Sector)]);

        var assessment = Matcher.Assess(Cases.BusMaker with { Ticket = null }, BusPlant).With(weights.ReasonFor(BusPlant));

        Assert.Equal(96, assessment.Score);
        Assert.Equal(100, assessment.Declared.Score);
        Assert.True(assessment.IsMatch);
        Assert.Equal(["auto.ebus"], assessment.Reasons[^1].Values);
        Assert.Equal(Fit.Open, weights.ReasonFor(BusPlant with { Sector = new("auto.trucks") }).Fit);
    }

    [Theory]
    [InlineData("0–0.5", "0")]
    [InlineData("1–1", "1000000")]
    [InlineData("4.9–5.1", "5000000")]
    [InlineData("–20", "20000000")]
    [InlineData("99–", "20000000")]
    [InlineData("1–999", "500000000")]
    [InlineData("1000000000–", "500000000")]
    public void An_amount_lies_in_the_class_of_its_middle(string millions, string code)
    {
        var range = Cases.Range(millions)!;
        Assert.Equal(code, SizeBucket.Of(new(range.From * 1_000_000, range.To * 1_000_000))?.Code);
        Assert.Equal(code, SizeBucket.WithCode(code)?.Code);
    }

    [Fact]
    public void No_amount_has_no_class_and_no_other_text_is_a_code()
    {
        Assert.Null(SizeBucket.Of(null));
        Assert.Null(SizeBucket.Of(new(null, null)));
        Assert.Null(SizeBucket.WithCode("ABX"));
    }

    private static IEnumerable<string> Written(FeedbackWeights weights) =>
        weights.All.Select(weight => $"{weight.Kind} {weight.Value} {weight.Points}");
}

/// <summary>A pair, and what the organisation has said of other opportunities.</summary>
public sealed record Taste(Pair Pair, FeedbackGiven[] Given);

/// <summary>How FsCheck makes answers.</summary>
public static class Tastes
{
    private static Gen<Pair> Pairs => Worlds.Pairs().Generator.Select(pair => pair with { Opportunity = Larger(pair.Opportunity) });

    public static Arbitrary<Taste> All() =>
        (
            from pair in Pairs
            from given in (
                from other in Pairs
                from answer in Gen.Elements(FeedbackAnswer.Fits, FeedbackAnswer.DoesNotFit)
                from because in Gen.Elements<FeedbackCause?>(
                    null,
                    FeedbackCause.Sector,
                    FeedbackCause.Place,
                    FeedbackCause.Size,
                    FeedbackCause.Stage,
                    FeedbackCause.Other
                )
                select new FeedbackGiven(other.Opportunity, answer, answer == FeedbackAnswer.Fits ? null : because)
            ).ArrayOf()
            select new Taste(pair, given)
        ).ToArbitrary();

    // The small world counts in ones; here it shall reach several classes of size.
    private static OpportunityFacts Larger(OpportunityFacts facts) =>
        facts with
        {
            Amount = facts.Amount is { } amount ? new(amount.From * 10_000_000, amount.To * 10_000_000) : null,
        };
}

/// <summary>What holds for all answers.</summary>
[Properties(Arbitrary = [typeof(Tastes)], MaxTest = 1_000)]
public sealed class FeedbackLawTests
{
    [Property]
    public void Weights_and_reasons_are_bounded(Taste taste)
    {
        var weights = FeedbackWeights.From(taste.Given);
        var reason = weights.ReasonFor(taste.Pair.Opportunity);

        Assert.All(weights.All, weight => Assert.InRange(Math.Abs(weight.Points), 1, FeedbackWeights.MostOfOneValue));
        Assert.InRange(reason.Points, -FeedbackWeights.MostOfOpportunity, FeedbackWeights.MostOfOpportunity);
        Assert.Equal(
            Math.Sign(reason.Points),
            reason.Fit switch
            {
                Fit.Exact => 1,
                Fit.Against => -1,
                Fit.Open => 0,
                _ => 99,
            }
        );
    }

    [Property]
    public void Saying_nothing_moves_nothing(Taste taste) =>
        Assert.Equal(
            (Fit.Open, 0, 0),
            FeedbackWeights.From([]).ReasonFor(taste.Pair.Opportunity) is var reason
                ? (reason.Fit, reason.Points, reason.Values.Count)
                : default
        );

    [Property]
    public void The_order_of_answers_does_not_matter(Taste taste)
    {
        var one = FeedbackWeights.From(taste.Given);
        var other = FeedbackWeights.From(taste.Given.Reverse());

        Assert.Equal(one.All, other.All);
        Assert.Equal(Written(one.ReasonFor(taste.Pair.Opportunity)), Written(other.ReasonFor(taste.Pair.Opportunity)));
    }

    [Property]
    public void It_never_makes_or_unmakes_a_match_nor_a_near_miss(Taste taste)
    {
        var (before, after) = Assess(taste);

        Assert.Equal(before.IsMatch, after.IsMatch);
        Assert.Equal(before.NearMiss?.Condition, after.NearMiss?.Condition);
        Assert.Equal(before.Score, after.Declared.Score);
    }

    [Property]
    public void The_score_stays_the_sum_of_its_reasons_between_0_and_100(Taste taste)
    {
        var (before, after) = Assess(taste);

        Assert.InRange(after.Score, 0, 100);
        Assert.Equal(after.Reasons.Sum(reason => reason.Points), after.Score);
        Assert.InRange(after.Score - before.Score, -FeedbackWeights.MostOfOpportunity, FeedbackWeights.MostOfOpportunity);
    }

    [Property]
    public void One_more_that_fits_never_lowers_what_is_like_it(Taste taste)
    {
        var liked = new FeedbackGiven(taste.Pair.Opportunity, FeedbackAnswer.Fits);

        var before = FeedbackWeights.From(taste.Given).ReasonFor(taste.Pair.Opportunity).Points;
        var after = FeedbackWeights.From([.. taste.Given, liked]).ReasonFor(taste.Pair.Opportunity).Points;

        Assert.True(after >= before, $"{before} to {after}");
    }

    private static (Assessment Before, Assessment After) Assess(Taste taste)
    {
        var before = Matcher.Assess(taste.Pair.Mandate, taste.Pair.Opportunity);
        return (before, before.With(FeedbackWeights.From(taste.Given).ReasonFor(taste.Pair.Opportunity)));
    }

    private static string Written(Reason reason) => $"{reason.Fit} {reason.Points} {string.Join(' ', reason.Values)}";
}
