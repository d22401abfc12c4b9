namespace Matchmaking.Matching.Tests;

/// <summary>Short ways to say what a mandate asks for and what an opportunity offers.</summary>
internal static class Cases
{
    /// <summary>An electric-bus plant in Sumgayit that says everything of itself.</summary>
    public static OpportunityFacts BusPlant { get; } =
        new()
        {
            Sector = new("auto.ebus"),
            Places = [Places.Sumgayit],
            DealTypes = ["JV", "LOC"],
            Amount = new(34, 34),
            TechnicalStage = 2,
            LegalStage = 3,
            Text = FoldedText.Of("苏姆盖特电动客车工厂", "Sumqayıtda elektrik avtobusları zavodu", "Electric bus plant in Sumgayit"),
        };

    /// <summary>A mandate that has a wish everywhere, all of which the bus plant meets.</summary>
    public static MandateCriteria BusMaker { get; } =
        new()
        {
            Sectors = [new("auto.ebus")],
            Places = [Places.Sumgayit],
            DealTypes = ["JV"],
            Ticket = new(20, 50),
            TechnicalStages = [2],
            LegalStages = [3],
            ExcludedWords = ["军工"],
        };

    /// <summary>The reason for one condition.</summary>
    public static Reason Of(this Assessment assessment, Condition condition) =>
        assessment.Reasons.Single(reason => reason.Condition == condition);

    /// <summary>"20–50" with either end left out, "34" for a single amount, "?" for none.</summary>
    public static MoneyRange? Range(string text) =>
        text.Split('–') switch
        {
            ["?"] => null,
            [var one] => new(Amount(one), Amount(one)),
            [var from, var to] => new(Amount(from), Amount(to)),
            _ => throw new ArgumentException($"Not a range: {text}"),
        };

    /// <summary>Codes with spaces between them.</summary>
    public static string[] Codes(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static decimal? Amount(string text) =>
        text.Length == 0 ? null : decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}

/// <summary>Two regions, and cities or districts of them.</summary>
internal static class Places
{
    public static Place Absheron { get; } = new("ABX", null);
    public static Place Sumgayit { get; } = new("ABX", "AZ-SM");
    public static Place Khizi { get; } = new("ABX", "AZ-XIZ");
    public static Place Karabakh { get; } = new("QAR", null);
    public static Place Shusha { get; } = new("QAR", "AZ-SUS");

    public static Place[] All { get; } = [Absheron, Sumgayit, Khizi, Karabakh, Shusha];

    /// <summary>The places of codes with spaces between them.</summary>
    public static Place[] Of(string codes) => [.. Cases.Codes(codes).Select(code => All.Single(place => place.Code == code))];
}
