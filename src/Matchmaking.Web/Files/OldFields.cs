using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>
/// Fields in documents of Word before 2007: their code stands between two signs (MS-DOC 2.8.25), in letters of one byte or of two.
/// </summary>
internal static class OldFields
{
    private const byte Begin = 0x13,
        Separator = 0x14,
        End = 0x15;
    private const int Longest = 4096,
        Cost = 32;

    public static FileRefusal? Refusal(ReadOnlySpan<byte> content, FileWork work)
    {
        for (var at = 0; content[at..].IndexOf(Begin) is >= 0 and var found; )
        {
            at += found + 1;
            var isWide = at < content.Length && content[at] == 0;
            var code = content[(isWide ? at + 1 : at)..];
            if (code.Length > 2 * Longest)
                code = code[..(2 * Longest)];
            if (code.IndexOfAny(Begin, Separator, End) is >= 0 and var end)
                code = code[..end];
            work.Spend(Cost + code.Length);
            if (Begins(code) && WordField.Refusal((isWide ? Encoding.Unicode : Encoding.Latin1).GetString(code)) is { } refusal)
                return refusal;
        }
        return null;
    }

    /// <summary>Blanks and a letter: everything else is no text.</summary>
    private static bool Begins(ReadOnlySpan<byte> code) =>
        code.TrimStart((ReadOnlySpan<byte>)[0, (byte)' ', 9, (byte)'"']) is [var letter, ..] && char.IsAsciiLetter((char)letter);
}
