using System.Globalization;
using System.Text;

namespace Matchmaking.Matching;

/// <summary>
/// Text brought to the one form in which words are compared, in all three languages: full-width to half-width (NFKC), lower
/// case without a culture, İ I ı i to i, ə to e, marks dropped, everything but letters and digits to one space.
/// It is a key for comparing and is never shown.
/// </summary>
public readonly record struct FoldedText
{
    /// <summary>No text at all.</summary>
    public static FoldedText Empty => new(" ");

    private FoldedText(string padded) => Padded = padded;

    /// <summary>The words, each with a space on either side.</summary>
    private string Padded { get; }

    /// <summary>The folded words, separated by single spaces.</summary>
    public string Words => Padded is null ? "" : Padded.Trim();

    /// <summary>Folds one or more texts into one.</summary>
    public static FoldedText Of(params IEnumerable<string?> texts)
    {
        var folded = new StringBuilder(" ");
        foreach (var text in texts)
        {
            Append(folded, text);
            Space(folded);
        }
        return new(folded.ToString());
    }

    /// <summary>
    /// Whether the word (or phrase) occurs: Chinese anywhere, since Chinese is written without spaces; in other scripts at the
    /// start of a word, so that "tikinti" finds "tikintisi" and "arms" does not find "farms".
    /// </summary>
    public bool Has(string word) => HasFolded(Of(word).Words);

    /// <summary>The same for a word that is folded already.</summary>
    internal bool HasFolded(string word)
    {
        if (word.Length == 0 || Padded is null)
            return false;
        return StartsInHan(word) ? Padded.Contains(word, StringComparison.Ordinal) : Padded.Contains(" " + word, StringComparison.Ordinal);
    }

    /// <summary>The folded words with a space before, between and after them; empty for no text at all.</summary>
    internal ReadOnlySpan<char> Characters => Padded;

    private static void Append(StringBuilder folded, string? text)
    {
        if (string.IsNullOrEmpty(text))
            return;
        bool? afterHan = null;
        // NFKD splits letters from their marks, so that ş, ç, ğ, ö, ü and İ lose them in the loop below.
        foreach (var rune in WellFormed(text).Normalize(NormalizationForm.FormKD).EnumerateRunes())
        {
            var lower = Rune.ToLowerInvariant(rune);
            if (Rune.GetUnicodeCategory(lower) is UnicodeCategory.NonSpacingMark)
                continue;
            var isHan = IsHan(lower);
            // A Latin word next to a Chinese one ("BYD客车") still starts at a word boundary.
            if (!Rune.IsLetterOrDigit(lower) || (afterHan is { } before && before != isHan))
                Space(folded);
            afterHan = Rune.IsLetterOrDigit(lower) ? isHan : null;
            if (afterHan is not null)
                folded.Append(
                    lower.Value switch
                    {
                        'ə' => "e",
                        'ı' => "i",
                        _ => lower.ToString(),
                    }
                );
        }
    }

    private static void Space(StringBuilder folded)
    {
        if (folded[^1] != ' ')
            folded.Append(' ');
    }

    /// <summary>
    /// Lone surrogates and U+FFFE make Normalize throw, so they are dropped, whoever calls; and so are the marks of a character after the
    /// thirtieth, which it would bring into order in a time that grows with their square.
    /// </summary>
    private static string WellFormed(string text)
    {
        var (kept, marks) = (new StringBuilder(text.Length), 0);
        foreach (var rune in text.EnumerateRunes())
        {
            marks = Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark ? marks + 1 : 0;
            if (rune != Rune.ReplacementChar && rune.Value != 0xFFFE && marks <= 30)
                kept.Append(rune.ToString());
        }
        return kept.ToString();
    }

    /// <summary>Whether a word starts with a Chinese ideograph.</summary>
    public static bool StartsInHan(string word) => IsHan(word.EnumerateRunes().FirstOrDefault());

    // The planes 2 and 3 hold the rare ideographs, which take two chars each: 𨧀, 𠮷.
    private static bool IsHan(Rune rune) => rune.Value is >= 0x3400 and <= 0x9FFF or >= 0xF900 and <= 0xFAFF or >= 0x20000 and <= 0x3FFFF;
}
