using System.Text.RegularExpressions;

namespace Matchmaking.Web.Forms;

/// <summary>
/// Numbers with Chinese units: 3,400万, 1亿2千万, 五千万, 1个亿. Units go down, as they are spoken; a digit after the last unit (2千5) is
/// refused, since some mean 2,500 by it and others mistyped.
/// </summary>
internal static partial class HanNumber
{
    /// <summary>All characters that such a number has beside digits and their marks.</summary>
    public const string Characters = "零〇一二两三四五六七八九十百千万亿个";

    private const string Ones = "零一二三四五六七八九";

    /// <summary>Whether there is a Chinese character in it.</summary>
    public static bool IsOne(string number) => number.AsSpan().IndexOfAny(Characters) >= 0;

    /// <summary>The value; empty when it is none, two where its only number can be read in two ways.</summary>
    /// <param name="number">As typed, half-width and simplified.</param>
    /// <param name="digits">What a part in digits can mean.</param>
    public static List<decimal> Values(string number, Func<string, List<decimal>> digits)
    {
        string[] parts = [.. Parts().Matches(number).Select(match => match.Value).Where(part => part.Trim() is not ("" or "个"))];
        if (parts.FirstOrDefault() is { } first && char.IsAsciiDigit(first[0]) && digits(first) is { Count: > 1 } meanings)
            return [.. meanings.Select(meaning => Value(parts, _ => meaning)).OfType<decimal>()];
        return Value(parts, part => digits(part) is [var only] ? only : null) is { } value ? [value] : [];
    }

    private static decimal? Value(string[] parts, Func<string, decimal?> digits)
    {
        var (total, group, section) = (0m, 0m, 0m);
        var (lastBig, lastSmall) = (decimal.MaxValue, decimal.MaxValue);
        decimal? open = null;
        for (var i = 0; i < parts.Length; i++)
        {
            if (open > AmountInput.Largest || section > AmountInput.Largest || group > AmountInput.Largest)
                return AmountInput.Largest + 1;
            var unit = parts[i] switch
            {
                "十" => 10m,
                "百" => 100m,
                "千" => 1_000m,
                "万" => 10_000m,
                "亿" => 100_000_000m,
                _ => 0m,
            };
            if (unit == 0)
            {
                var isZero = parts[i] is "零" or "〇";
                if (open is not null || (isZero && i == 0) || (!isZero && (open = One(parts[i]) ?? digits(parts[i])) is null))
                    return null;
            }
            else if (unit < 10_000)
            {
                // 十万 is ten times ten thousand; 百万 alone is not written.
                if (unit >= lastSmall || (open is null && unit != 10))
                    return null;
                (section, open, lastSmall) = (section + ((open ?? 1) * unit), null, unit);
            }
            else if (unit == 100_000_000 && i > 0 && parts[i - 1] == "万")
                (group, lastBig) = (group * unit, unit * 10_000);
            else if ((section + (open ?? 0)) is var value && (value == 0 || unit >= lastBig))
                return null;
            else
                (total, group, section, open, lastBig, lastSmall) = (total + group, value * unit, 0, null, unit, decimal.MaxValue);
        }
        var hasUnit = lastBig < decimal.MaxValue || lastSmall < decimal.MaxValue;
        return open is not null && hasUnit ? null : total + group + section + (open ?? 0);
    }

    private static decimal? One(string part) =>
        part == "两" ? 2
        : part.Length == 1 && Ones.IndexOf(part[0], StringComparison.Ordinal) is >= 0 and var digit ? digit
        : null;

    [GeneratedRegex("[0-9]([0-9., ]*[0-9])?|[^0-9]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Parts();
}
