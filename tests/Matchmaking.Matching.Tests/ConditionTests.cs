namespace Matchmaking.Matching.Tests;

/// <summary>Each condition, each way it can come out, and the points it earns.</summary>
public sealed class ConditionTests
{
    [Theory]
    [InlineData("auto.ebus", "auto.ebus", Fit.Exact, 40)]
    [InlineData("auto", "auto.ebus", Fit.Exact, 40)]
    [InlineData("auto", "auto", Fit.Exact, 40)]
    [InlineData("food auto.ebus", "auto.ebus", Fit.Exact, 40)]
    [InlineData("auto.trucks auto", "auto.ebus", Fit.Exact, 40)]
    [InlineData("auto.trucks", "auto.ebus", Fit.Near, 25)]
    [InlineData("auto.trucks", "auto", Fit.Near, 25)]
    [InlineData("", "auto.ebus", Fit.Open, 40)]
    [InlineData("food", "auto.ebus", Fit.Missed, 0)]
    [InlineData("food.sugar", "auto", Fit.Missed, 0)]
    [InlineData("aut", "auto", Fit.Missed, 0)]
    [InlineData("automation.auto", "auto", Fit.Missed, 0)]
    public void Sector(string wanted, string offered, Fit fit, int points) =>
        Check(
            new(Condition.Sector, fit, points, Matcher.SectorPoints, [offered]),
            new() { Sectors = [.. Cases.Codes(wanted).Select(code => new SectorCode(code))] },
            Cases.BusPlant with
            {
                Sector = new(offered),
            }
        );

    [Theory]
    [InlineData("food.sugar", "food.sugar", Fit.Exact, 40)]
    [InlineData("food", "food.sugar", Fit.Exact, 40)]
    [InlineData("food.bakery", "food.sugar", Fit.Near, 25)]
    [InlineData("auto.ebus food.sugar", "auto.ebus", Fit.Exact, 40)]
    [InlineData("auto.trucks food.bakery", "auto.ebus", Fit.Near, 25)]
    [InlineData("auto.trucks food.sugar", "food.sugar", Fit.Exact, 40)]
    [InlineData("batt food.sugar", "batt", Fit.Exact, 40)]
    [InlineData("tour", "auto.ebus", Fit.Missed, 0)]
    [InlineData("", "auto.ebus", Fit.Open, 40)]
    public void One_of_several_sectors(string wanted, string named, Fit fit, int points) =>
        Check(
            new(Condition.Sector, fit, points, Matcher.SectorPoints, [named]),
            new() { Sectors = [.. Cases.Codes(wanted).Select(code => new SectorCode(code))] },
            Cases.BusPlant with
            {
                MoreSectors = [new("food.sugar"), new("batt")],
            }
        );

    [Theory]
    [InlineData("AZ-SM", "AZ-SM", Fit.Exact, 20, "AZ-SM")]
    [InlineData("ABX", "AZ-SM", Fit.Exact, 20, "AZ-SM")]
    [InlineData("ABX", "ABX", Fit.Exact, 20, "ABX")]
    [InlineData("AZ-SUS AZ-SM", "AZ-XIZ AZ-SM", Fit.Exact, 20, "AZ-SM")]
    [InlineData("ABX", "AZ-SUS AZ-XIZ AZ-SM", Fit.Exact, 20, "AZ-XIZ AZ-SM")]
    [InlineData("AZ-XIZ", "AZ-SM", Fit.Near, 10, "AZ-SM")]
    [InlineData("AZ-XIZ", "ABX", Fit.Near, 10, "ABX")]
    [InlineData("AZ-XIZ", "AZ-SUS AZ-SM", Fit.Near, 10, "AZ-SM")]
    [InlineData("", "AZ-SM", Fit.Open, 20, "AZ-SM")]
    [InlineData("", "", Fit.Open, 20, "")]
    [InlineData("AZ-SM", "", Fit.Unknown, 0, "")]
    [InlineData("QAR", "AZ-SM", Fit.Missed, 0, "AZ-SM")]
    [InlineData("AZ-SUS", "AZ-SM ABX", Fit.Missed, 0, "AZ-SM ABX")]
    public void Place(string wanted, string offered, Fit fit, int points, string values) =>
        Check(
            new(Condition.Place, fit, points, Matcher.PlacePoints, Cases.Codes(values)),
            new() { Places = Places.Of(wanted) },
            Cases.BusPlant with
            {
                Places = Places.Of(offered),
            }
        );

    [Theory]
    [InlineData("20–50", "34", Fit.Exact, 20)]
    [InlineData("34", "34", Fit.Exact, 20)]
    [InlineData("34–50", "34", Fit.Exact, 20)]
    [InlineData("20–34", "34", Fit.Exact, 20)]
    [InlineData("–34", "34", Fit.Exact, 20)]
    [InlineData("34–", "34", Fit.Exact, 20)]
    [InlineData("–", "34", Fit.Exact, 20)]
    [InlineData("20–50", "20–50", Fit.Exact, 20)]
    [InlineData("20–50", "30–40", Fit.Exact, 20)]
    [InlineData("20–50", "30–", Fit.Exact, 20)]
    [InlineData("20–50", "–30", Fit.Exact, 20)]
    [InlineData("20–50", "10–30", Fit.Near, 15)]
    [InlineData("20–50", "40–60", Fit.Near, 15)]
    [InlineData("20–50", "0–300", Fit.Near, 11)]
    [InlineData("20–50", "50–60", Fit.Near, 10)]
    [InlineData("20–50", "10–20", Fit.Near, 10)]
    [InlineData("20–50", "10–", Fit.Near, 10)]
    [InlineData("20–50", "–60", Fit.Near, 10)]
    [InlineData("20–50", "20.01–50.01", Fit.Near, 19)]
    [InlineData("34", "30–40", Fit.Near, 10)]
    [InlineData("20–", "10–30", Fit.Near, 15)]
    [InlineData("–20", "10–30", Fit.Near, 15)]
    [InlineData("?", "34", Fit.Open, 20)]
    [InlineData("?", "?", Fit.Open, 20)]
    [InlineData("20–50", "?", Fit.Unknown, 0)]
    [InlineData("20–50", "–", Fit.Unknown, 0)]
    [InlineData("20–50", "50.01", Fit.Missed, 0)]
    [InlineData("20–50", "19.99", Fit.Missed, 0)]
    [InlineData("20–50", "51–60", Fit.Missed, 0)]
    [InlineData("20–50", "51–", Fit.Missed, 0)]
    [InlineData("20–50", "–19", Fit.Missed, 0)]
    [InlineData("50–", "34", Fit.Missed, 0)]
    [InlineData("–20", "34", Fit.Missed, 0)]
    public void Ticket(string ticket, string amount, Fit fit, int points) =>
        Check(
            new(Condition.Ticket, fit, points, Matcher.TicketPoints, []),
            new() { Ticket = Cases.Range(ticket) },
            Cases.BusPlant with
            {
                Amount = Cases.Range(amount),
            }
        );

    [Theory]
    [InlineData("JV", "JV LOC", Fit.Exact, 10, "JV")]
    [InlineData("BOT LOC JV", "JV LOC", Fit.Exact, 10, "JV LOC")]
    [InlineData("", "JV", Fit.Open, 10, "JV")]
    [InlineData("", "", Fit.Open, 10, "")]
    [InlineData("JV", "", Fit.Unknown, 0, "")]
    [InlineData("BOT", "JV LOC", Fit.Missed, 0, "JV LOC")]
    public void DealType(string accepted, string offered, Fit fit, int points, string values) =>
        Check(
            new(Condition.DealType, fit, points, Matcher.DealTypePoints, Cases.Codes(values)),
            new() { DealTypes = Cases.Codes(accepted) },
            Cases.BusPlant with
            {
                DealTypes = Cases.Codes(offered),
            }
        );

    [Theory]
    [InlineData("2", "3", 2, 3, Fit.Exact, 10, "T2 L3")]
    [InlineData("0 2", "3 0", 2, 0, Fit.Exact, 10, "T2 L0")]
    [InlineData("2", "", 2, 3, Fit.Exact, 10, "T2 L3")]
    [InlineData("2", "", 2, null, Fit.Exact, 10, "T2")]
    [InlineData("", "3", null, 3, Fit.Exact, 10, "L3")]
    [InlineData("2", "3", null, 3, Fit.Near, 5, "L3")]
    [InlineData("2", "3", 2, null, Fit.Near, 5, "T2")]
    [InlineData("2", "", null, 3, Fit.Near, 5, "L3")]
    [InlineData("", "", 2, 3, Fit.Open, 10, "T2 L3")]
    [InlineData("", "", null, null, Fit.Open, 10, "")]
    [InlineData("2", "3", null, null, Fit.Unknown, 0, "")]
    [InlineData("1", "3", 2, 3, Fit.Missed, 0, "T2")]
    [InlineData("2", "1", 2, 3, Fit.Missed, 0, "L3")]
    [InlineData("1", "1", 2, 3, Fit.Missed, 0, "T2 L3")]
    [InlineData("1", "", 2, 3, Fit.Missed, 0, "T2")]
    [InlineData("2", "1", null, 3, Fit.Missed, 0, "L3")]
    [InlineData("1", "3", 2, null, Fit.Missed, 0, "T2")]
    public void Stage(string technical, string legal, int? offeredTechnical, int? offeredLegal, Fit fit, int points, string values) =>
        Check(
            new(Condition.Stage, fit, points, 2 * Matcher.StagePoints, Cases.Codes(values)),
            new() { TechnicalStages = Numbers(technical), LegalStages = Numbers(legal) },
            Cases.BusPlant with
            {
                TechnicalStage = offeredTechnical,
                LegalStage = offeredLegal,
            }
        );

    [Theory]
    [InlineData("", Fit.Open, "")]
    [InlineData("军工 tobacco", Fit.Exact, "")]
    [InlineData("?! \uD83D", Fit.Exact, "")]
    [InlineData("客车", Fit.Missed, "客车")]
    [InlineData("tobacco AVTOBUSLARI 客车", Fit.Missed, "AVTOBUSLARI 客车")]
    [InlineData("us", Fit.Exact, "")]
    public void Excluded_word(string words, Fit fit, string values) =>
        Check(new(Condition.ExcludedWord, fit, 0, 0, Cases.Codes(values)), new() { ExcludedWords = Cases.Codes(words) }, Cases.BusPlant);

    private static int[] Numbers(string text) => [.. Cases.Codes(text).Select(code => code[0] - '0')];

    private static void Check(Reason expected, MandateCriteria mandate, OpportunityFacts opportunity)
    {
        var actual = Matcher.Assess(mandate, opportunity).Of(expected.Condition);

        Assert.Equal(expected with { Values = actual.Values }, actual);
        Assert.Equal(expected.Values, actual.Values);
    }
}
