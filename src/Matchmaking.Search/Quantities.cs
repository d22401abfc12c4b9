using System.Globalization;

namespace Matchmaking.Search;

/// <summary>How an amount that somebody typed is meant.</summary>
public enum Comparison
{
    /// <summary>About this amount.</summary>
    Exactly,

    /// <summary>This amount or more.</summary>
    AtLeast,

    /// <summary>This amount or less.</summary>
    AtMost,
}

/// <summary>A number with its unit, as it was read.</summary>
/// <param name="Dimension">"power", "energy", "area", "mass", "length", "volume", "money", or "number" for one without a unit.</param>
/// <param name="Value">In MW, MWh, ha, t, km, m³, or units of the currency.</param>
/// <param name="Currency">ISO 4217; null when none was written or it is no money.</param>
/// <param name="Comparison">How it is meant.</param>
public readonly record struct Quantity(string Dimension, double Value, string? Currency, Comparison Comparison = Comparison.Exactly)
{
    /// <summary>The dimension of a large number without a unit: money, people, cans.</summary>
    internal const string Number = "number";

    /// <summary>Whether it may be an amount of money: a large number without a unit may.</summary>
    public bool IsMoney => Dimension is "money" or Number;

    /// <summary>The key of the listings whose texts name it, in whichever unit and currency.</summary>
    internal string Key => "=" + Dimension + ":" + Value.ToString("G6", CultureInfo.InvariantCulture);

    /// <summary>The quantity behind a key; null for a key of something else.</summary>
    internal static Quantity? OfKey(string key) =>
        key[0] == '='
        && key.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon
        && double.TryParse(key.AsSpan(colon + 1), NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            ? new(key[1..colon], value, null)
            : null;

    /// <summary>Whether another quantity is of the same kind and on the right side of this one.</summary>
    internal bool Includes(Quantity other) =>
        other.Dimension == Dimension && (Comparison == Comparison.AtLeast ? other.Value >= Value : other.Value <= Value);
}

/// <summary>Where a quantity stands.</summary>
internal readonly record struct QuantitySpan(int Start, int End, Quantity Quantity);

/// <summary>Reads numbers with units: 100MW, 100 MVt, 100兆瓦, US$60m, 6000万, 3.4亿元, 60 million.</summary>
internal static class Quantities
{
    /// <summary>A smaller number without a unit is a year or a number of something.</summary>
    private const double Large = 1e5;

    /// <summary>The quantities among the tokens of a text.</summary>
    /// <param name="text">As it was written.</param>
    /// <param name="tokens">Of the text.</param>
    public static List<QuantitySpan> Read(string text, IReadOnlyList<Token> tokens)
    {
        var found = new List<QuantitySpan>();
        for (var at = 0; at < tokens.Count; at++)
            if ((tokens[at].Kind == TokenKind.Number || ChineseNumbers.IsDigit(tokens[at].Text)) && ReadOne(text, tokens, at) is { } span)
            {
                found.Add(span);
                at = span.End - 1;
            }
        return found;
    }

    private static QuantitySpan? ReadOne(string text, IReadOnlyList<Token> tokens, int start)
    {
        var (value, at) = tokens[start].IsHan ? ChineseNumbers.Read(tokens, start) : Number(text, tokens, start);
        var factor = 1.0;
        var hasUnit = TakeUnit(tokens, at, out var unit, out var end);
        // 万千瓦 is a unit; 万 alone a large number, and 1.2亿千瓦时 both.
        if (!hasUnit && TakeMultiple(text, tokens, start, at, out factor, out end))
            hasUnit = TakeUnit(tokens, end, out unit, out end);
        var currency = CurrencyBefore(text, tokens, start, out var first);
        value *= factor;
        if (hasUnit && unit.Dimension != "money")
            return new(start, end, new(unit.Dimension, value * unit.Factor, null));
        if (!hasUnit && currency is null)
            return value < Large ? null : new(start, end, new(Quantity.Number, value, null));
        return new(first, end, new("money", value, hasUnit ? unit.Currency : currency));
    }

    /// <summary>1,000,000 and 1 000 000 are a million, 3.4 and 0,0354 have decimals, and so has 29,6.</summary>
    private static (double Value, int End) Number(string text, IReadOnlyList<Token> tokens, int start)
    {
        var digits = tokens[start].Text;
        var at = start + 1;
        var hasDecimals = false;
        for (; at < tokens.Count && !hasDecimals && digits.Length < 24; at++)
        {
            var (before, next) = (tokens[at - 1], tokens[at]);
            if (next.Kind != TokenKind.Number || next.Start != before.End + 1)
                break;
            var mark = text[before.End];
            var isGroup = next.Text.Length == 3 && (at > start + 1 || (before.Text.Length <= 3 && before.Text != "0"));
            if (isGroup && mark is ',' or ' ' or '\u00A0' or '\u202F')
                digits += next.Text;
            else if (mark is '.' or ',' && at == start + 1)
                (digits, hasDecimals) = (digits + "." + next.Text, true);
            else
                break;
        }
        return (double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value) ? value : 0, at);
    }

    private static bool TakeMultiple(string text, IReadOnlyList<Token> tokens, int start, int at, out double factor, out int end)
    {
        for (end = Math.Min(at + 2, tokens.Count); end > at; end--)
            if (QuantityUnits.FindMultiple(Words(tokens, at, end), out factor))
                return true;
        (factor, end) = (1, at);
        // US$60m and 60m USD; the m alone would be metres.
        if (at >= tokens.Count || tokens[at].Text is not ("m" or "b" or "k"))
            return false;
        if (
            CurrencyBefore(text, tokens, start, out _) is null
            && !(TakeUnit(tokens, at + 1, out var unit, out _) && unit.Dimension == "money")
        )
            return false;
        (factor, end) = (
            tokens[at].Text == "m" ? 1e6
            : tokens[at].Text == "b" ? 1e9
            : 1e3,
            at + 1
        );
        return true;
    }

    private static bool TakeUnit(IReadOnlyList<Token> tokens, int at, out QuantityUnit unit, out int end)
    {
        for (end = Math.Min(at + QuantityUnits.MostTokens, tokens.Count); end > at; end--)
            if (QuantityUnits.Find(Words(tokens, at, end), out unit))
                return true;
        (unit, end) = (default, at);
        return false;
    }

    private static string? CurrencyBefore(string text, IReadOnlyList<Token> tokens, int start, out int first)
    {
        first = start;
        var sign = tokens[start].Start - 1;
        if (sign >= 0 && text[sign] == ' ')
            sign--;
        if (sign >= 0 && text[sign] is '$' or '＄')
        {
            if (start > 0 && tokens[start - 1].Text is "us" && tokens[start - 1].End == sign)
                first--;
            return "USD";
        }
        if (sign >= 0 && text[sign] is '¥' or '￥')
            return "CNY";
        if (sign >= 0 && text[sign] is '€' or '₼')
            return text[sign] == '€' ? "EUR" : "AZN";
        if (start == 0 || tokens[start - 1].Kind != TokenKind.Word || tokens[start - 1].Text.Length != 3)
            return null;
        if (!QuantityUnits.Find(tokens[start - 1].Text, out var unit) || unit.Currency is null)
            return null;
        first--;
        return unit.Currency;
    }

    private static string Words(IReadOnlyList<Token> tokens, int start, int end)
    {
        var words = tokens[start].Text;
        for (var at = start + 1; at < end; at++)
            words += (tokens[at].IsHan ? "" : "_") + tokens[at].Text;
        return words;
    }
}
