using System.Globalization;
using System.Text;

namespace Matchmaking.Web.Languages;

/// <summary>
/// What a person typed, brought to the form in which it is stored: NFC, without control characters and without invisible ones that
/// turn the direction of what follows. Letters, digits and punctuation stay as they were typed, full-width ones too.
/// </summary>
public static class TypedText
{
    /// <summary>One line: line breaks and tabs become spaces, and one space stands where there were several.</summary>
    public static string Line(string? typed) =>
        string.Join(' ', Clean(typed, keepLines: false).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>Several lines, separated by a single line feed; at most one empty line in a row.</summary>
    public static string Lines(string? typed)
    {
        var lines = Clean(typed, keepLines: true).Split('\n').Select(line => line.TrimEnd()).ToList();
        for (var i = lines.Count - 1; i > 0; i--)
            if (lines[i].Length == 0 && lines[i - 1].Length == 0)
                lines.RemoveAt(i);
        return string.Join('\n', lines);
    }

    private static string Clean(string? typed, bool keepLines)
    {
        var kept = new StringBuilder();
        // A lone surrogate is enumerated as the replacement character; PostgreSQL would refuse it, and so would Normalize.
        foreach (var rune in (typed ?? "").ReplaceLineEndings("\n").EnumerateRunes())
            if (rune.Value is '\n' or '\t' or 0x2028 or 0x2029)
                kept.Append(keepLines && rune.Value != '\t' ? '\n' : ' ');
            else if (rune != Rune.ReplacementChar && Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format))
                kept.Append(rune.ToString());
        return kept.ToString().Normalize(NormalizationForm.FormC).Trim();
    }
}
