using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Forms;

/// <summary>What came of reading a typed amount.</summary>
public enum AmountReading
{
    /// <summary>Nothing was typed.</summary>
    Empty,
    Read,

    /// <summary>"3.400" or "3,4", without a unit: thousands to one reader, a fraction to another; we ask instead of guessing.</summary>
    Ambiguous,

    /// <summary>Below zero, zero, or above <see cref="AmountInput.Largest"/>.</summary>
    OutOfRange,

    /// <summary>Not an amount at all.</summary>
    Unreadable,
}

/// <summary>
/// Reads an amount that a person typed, in any of the three languages, by a strict grammar of its own:
/// <c>decimal.TryParse("1.5", az)</c> is true and 15. Full-width digits, 万 and 亿, mln, million and milyon are understood.
/// </summary>
public static partial class AmountInput
{
    /// <summary>The largest amount accepted: 10¹⁵, in any currency.</summary>
    public const decimal Largest = 1_000_000_000_000_000m;

    /// <summary>No amount is written in more characters.</summary>
    private const int Longest = 60;

    private static readonly Dictionary<string, decimal> Units = new(StringComparer.Ordinal)
    {
        [""] = 1,
        ["千"] = 1_000,
        ["k"] = 1_000,
        ["min"] = 1_000,
        ["thousand"] = 1_000,
        ["万"] = 10_000,
        ["百万"] = 1_000_000,
        ["m"] = 1_000_000,
        ["mn"] = 1_000_000,
        ["mln"] = 1_000_000,
        ["million"] = 1_000_000,
        ["milyon"] = 1_000_000,
        ["千万"] = 10_000_000,
        ["亿"] = 100_000_000,
        ["bn"] = 1_000_000_000,
        ["b"] = 1_000_000_000,
        ["mlrd"] = 1_000_000_000,
        ["billion"] = 1_000_000_000,
        ["milyard"] = 1_000_000_000,
        ["十亿"] = 1_000_000_000,
        ["万亿"] = 1_000_000_000_000,
    };

    /// <summary>The amount, or why it could not be read. Rounded to cents.</summary>
    public static (AmountReading Reading, decimal? Amount) Read(string? typed)
    {
        var text = Clean(typed);
        if (text.Length == 0)
            return (AmountReading.Empty, null);
        if (text.Length > Longest)
            return (AmountReading.Unreadable, null);
        var match = Grammar().Match(text);
        if (!match.Success || !Units.TryGetValue(match.Groups["unit"].Value, out var unit))
            return (AmountReading.Unreadable, null);
        if (match.Groups["number"].Value is var number && unit == 1 && LooksLikeEither().IsMatch(number))
            return (AmountReading.Ambiguous, null);
        var digits =
            DecimalComma().IsMatch(number) ? number.Replace(',', '.')
            : PointedThousands().IsMatch(number) ? number.Replace(".", "", StringComparison.Ordinal)
            : number.Replace(",", "", StringComparison.Ordinal).Replace(" ", "", StringComparison.Ordinal);
        if (!decimal.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var amount) || digits.Length > 24)
            return (AmountReading.OutOfRange, null);
        if (match.Groups["minus"].Length > 0 || amount == 0 || amount > Largest / unit)
            return (AmountReading.OutOfRange, null);
        amount = Math.Round(amount * unit, 2, MidpointRounding.ToEven);
        return amount == 0 ? (AmountReading.OutOfRange, null) : (AmountReading.Read, amount);
    }

    /// <summary>Half-width, lower case, without invisible characters and without spaces at the ends.</summary>
    private static string Clean(string? typed) =>
        CleanText
            .Line(typed)
            .Normalize(NormalizationForm.FormKC)
            .Replace('İ', 'i')
            .ToLowerInvariant()
            .Replace('，', ',')
            .Replace('\u2212', '-')
            .Trim();

    // Thousands are grouped in threes by commas, spaces or (twice at least) points; the point is the decimal mark, and the comma where
    // one or two digits at the end cannot be thousands.
    [GeneratedRegex(
        @"^(?<minus>-)?(?<number>[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]{1,3}(?: [0-9]{3})+(?:\.[0-9]+)?"
            + @"|[0-9]{1,3}(?:\.[0-9]{3}){2,}|[0-9]+(?:\.[0-9]+)?|[0-9]+,[0-9]{1,2})\s*(?<unit>[\p{L}]*)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Grammar();

    /// <summary>A point with exactly three digits behind it, or a comma with fewer: 3.400 is 3,400 in Baku.</summary>
    [GeneratedRegex(@"^[0-9]{1,3}\.[0-9]{3}$|^[0-9]+,[0-9]{1,2}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex LooksLikeEither();

    /// <summary>3,4 mln, as Azerbaijani writes it.</summary>
    [GeneratedRegex("^[0-9]+,[0-9]{1,2}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex DecimalComma();

    /// <summary>34.000.000, as Azerbaijani writes it.</summary>
    [GeneratedRegex(@"^[0-9]{1,3}(?:\.[0-9]{3}){2,}$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex PointedThousands();
}
