using System.Globalization;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Reference;

/// <summary>Amounts of money as each language's readers write them: 3400万美元, 34 mln ABŞ dolları, US$34 million.</summary>
public static class Money
{
    private const string Grouped = "#,0.##";

    /// <summary>A range; an open end is put into words. Null when both ends are unknown.</summary>
    public static string? Range(decimal? from, decimal? to, string? currency, Text t, ReferenceData reference) =>
        (from, to) switch
        {
            (null, null) => null,
            ({ } one, { } same) when one == same => One(one, currency, t.Language, reference),
            ({ } low, { } high) => t[
                "money.range",
                ("from", One(low, currency, t.Language, reference)),
                ("to", One(high, currency, t.Language, reference))
            ],
            ({ } low, null) => t["money.from", ("from", One(low, currency, t.Language, reference))],
            (null, { } high) => t["money.to", ("to", One(high, currency, t.Language, reference))],
        };

    /// <summary>One amount.</summary>
    public static string One(decimal amount, string? currency, string language, ReferenceData reference)
    {
        var name =
            currency is null ? ""
            : reference.CurrencyNames.TryGetValue(currency, out var names) ? names.In(language)
            : currency;
        var culture = Language.CultureOf(language);
        return language switch
        {
            Language.Chinese => Scaled(amount, culture, "0.##", (1_000_000_000_000m, "万亿"), (100_000_000m, "亿"), (10_000m, "万"))
                is var (number, unit)
                ? $"{number}{unit}{InChinese(currency, name)}"
                : "",
            Language.Azerbaijani => Scaled(amount, culture, Grouped, (1_000_000_000m, " mlrd"), (1_000_000m, " mln")) is var (number, unit)
                ? $"{number}{unit} {name}".TrimEnd()
                : "",
            _ => Scaled(amount, culture, Grouped, (1_000_000_000m, " billion"), (1_000_000m, " million")) is var (number, unit)
                ? $"{(currency == "USD" ? "US$" : currency is null ? "" : currency + " ")}{number}{unit}"
                : "",
        };
    }

    /// <summary>The amount as it can be typed in again, for a form: plain digits.</summary>
    public static string Plain(decimal? amount) => amount?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What stands right behind the figure: 3.4亿元, 3400万美元; a code of Latin letters is set apart.</summary>
    private static string InChinese(string? currency, string name) =>
        currency == "CNY" ? "元"
        : name.Length > 0 && char.IsAscii(name[0]) ? " " + name
        : name;

    private static (string Number, string Unit) Scaled(
        decimal amount,
        CultureInfo culture,
        string format,
        params ReadOnlySpan<(decimal Size, string Unit)> units
    )
    {
        foreach (var (size, unit) in units)
            // What the next smaller unit would round up to a whole one is written as one: 1 billion, not 1,000 million.
            if (amount >= size - Smaller(size, units) * 0.005m)
                return ((amount / size).ToString(format, culture), unit);
        return (amount.ToString(format, culture), "");
    }

    private static decimal Smaller(decimal size, ReadOnlySpan<(decimal Size, string Unit)> units)
    {
        foreach (var (other, _) in units)
            if (other < size)
                return other;
        return 1;
    }
}
