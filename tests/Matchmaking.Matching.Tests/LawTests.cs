using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace Matchmaking.Matching.Tests;

/// <summary>What holds for every mandate and every opportunity.</summary>
[Properties(Arbitrary = [typeof(Worlds)], MaxTest = 1_000)]
public sealed class LawTests
{
    [Property]
    public void The_score_is_the_sum_of_the_reasons_and_between_0_and_100(Pair pair)
    {
        var assessment = Assess(pair);

        Assert.InRange(assessment.Score, 0, 100);
        Assert.Equal(assessment.Reasons.Sum(reason => reason.Points), assessment.Score);
        Assert.Equal(100, assessment.Reasons.Sum(reason => reason.Of));
        Assert.All(assessment.Reasons, reason => Assert.InRange(reason.Points, 0, reason.Of));
    }

    [Property]
    public void There_is_one_reason_a_condition_in_the_order_of_reading(Pair pair) =>
        Assert.Equal(
            Enum.GetValues<Condition>().Where(condition => condition <= Condition.ExcludedWord),
            Assess(pair).Reasons.Select(reason => reason.Condition)
        );

    [Property]
    public void A_match_is_what_has_no_failed_condition_and_a_near_miss_what_has_one(Pair pair)
    {
        var assessment = Assess(pair);
        var missed = assessment.Reasons.Where(reason => reason.Fit == Fit.Missed).ToArray();

        Assert.Equal(missed.Length == 0, assessment.IsMatch);
        Assert.Equal(missed is [{ Condition: not Condition.ExcludedWord }], assessment.NearMiss is not null);
        Assert.All(missed, reason => Assert.Equal(0, reason.Points));
    }

    [Property]
    public void A_deal_breaker_never_matches(Pair pair)
    {
        var broken = pair.Mandate with { ExcludedWords = [.. pair.Mandate.ExcludedWords, "tobacco"] };
        var smoking = pair.Opportunity with { Text = FoldedText.Of(pair.Opportunity.Text.Words, "Tobacco") };

        Assert.False(Matcher.Assess(broken, smoking).IsMatch);
        Assert.Null(Matcher.Assess(broken, smoking).NearMiss);
    }

    [Property(MaxTest = 10_000)]
    public void Asking_for_less_never_loses_a_match_and_never_lowers_a_score(Relaxation relaxation)
    {
        var before = Matcher.Assess(relaxation.Mandate, relaxation.Opportunity);
        var after = Matcher.Assess(relaxation.Wider, relaxation.Opportunity);

        Assert.True(after.Score >= before.Score, $"{relaxation.Step}: {before.Score} to {after.Score}");
        Assert.True(after.IsMatch || !before.IsMatch, relaxation.Step);
        Assert.All(before.Reasons.Zip(after.Reasons), both => Assert.True(both.Second.Points >= both.First.Points, relaxation.Step));
    }

    [Property]
    public void What_is_not_known_neither_excludes_nor_earns(Pair pair)
    {
        var silent = new OpportunityFacts { Sector = pair.Opportunity.Sector, MoreSectors = pair.Opportunity.MoreSectors };
        var wanting = Cases.BusMaker with { Sectors = pair.Mandate.Sectors };

        var reasons = Matcher
            .Assess(wanting, silent)
            .Reasons.Where(reason => reason.Condition is not (Condition.Sector or Condition.ExcludedWord));

        Assert.All(reasons, reason => Assert.Equal((Fit.Unknown, 0), (reason.Fit, reason.Points)));
    }

    [Property]
    public void A_further_sector_gives_what_it_would_give_as_the_main_one_and_takes_nothing(Pair pair)
    {
        var points = new[] { pair.Opportunity.Sector }
            .Concat(pair.Opportunity.MoreSectors)
            .Max(sector =>
                Matcher.Assess(pair.Mandate, pair.Opportunity with { Sector = sector, MoreSectors = [] }).Of(Condition.Sector).Points
            );

        Assert.Equal(points, Assess(pair).Of(Condition.Sector).Points);
    }

    [Property]
    public void To_fall_silent_never_excludes_and_never_earns(Pair pair)
    {
        var before = Assess(pair);
        OpportunityFacts[] quieter =
        [
            pair.Opportunity with
            {
                Places = [],
            },
            pair.Opportunity with
            {
                DealTypes = [],
            },
            pair.Opportunity with
            {
                Amount = null,
            },
            pair.Opportunity with
            {
                TechnicalStage = null,
            },
            pair.Opportunity with
            {
                LegalStage = null,
            },
        ];
        foreach (var opportunity in quieter)
        foreach (var (known, unknown) in before.Reasons.Zip(Matcher.Assess(pair.Mandate, opportunity).Reasons))
        {
            Assert.True(unknown.Fit != Fit.Missed || known.Fit == Fit.Missed);
            Assert.True(unknown.Points <= known.Points || known.Fit == Fit.Missed);
        }
    }

    [Property]
    public void The_order_of_lists_does_not_matter(Pair pair)
    {
        var mandate = pair.Mandate with
        {
            Sectors = [.. pair.Mandate.Sectors.Reverse()],
            Places = [.. pair.Mandate.Places.Reverse()],
            DealTypes = [.. pair.Mandate.DealTypes.Reverse()],
            TechnicalStages = [.. pair.Mandate.TechnicalStages.Reverse()],
            LegalStages = [.. pair.Mandate.LegalStages.Reverse()],
            ExcludedWords = [.. pair.Mandate.ExcludedWords.Reverse()],
        };
        var opportunity = pair.Opportunity with
        {
            MoreSectors = [.. pair.Opportunity.MoreSectors.Reverse()],
            Places = [.. pair.Opportunity.Places.Reverse()],
            DealTypes = [.. pair.Opportunity.DealTypes.Reverse()],
        };

        Assert.Equal(Written(Assess(pair)), Written(Matcher.Assess(mandate, opportunity)));
    }

    [Property]
    public void The_same_input_gives_the_same_output(Pair pair) => Assert.Equal(Written(Assess(pair)), Written(Assess(pair)));

    [Property]
    public void Any_text_can_be_folded_and_folding_it_again_changes_nothing(string? text)
    {
        var folded = FoldedText.Of(text);

        Assert.Equal(folded.Words, FoldedText.Of(folded.Words).Words);
        Assert.Equal(folded.Words.Length > 0, folded.Has(text ?? ""));
    }

    [Property]
    public void Texts_of_any_characters_can_be_folded(char[] characters) =>
        FoldedText.Of(new string(characters)).Has(new string(characters));

    private static Assessment Assess(Pair pair) => Matcher.Assess(pair.Mandate, pair.Opportunity);

    private static IEnumerable<string> Written(Assessment assessment) =>
        assessment.Reasons.Select(reason =>
            $"{reason.Condition} {reason.Fit} {reason.Points}/{reason.Of} {string.Join(' ', reason.Values.Order(StringComparer.Ordinal))}"
        );
}
