using System.Buffers;
using System.Globalization;
using System.Text;

namespace Matchmaking.Web.Languages;

/// <summary>
/// The one entrance of text from outside, and the one place that cuts it. Whatever a person typed or a machine said has gone through here
/// before it is written to the database, to a mail, to a header or to a page. Requests do so by themselves (<see cref="CleanRequest"/>);
/// what comes by other ways (files, incoming mails, answers of servers) is for whoever reads it to bring here.
/// </summary>
public static class CleanText
{
    /// <summary>
    /// How many marks in a row may stand on one character, as in Unicode's stream-safe text (UAX #15): no language needs as many, and to
    /// bring more into order takes time that grows with their square.
    /// </summary>
    private const int MostMarks = 30;

    /// <summary>What an ordinary text does not hold; where none of these stands, nothing has to be looked at twice.</summary>
    private static readonly SearchValues<char> Suspects = SearchValues.Create([
        .. Enumerable
            .Range(0, 0x10000)
            .Select(code => (char)code)
            .Where(c => char.IsSurrogate(c) || IsMark(new(c)) || !MayStay(new Rune(c))),
    ]);

    /// <summary>
    /// The text without what a database, an encoder or a reader stumbles over: NUL and other control characters, halves of
    /// surrogate pairs, non-characters, and invisible characters, those that turn the direction among them; and without the marks of a
    /// character after the thirtieth. Line ends and tabs stay.
    /// </summary>
    public static string Of(string? text)
    {
        if (text is null)
            return "";
        var first = text.AsSpan().IndexOfAny(Suspects);
        if (first < 0)
            return text;
        var kept = new StringBuilder(text.Length).Append(text, 0, first);
        for (int at = first, marks = 0, length; at < text.Length; at += length)
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(at), out var rune, out length) == OperationStatus.Done;
            if (!isWhole || !MayStay(rune))
                continue;
            marks = IsMark(rune) ? marks + 1 : 0;
            if (marks <= MostMarks)
                kept.Append(text, at, length);
        }
        return kept.Length == text.Length ? text : kept.ToString();
    }

    /// <summary>
    /// One line, in the form in which it is stored (NFC): line breaks and tabs are spaces, and one space stands where there were several.
    /// </summary>
    /// <returns>Empty when nothing of it can be seen.</returns>
    public static string Line(string? text) =>
        Seen(
            string.Join(' ', Spaced(Of(text)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
                .Normalize(NormalizationForm.FormC)
        );

    /// <summary>One line of at most so many UTF-16 units; see <see cref="Cut"/>.</summary>
    public static string Line(string? text, int most) => Cut(Line(text), most);

    /// <summary>Several lines (NFC), separated by a single line feed; at most one empty line in a row.</summary>
    /// <returns>Empty when nothing of it can be seen.</returns>
    public static string Lines(string? text)
    {
        var kept = new StringBuilder();
        var empty = 0;
        foreach (var line in Spaced(Of(text)).AsSpan().EnumerateLines())
        {
            var words = line.TrimEnd();
            empty = words.IsEmpty ? empty + 1 : 0;
            if (empty < 2)
                kept.Append(words).Append('\n');
        }
        return Seen(kept.Replace('\t', ' ').ToString().Normalize(NormalizationForm.FormC).Trim());
    }

    /// <summary>One line short enough to be repeated in a message, with "…" where something is missing.</summary>
    /// <param name="text">From outside.</param>
    /// <param name="most">UTF-16 units, the "…" not counted.</param>
    public static string Shown(string? text, int most) => Cut(Line(text), most + 1, "…");

    /// <summary>
    /// The beginning of a text, at most so many UTF-16 units of it, never a part of a character: cut between what readers see as
    /// characters, or where one alone is longer than that (a letter with a hundred marks), between code points.
    /// </summary>
    /// <param name="text">Cleaned.</param>
    /// <param name="most">1 or more. PostgreSQL counts code points, of which there are never more than units: what is cut fits a
    /// column of that length.</param>
    /// <param name="ending">What shows that it was cut; counts too.</param>
    public static string Cut(string text, int most, string ending = "")
    {
        if (text.Length <= most)
            return text;
        var (room, end) = (most - ending.Length, 0);
        while (StringInfo.GetNextTextElementLength(text, end) is var length and > 0 && end + length <= room)
            end += length;
        if (end == 0)
            while (
                Rune.DecodeFromUtf16(text.AsSpan(end), out _, out var length) is OperationStatus.Done or OperationStatus.InvalidData
                && end + length <= room
            )
                end += length;
        return text[..end] + ending;
    }

    /// <summary>
    /// Spaces of every kind in one form. The Braille blank and the Hangul fillers look like nothing and count as letters or symbols
    /// elsewhere: a name made of them would be an empty line in every list.
    /// </summary>
    private static string Spaced(string text) =>
        text.AsSpan().IndexOfAny("\v\u2800\u3164\u115F\u1160\uFFA0") < 0
            ? text
            : text.Replace('\v', '\n')
                .Replace('\u2800', ' ')
                .Replace('\u3164', ' ')
                .Replace('\u115F', ' ')
                .Replace('\u1160', ' ')
                .Replace('\uFFA0', ' ');

    /// <summary>Marks, variation selectors and spaces need something to stand on.</summary>
    private static string Seen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
            if (
                Rune.GetUnicodeCategory(rune)
                is not (
                    UnicodeCategory.NonSpacingMark
                    or UnicodeCategory.EnclosingMark
                    or UnicodeCategory.SpacingCombiningMark
                    or UnicodeCategory.SpaceSeparator
                    or UnicodeCategory.LineSeparator
                    or UnicodeCategory.ParagraphSeparator
                    or UnicodeCategory.Control
                )
            )
                return text;
        return "";
    }

    private static bool IsMark(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark;

    private static bool MayStay(Rune rune) =>
        rune.Value switch
        {
            '\t' or '\n' or '\r' or '\v' or '\f' or 0x85 => true,
            // Seen by nobody, although they are no format characters: the grapheme joiner, vowels that Khmer
            // no longer writes, reserved ones.
            0x034F or 0x17B4 or 0x17B5 or (>= 0xFFF0 and <= 0xFFF8) => false,
            // What stands for a character that was lost before it came here.
            0xFFFD => false,
            // Non-characters (Unicode 23.7): the last two of each plane, and a block of their own.
            (>= 0xFDD0 and <= 0xFDEF) => false,
            var value when (value & 0xFFFE) == 0xFFFE => false,
            // Tags and other reserved invisible ones; the variation selectors among them (E0100 to E01EF) are part of names in Chinese.
            (>= 0xE0000 and <= 0xE00FF) or (>= 0xE01F0 and <= 0xE0FFF) => false,
            _ => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format),
        };
}
