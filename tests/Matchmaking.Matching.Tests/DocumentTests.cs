using System.Globalization;
using System.Text.RegularExpressions;
using Matchmaking.Matching.Feedback;

namespace Matchmaking.Matching.Tests;

/// <summary>What <c>docs/matching.md</c> tells people is what the rule does.</summary>
public sealed partial class DocumentTests
{
    private static readonly string Document = File.ReadAllText(Path.Combine(Repository.Root, "docs", "matching.md"));

    [Fact]
    public void The_table_of_points_is_that_of_the_rule()
    {
        var points = Rows("condition | exact | near | of").ToDictionary(row => row[0], row => Numbers(string.Join(' ', row[1..])));

        Assert.Equal([Matcher.SectorPoints, Matcher.NearSectorPoints, Matcher.SectorPoints], points["Sector"]);
        Assert.Equal([Matcher.PlacePoints, Matcher.NearPlacePoints, Matcher.PlacePoints], points["Place"]);
        Assert.Equal(
            [Matcher.TicketPoints, Matcher.TouchingTicketPoints, Matcher.TicketPoints - Matcher.TouchingTicketPoints, Matcher.TicketPoints],
            points["Ticket"]
        );
        Assert.Equal([Matcher.DealTypePoints, Matcher.DealTypePoints], points["Deal type"]);
        Assert.Equal([Matcher.StagePoints, Matcher.StagePoints, 2 * Matcher.StagePoints], points["Stage"]);
        Assert.Equal([0], points["Excluded word"]);
    }

    [Fact]
    public void The_worked_example_comes_out_as_written()
    {
        var (mandate, plant, rows) = Example();

        var assessment = Matcher.Assess(mandate, plant);

        Assert.True(assessment.IsMatch);
        Assert.Equal(
            rows.Select(row => (Condition: row[0], Fit: row[3], Points: row[4])),
            assessment.Reasons.Select(reason =>
                (Spoken(reason.Condition), reason.Fit.ToString().ToLowerInvariant(), $"{reason.Points} of {reason.Of}")
            )
        );
        Assert.Equal(One(@"Score: (\d+) of 100"), assessment.Score);
    }

    [Fact]
    public void Its_variations_come_out_as_written()
    {
        var (mandate, plant, _) = Example();

        var dearer = Matcher.Assess(mandate with { Ticket = new(One(@"ticket from US\$(\d+) million") * 1_000_000m, null) }, plant);
        Assert.False(dearer.IsMatch);
        Assert.Contains($"a near miss: {Spoken(dearer.NearMiss!.Condition)}.", Document, StringComparison.Ordinal);

        var closer = Matcher.Assess(mandate with { Places = [Places.Khizi, Places.Sumgayit] }, plant);
        Assert.Equal(One(@"`AZ-XIZ`, `AZ-SM` the score is (\d+)"), closer.Score);

        foreach (
            var (further, score) in new[]
            {
                (One: @"with `([a-z.]+)` as a further sector", Two: @"further sector, it would score (\d+)"),
                (One: @"with `([a-z.]+)` instead", Two: @"instead it would be (\d+)"),
            }
        )
        {
            var refiled = plant with
            {
                Sector = new(Regex.Match(Document, "filed under `([a-z.]+)`").Groups[1].Value),
                MoreSectors = [new(Regex.Match(Document, further).Groups[1].Value)],
            };
            Assert.Equal(One(score), Matcher.Assess(mandate, refiled).Score);
        }

        var larger = Matcher.Assess(
            mandate,
            plant with
            {
                Amount = Money(Regex.Match(Document, @"the plant sought (.*?), half").Groups[1].Value),
            }
        );
        Assert.Equal(One(@"in the ticket: (\d+) of 20"), larger.Of(Condition.Ticket).Points);
        Assert.Equal(One(@"the score would be (\d+)"), larger.Score);

        var broken = Matcher.Assess(
            mandate with
            {
                ExcludedWords = Codes(Regex.Match(Document, "With the excluded word (`.*?`)").Value),
            },
            plant
        );
        Assert.False(broken.IsMatch);
        Assert.Null(broken.NearMiss);
    }

    [Fact]
    public void What_answers_weigh_comes_out_as_written()
    {
        Assert.Equal(FeedbackWeights.FitPoints, One(@"value of that opportunity (\d+) points"));
        Assert.Equal(FeedbackWeights.DoesNotFitPoints, One(@"What does not fit takes (\d+) points"));
        Assert.Equal(FeedbackWeights.MostOfOneValue, One(@"One value weighs at most ±(\d+)"));
        Assert.Equal(FeedbackWeights.MostOfOpportunity, One(@"together at\s+most ±(\d+)"));
        Assert.Equal(
            "0, 1, 5, 20, 100 and 500",
            Regex.Replace(Regex.Match(Document, @"from ([\d, and\s]+?) million\)").Groups[1].Value, @"\s+", " ")
        );
        Assert.Equal([0, 1, 5, 20, 100, 500], SizeBucket.All.Select(bucket => bucket.From / 1_000_000));

        var (mandate, plant, _) = Example();
        var turnedDown = new FeedbackGiven(new() { Sector = plant.Sector }, FeedbackAnswer.DoesNotFit, FeedbackCause.Sector);
        var liked = new FeedbackGiven(plant with { Amount = new(30_000_000, 30_000_000) }, FeedbackAnswer.Fits);

        Assert.Equal(One(@"would cost 4 points: (\d+) of 100"), Score(turnedDown));
        Assert.Equal(One(@"weigh\s+4 points: (\d+) of 100"), Score(turnedDown, liked));

        int Score(params FeedbackGiven[] given) => Matcher.Assess(mandate, plant).With(FeedbackWeights.From(given).ReasonFor(plant)).Score;
    }

    private static (MandateCriteria Mandate, OpportunityFacts Plant, string[][] Rows) Example()
    {
        var rows = Rows("condition | mandate | opportunity | fit | points");
        string Cell(string condition, int column) => rows.Single(row => row[0] == condition)[column];
        var mandate = new MandateCriteria
        {
            Sectors = [.. Codes(Cell("Sector", 1)).Select(code => new SectorCode(code))],
            Places = Places.Of(string.Join(' ', Codes(Cell("Place", 1)))),
            Ticket = Money(Cell("Ticket", 1)),
            DealTypes = Codes(Cell("Deal type", 1)),
            TechnicalStages = Stages(Cell("Stage", 1), 'T'),
            LegalStages = Stages(Cell("Stage", 1), 'L'),
            ExcludedWords = Codes(Cell("Excluded word", 1)),
        };
        var plant = new OpportunityFacts
        {
            Sector = new(Codes(Cell("Sector", 2))[0]),
            Places = Places.Of(string.Join(' ', Codes(Cell("Place", 2)))),
            Amount = Money(Cell("Ticket", 2)),
            DealTypes = Codes(Cell("Deal type", 2)),
            TechnicalStage = Stages(Cell("Stage", 2), 'T') is [var technical] ? technical : null,
            LegalStage = Stages(Cell("Stage", 2), 'L') is [var legal] ? legal : null,
            Text = FoldedText.Of(Cell("Excluded word", 2)),
        };
        return (mandate, plant, rows);
    }

    /// <summary>The cells of the table under a head.</summary>
    private static string[][] Rows(string head)
    {
        var lines = Document[Document.IndexOf($"| {head} |", StringComparison.Ordinal)..].Split('\n');
        return
        [
            .. lines
                .Skip(2)
                .TakeWhile(line => line.StartsWith('|'))
                .Select(line => line.Trim('|', ' ').Split('|').Select(cell => cell.Trim()).ToArray()),
        ];
    }

    private static string[] Codes(string cell) => [.. Code().Matches(cell).Select(match => match.Groups[1].Value)];

    private static int[] Stages(string cell, char axis) => [.. Codes(cell).Where(code => code[0] == axis).Select(code => code[1] - '0')];

    private static MoneyRange Money(string cell)
    {
        var amounts = Numbers(cell);
        return new(amounts[0] * 1_000_000m, amounts[^1] * 1_000_000m);
    }

    private static int[] Numbers(string text) =>
        [.. Number().Matches(text).Select(match => int.Parse(match.Value, CultureInfo.InvariantCulture))];

    private static int One(string pattern) => int.Parse(Regex.Match(Document, pattern).Groups[1].Value, CultureInfo.InvariantCulture);

    private static string Spoken(Condition condition) =>
        condition switch
        {
            Condition.DealType => "Deal type",
            Condition.ExcludedWord => "Excluded word",
            _ => condition.ToString(),
        };

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();

    [GeneratedRegex(@"\d+")]
    private static partial Regex Number();
}
