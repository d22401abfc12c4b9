using System.Globalization;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Reference;

/// <summary>Amounts of money as each language's readers write them: 3400万美元, 34 mln ABŞ dolları, US$34 million.</summary>
public static class Money
{
    private const string Grouped = "#,0.##";

    /// <summary>A range; an open end is put into words. Null when both ends are unknown.</summary>
    public static string? Range(decimal? from, decimal? to, string? currency, Text t, ReferenceData reference, bool isExact = false)
    {
        return (from, to) switch
        {
            (null, null) => null,
            ({ } one, { } same) when one == same => InWords(one),
            ({ } low, { } high) => t["money.range", ("from", InWords(low)), ("to", InWords(high))],
            ({ } low, null) => t["money.from", ("from", InWords(low))],
            (null, { } high) => t["money.to", ("to", InWords(high))],
        };

        string InWords(decimal amount) => One(amount, currency, t.Language, reference, isExact);
    }

    /// <summary>One amount.</summary>
    /// <param name="amount">To the cent.</param>
    /// <param name="currency">ISO 4217; null for none.</param>
    /// <param name="language">Of the reader.</param>
    /// <param name="reference">The names of currencies.</param>
    /// <param name="isExact">Writes it in a smaller unit rather than rounded to two places: a form repeats what was typed.</param>
    public static string One(decimal amount, string? currency, string language, ReferenceData reference, bool isExact = false)
    {
        var name =
            currency is null ? ""
            : reference.CurrencyNames.TryGetValue(currency, out var names) ? names.In(language)
            : currency;
        var culture = Language.CultureOf(language);
        return language switch
        {
            Language.Chinese => Scaled(
                amount,
                isExact,
                culture,
                "0.##",
                (1_000_000_000_000m, "万亿"),
                (100_000_000m, "亿"),
                (10_000m, "万")
            )
                is var (number, unit)
                ? $"{number}{unit}{InChinese(currency, name)}"
                : "",
            Language.Azerbaijani => Scaled(amount, isExact, culture, Grouped, (1_000_000_000m, " mlrd"), (1_000_000m, " mln"))
                is var (number, unit)
                ? $"{number}{unit} {name}".TrimEnd()
                : "",
            _ => Scaled(amount, isExact, culture, Grouped, (1_000_000_000m, " billion"), (1_000_000m, " million")) is var (number, unit)
                ? $"{(currency == "USD" ? "US$" : currency is null ? "" : currency + " ")}{number}{unit}"
                : "",
        };
    }

    /// <summary>
    /// The amount in a form: all its digits, in groups of three because nobody can count zeros, as forms read it again in every language.
    /// </summary>
    public static string Typed(decimal? amount) => amount?.ToString(Grouped, CultureInfo.InvariantCulture).Replace(',', ' ') ?? "";

    /// <summary>The amount in a link: plain digits.</summary>
    public static string Plain(decimal? amount) => amount?.ToString("0.##", CultureInfo.InvariantCulture) ?? "";

    /// <summary>What stands right behind the figure: 3.4亿元, 3400万美元; a code of Latin letters is set apart.</summary>
    private static string InChinese(string? currency, string name) =>
        currency == "CNY" ? "元"
        : name.Length > 0 && char.IsAscii(name[0]) ? " " + name
        : name;

    private static (string Number, string Unit) Scaled(
        decimal amount,
        bool isExact,
        CultureInfo culture,
        string format,
        params ReadOnlySpan<(decimal Size, string Unit)> units
    )
    {
        foreach (var (size, unit) in units)
            // What the next smaller unit would round up to a whole one is written as one: 1 billion, not 1,000 million.
            if (amount >= size - Smaller(size, units) * 0.005m && (!isExact || Math.Round(amount / size, 2) == amount / size))
                return ((amount / size).ToString(format, culture), unit);
        return (amount.ToString(amount < 10_000 ? format : Grouped, culture), "");
    }

    private static decimal Smaller(decimal size, ReadOnlySpan<(decimal Size, string Unit)> units)
    {
        foreach (var (other, _) in units)
            if (other < size)
                return other;
        return 1;
    }
}
