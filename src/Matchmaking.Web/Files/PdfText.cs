using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>What a string of a PDF says (ISO 32000, 7.3.4 and 7.9.2): with signs as numbers or behind a stroke, one byte or two.</summary>
internal static class PdfText
{
    /// <summary>More than is looked at of an address.</summary>
    private const int Longest = 8200;

    /// <summary>
    /// Its beginning; null when the token is no string. A name is one where it has signs of an address: readers take it for one.
    /// </summary>
    public static string? Of(ReadOnlySpan<byte> token)
    {
        var bytes = token switch
        {
            [(byte)'(', .. var text, (byte)')'] => Literal(text),
            [(byte)'(', ..] => Literal(token[1..]),
            [(byte)'<', not (byte)'<', ..] => Hexadecimal(token[1..]),
            [(byte)'/', .. var name] when Leads(name) => Name(name),
            _ => null,
        };
        return bytes switch
        {
            null => null,
            [0xFE, 0xFF, ..] => WithoutLanguage(Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2))),
            [0xFF, 0xFE, ..] => WithoutLanguage(Encoding.Unicode.GetString(bytes.AsSpan(2))),
            [0xEF, 0xBB, 0xBF, ..] => WithoutLanguage(Encoding.UTF8.GetString(bytes.AsSpan(3))),
            _ => Encoding.Latin1.GetString(bytes),
        };
    }

    private static bool Leads(ReadOnlySpan<byte> name) =>
        name.IndexOfAny(":\\"u8) >= 0 || name.IndexOf("#2"u8) >= 0 || name.IndexOf("#5"u8) >= 0;

    /// <summary>It may be said within a text, between two signs (7.9.2.2).</summary>
    private static string WithoutLanguage(string text)
    {
        while (text.IndexOf('\u001B', StringComparison.Ordinal) is >= 0 and var at)
            text = text.IndexOf('\u001B', at + 1) is >= 0 and var end ? text.Remove(at, end + 1 - at) : text.Remove(at, 1);
        return text;
    }

    private static byte[] Literal(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < text.Length && bytes.Count < Longest; at++)
            if (text[at] != (byte)'\\' || at == text.Length - 1)
                bytes.Add(text[at]);
            else if (IsOctal(text[++at]))
            {
                var code = 0;
                for (var end = Math.Min(text.Length, at + 3); at < end && IsOctal(text[at]); at++)
                    code = code * 8 + (text[at] - '0');
                bytes.Add((byte)code);
                at--;
            }
            // The line goes on: the stroke and the end of the line are nothing.
            else if (text[at] is not ((byte)'\r' or (byte)'\n'))
                bytes.Add("nrtbf".IndexOf((char)text[at], StringComparison.Ordinal) is >= 0 and var sign ? "\n\r\t\b\f"u8[sign] : text[at]);
            else if (text[at] == (byte)'\r' && at + 1 < text.Length && text[at + 1] == (byte)'\n')
                at++;
        return [.. bytes];
    }

    private static byte[] Name(ReadOnlySpan<byte> name)
    {
        var bytes = new List<byte>();
        for (var at = 0; at < name.Length && bytes.Count < Longest; at += PdfNames.Coded(name[at..]) is null ? 1 : 3)
            bytes.Add(PdfNames.Coded(name[at..]) ?? name[at]);
        return [.. bytes];
    }

    private static bool IsOctal(byte sign) => (char)sign is >= '0' and <= '7';

    private static byte[] Hexadecimal(ReadOnlySpan<byte> text)
    {
        var digits = new StringBuilder();
        for (var at = 0; at < text.Length && digits.Length < 2 * Longest; at++)
            if (char.IsAsciiHexDigit((char)text[at]))
                digits.Append((char)text[at]);
        if (digits.Length % 2 == 1)
            digits.Append('0');
        return Convert.FromHexString(digits.ToString());
    }
}
