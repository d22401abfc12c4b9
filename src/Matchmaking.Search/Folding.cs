using System.Globalization;
using System.Text;

namespace Matchmaking.Search;

/// <summary>
/// Characters brought to the one form in which words are compared: full-width to half-width, lower case without a culture, İ I ı to i,
/// ə to e, marks dropped. The form is a key and is never shown.
/// </summary>
internal static class Folding
{
    /// <summary>What stands between words.</summary>
    public const string Separator = " ";

    // One entry a character of the basic plane, filled when it is met first; two threads that fill the same entry write the same text.
    private static readonly string?[] Met = new string?[0x10000];

    /// <summary>The folded letters or digits; empty for a mark or an invisible character, <see cref="Separator"/> for all others.</summary>
    public static string Of(Rune rune)
    {
        if (rune.Value >= Met.Length)
            return Compute(rune);
        return Met[rune.Value] ??= Compute(rune);
    }

    /// <summary>The beginning of a text, of so many UTF-16 units at most; a rare character is not cut in two.</summary>
    public static string Cut(string text, int most) =>
        text.Length <= most ? text
        : char.IsHighSurrogate(text[most - 1]) ? text[..(most - 1)]
        : text[..most];

    /// <summary>Whether it is a Chinese ideograph; the planes 2 and 3 hold the rare ones, which take two UTF-16 units each.</summary>
    public static bool IsHan(Rune rune) => rune.Value is >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;

    /// <summary>Whether it joins the parts of a name or compound: O'Neil, e-bus.</summary>
    public static bool Joins(Rune rune) => rune.Value is '-' or '\'' or '`' or 0x2010 or 0x2011 or 0x2018 or 0x2019 or 0x02BC or 0xB4;

    /// <summary>Whether no word or expression goes on behind it; a full stop may end an abbreviation.</summary>
    public static bool Breaks(Rune rune) =>
        rune.IsBmp && ",;:!?()[]\n、，；：！？。（）［］《》“”".Contains((char)rune.Value, StringComparison.Ordinal);

    /// <summary>Whether it is an apostrophe.</summary>
    public static bool IsApostrophe(Rune rune) => Joins(rune) && rune.Value is not ('-' or 0x2010 or 0x2011);

    private static string Compute(Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format:
                return "";
            // Normalize refuses what is no character.
            case UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse or UnicodeCategory.Surrogate or UnicodeCategory.Control:
                return Separator;
        }
        var folded = new StringBuilder();
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(part);
            if (Rune.IsLetterOrDigit(lower))
                folded.Append(Plain(lower));
        }
        return folded.Length == 0 ? Separator : folded.ToString();
    }

    private static string Plain(Rune letter) =>
        letter.Value switch
        {
            'ə' or 'ǝ' => "e",
            'ı' => "i",
            'ø' => "o",
            'ł' => "l",
            'đ' => "d",
            'ß' => "ss",
            'æ' => "ae",
            'œ' => "oe",
            _ => letter.ToString(),
        };
}
