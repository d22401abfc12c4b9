using Matchmaking.Matching;

namespace Matchmaking.Web.Features.Opportunities.Search;

/// <summary>A band of amounts in US dollars that the list is filtered by.</summary>
/// <param name="Code">As it stands in an address.</param>
/// <param name="From">Inclusive; null from nothing on.</param>
/// <param name="To">Exclusive; null for no upper end.</param>
public sealed record AmountBand(string Code, decimal? From, decimal? To);

/// <summary>The bands of amounts: four that meet each other, and one for what publishes no amount.</summary>
public static class AmountBands
{
    /// <summary>The code of what publishes no amount, or one in a currency without a rate.</summary>
    public const string NotPublished = "none";

    /// <summary>All bands with money in them, the smallest first.</summary>
    public static IReadOnlyList<AmountBand> All { get; } =
    [
        new("under-10m", null, 10_000_000),
        new("10m-50m", 10_000_000, 50_000_000),
        new("50m-200m", 50_000_000, 200_000_000),
        new("over-200m", 200_000_000, null),
    ];

    /// <summary>Every band that a range of dollars reaches into; an open end reaches as far as its known one.</summary>
    public static IReadOnlyList<string> CodesOf(MoneyRange? dollars) =>
        dollars is not { } range || (range.From ?? range.To) is not { } low || (range.To ?? range.From) is not { } high
            ? [NotPublished]
            :
            [
                .. All.Where(band => (band.To is null || low < band.To) && (band.From is null || high >= band.From))
                    .Select(band => band.Code),
            ];

    /// <summary>Whether it is the code of a band, or of none.</summary>
    public static bool Has(string code) => code == NotPublished || All.Any(band => band.Code == code);
}
