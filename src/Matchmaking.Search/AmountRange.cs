namespace Matchmaking.Search;

/// <summary>The amount of a listing as numbers that are quickly compared; without a currency when none is published.</summary>
/// <param name="From">The lower end.</param>
/// <param name="To">The upper end; the same where one end only is known.</param>
/// <param name="DollarsFrom">The lower end in US dollars; 0 when there is no rate.</param>
/// <param name="DollarsTo">The upper end in US dollars.</param>
/// <param name="Currency">ISO 4217, or "?" for an amount without one.</param>
internal readonly record struct AmountRange(double From, double To, double DollarsFrom, double DollarsTo, string? Currency)
{
    /// <summary>What converted money may differ by: rates are of a day.</summary>
    private const double OfRates = 0.03;
    private const double OfRounding = 0.005;
    private const float OfOtherCurrency = 0.8f;
    private const float OfSameNumber = 0.5f;
    private const float WithinRange = 0.6f;

    /// <summary>The amount of a listing.</summary>
    public static AmountRange Of(DocumentAmount? amount) =>
        amount is null || (amount.From ?? amount.To) is null
            ? default
            : new(
                (double)(amount.From ?? amount.To)!,
                (double)(amount.To ?? amount.From)!,
                (double)(amount.DollarsFrom ?? amount.DollarsTo ?? 0),
                (double)(amount.DollarsTo ?? amount.DollarsFrom ?? 0),
                amount.Currency ?? "?"
            );

    /// <summary>How well a typed amount fits, 0 to 1.</summary>
    /// <param name="quantity">As it was typed.</param>
    /// <param name="perDollar">How many units of its currency a US dollar costs; null when it has none or there is no rate.</param>
    public float Fit(Quantity quantity, double? perDollar)
    {
        var value = quantity.Value;
        var own = Fit(From, To, value, quantity.Comparison, OfRounding);
        if (quantity.Currency == Currency)
            return own;
        if (quantity.Currency is null)
            return Math.Max(own, Fit(DollarsFrom, DollarsTo, value, quantity.Comparison, OfRates) * OfOtherCurrency);
        var converted = perDollar is > 0 ? Fit(DollarsFrom, DollarsTo, value / perDollar.Value, quantity.Comparison, OfRates) : 0;
        // The currency is mistaken more easily than the number.
        return Math.Max(converted * OfOtherCurrency, quantity.Comparison == Comparison.Exactly && own == 1 ? OfSameNumber : 0);
    }

    private static float Fit(double low, double high, double value, Comparison comparison, double tolerance) =>
        high == 0 ? 0
        : comparison == Comparison.AtLeast ? (high >= value ? 1 : 0)
        : comparison == Comparison.AtMost ? (low <= value ? 1 : 0)
        : Math.Abs(low - value) <= value * tolerance || Math.Abs(high - value) <= value * tolerance ? 1
        : low < value && value < high ? WithinRange
        : 0;
}
