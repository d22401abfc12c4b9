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

    /// <summary>
    /// "3.400": thousands to one reader, a fraction to another. We ask instead of guessing; see <see cref="ReadAmount.Meanings"/>.
    /// </summary>
    Ambiguous,

    /// <summary>Below zero, zero, or above <see cref="AmountInput.Largest"/>.</summary>
    OutOfRange,

    /// <summary>Not an amount at all.</summary>
    Unreadable,
}

/// <summary>An amount as it was read.</summary>
/// <param name="Reading">What came of it.</param>
/// <param name="Amount">The amount, rounded to cents; null unless it was read.</param>
/// <param name="Currency">ISO 4217, when the text names one; it counts more than what is chosen beside the field.</param>
/// <param name="Meanings">What it may mean when it can be read in two ways, the likelier first.</param>
/// <param name="IsBare">Read as digits alone, without a unit: whoever thinks in millions means something else by "34".</param>
public readonly record struct ReadAmount(
    AmountReading Reading,
    decimal? Amount,
    string? Currency,
    IReadOnlyList<decimal> Meanings,
    bool IsBare
);

/// <summary>
/// Reads an amount that a person typed, by a strict grammar of its own: <c>decimal.TryParse("1.5", az)</c> is true and 15. The grammar is
/// written down in <c>docs/amounts.md</c>. The language of the page decides one thing only: in Azerbaijani the comma is the decimal mark.
/// </summary>
public static partial class AmountInput
{
    /// <summary>The largest amount accepted: 10¹⁵, in any currency.</summary>
    public const decimal Largest = 1_000_000_000_000_000m;

    /// <summary>No amount is written in more characters.</summary>
    private const int Longest = 60;

    /// <summary>What may follow a number in digits.</summary>
    private static readonly Dictionary<string, decimal> Units = Words(
        (1_000m, "k min thousand тыс"),
        (10_000m, "w"),
        (1_000_000m, "m mn mln mio million millions milyon млн миллион миллиона миллионов"),
        (1_000_000_000m, "b bn mlrd mrd billion billions milyard млрд миллиард миллиарда миллиардов"),
        (1_000_000_000_000m, "tn trn trln trillion trillions trilyon трлн")
    );

    /// <summary>What may stand before or behind; 元 alone is the yuan.</summary>
    private static readonly Dictionary<string, string> Currencies = Words(
        ("USD", "$ us$ usd dollar dollars us|dollar us|dollars dolları abş|dolları abş|dollari 美元 美金 доллар долларов"),
        ("CNY", "¥ cny rmb yuan yuanı çin|yuanı çin|yuani chinese|yuan 元 人民币 元人民币 юань юаней"),
        ("AZN", "₼ azn manat manats manatı azərbaycan|manatı azərbaycan|manati azerbaijani|manat 马纳特 阿塞拜疆马纳特 манат манатов"),
        ("EUR", "€ eur euro euros avro 欧元 евро")
    );

    private static readonly string[] LongestFirst = [.. Currencies.Keys.OrderByDescending(word => word.Length)];

    /// <summary>The amount, or why it could not be read.</summary>
    /// <param name="typed">What was typed.</param>
    /// <param name="language">Of the page.</param>
    public static ReadAmount Read(string? typed, string language)
    {
        var text = Clean(typed);
        if (text.Length == 0)
            return Nothing(AmountReading.Empty);
        if (text.Length > Longest)
            return Nothing(AmountReading.Unreadable);
        var isNegative = TakeMinus(ref text);
        var before = TakeCurrency(ref text);
        isNegative |= TakeMinus(ref text);
        var number = TakeNumber(ref text);
        var isHan = HanNumber.IsOne(number);
        var unit = isHan ? null : TakeUnit(ref text);
        var after = TakeCurrency(ref text);
        var currency = before ?? after;
        if (text.Length > 0 || (after is not null && currency != after))
            return Nothing(AmountReading.Unreadable);
        var values = isHan
            ? HanNumber.Values(number, part => Values(part, hasUnit: true, language))
            : Values(number, unit is not null, language);
        if (values.Count == 0)
            return Nothing(AmountReading.Unreadable);
        if (isNegative || values.Any(value => value > Largest / (unit ?? 1)))
            return Nothing(AmountReading.OutOfRange);
        decimal[] amounts = [.. values.Select(value => Math.Round(value * (unit ?? 1), 2, MidpointRounding.ToEven)).Distinct()];
        return amounts.Contains(0) ? Nothing(AmountReading.OutOfRange)
            : amounts is [var amount]
                ? new(AmountReading.Read, amount, currency, [], IsBare: unit is null && (!isHan || number.Length == 1))
            : new(AmountReading.Ambiguous, null, currency, amounts, IsBare: false);
    }

    private static ReadAmount Nothing(AmountReading reading) => new(reading, null, null, [], false);

    /// <summary>Half-width, lower case, simplified, without invisible characters and without spaces at the ends.</summary>
    private static string Clean(string? typed) =>
        CleanText
            .Line(typed)
            .Normalize(NormalizationForm.FormKC)
            .Replace('İ', 'i')
            .ToLowerInvariant()
            .Replace('\u2212', '-')
            .Replace('萬', '万')
            .Replace('億', '亿')
            .Replace('圓', '元')
            .Trim();

    private static bool TakeMinus(ref string text)
    {
        if (!text.StartsWith('-'))
            return false;
        text = text[1..].TrimStart();
        return true;
    }

    /// <summary>The currency that the text begins with, if it does; a word must end where its letters end.</summary>
    private static string? TakeCurrency(ref string text)
    {
        foreach (var word in LongestFirst)
            if (
                text.StartsWith(word, StringComparison.Ordinal)
                && (text.Length == word.Length || !char.IsLetter(text[word.Length]) || !char.IsLetter(word[^1]) || word[^1] > '\u2E80')
            )
            {
                text = text[word.Length..].TrimStart('.', ' ');
                return Currencies[word];
            }
        return null;
    }

    private static string TakeNumber(ref string text)
    {
        var number = Number().Match(text).Value;
        text = text[number.Length..].TrimStart();
        return number.TrimEnd();
    }

    private static decimal? TakeUnit(ref string text)
    {
        var word = Word().Match(text).Value;
        if (!Units.TryGetValue(word, out var unit))
            return null;
        text = text[word.Length..].TrimStart('.', ' ');
        return unit;
    }

    /// <summary>What a number in digits can mean: nothing, one value, or two.</summary>
    private static List<decimal> Values(string number, bool hasUnit, string language)
    {
        var match = Grouped().Match(number);
        if (match.Success)
            return [Value(NoDigit().Replace(match.Groups["whole"].Value, ""), match.Groups["part"].Value)];
        match = Plain().Match(number);
        if (!match.Success)
            return [];
        var (whole, part) = (match.Groups["whole"].Value, match.Groups["part"].Value);
        var (fraction, joined) = (Value(whole, part), Value(whole + part, ""));
        // Who writes 0.500 means a half.
        var isLikeThousands = part.Length == 3 && whole[0] != '0';
        return (match.Groups["mark"].Value, language) switch
        {
            ("", _) => [fraction],
            (".", Language.Azerbaijani) => isLikeThousands ? [joined, fraction] : [fraction],
            (".", _) => isLikeThousands && !hasUnit ? [joined, fraction] : [fraction],
            (_, Language.Azerbaijani) => isLikeThousands && !hasUnit ? [joined, fraction] : [fraction],
            _ when isLikeThousands && whole.Length <= 3 => [joined],
            _ when part.Length > 2 => [],
            _ => hasUnit || whole.Length > 3 ? [fraction] : [fraction, joined],
        };
    }

    private static decimal Value(string whole, string part) =>
        whole.TrimStart('0').Length > 16
            ? Largest + 1
            : decimal.Parse($"{whole}.{part}0", NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture);

    /// <summary>Words by what they mean; a bar stands for a space inside one.</summary>
    private static Dictionary<string, T> Words<T>(params (T Meaning, string Words)[] entries) =>
        entries
            .SelectMany(entry => entry.Words.Split(' ').Select(word => (Word: word.Replace('|', ' '), entry.Meaning)))
            .ToDictionary(pair => pair.Word, pair => pair.Meaning, StringComparer.Ordinal);

    /// <summary>Digits with their marks and spaces, and Chinese numerals, in any order.</summary>
    [GeneratedRegex($"^[0-9., {HanNumber.Characters}]*", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();

    /// <summary>Thousands in groups of three, and whatever other mark comes last begins the fraction.</summary>
    [GeneratedRegex(
        "^(?:(?<whole>[0-9]{1,3}(?:,[0-9]{3}){2,})(?:[.](?<part>[0-9]+))?|(?<whole>[0-9]{1,3},[0-9]{3})[.](?<part>[0-9]+)"
            + "|(?<whole>[0-9]{1,3}(?:[.][0-9]{3}){2,})(?:,(?<part>[0-9]+))?|(?<whole>[0-9]{1,3}[.][0-9]{3}),(?<part>[0-9]+)"
            + "|(?<whole>[0-9]{1,3}(?: [0-9]{3})+)(?:[.,](?<part>[0-9]+))?)$",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Grouped();

    [GeneratedRegex("^(?<whole>[0-9]+)(?:(?<mark>[.,])(?<part>[0-9]+))?$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Plain();

    [GeneratedRegex("[^0-9]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex NoDigit();

    [GeneratedRegex(@"^\p{L}+", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}
