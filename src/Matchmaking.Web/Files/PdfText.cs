using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>What a string of a PDF says (ISO 32000, 7.3.4 and 7.9.2): with signs as numbers or behind a stroke, in one byte or two.</summary>
internal static class PdfText
{
    /// <summary>Enough to tell where an address leads.</summary>
    private const int Longest = 4096;

    /// <summary>Its beginning; null when the token is no string.</summary>
    public static string? Of(ReadOnlySpan<byte> token)
    {
        if (token.Length > Longest)
            token = token[..Longest];
        var bytes = token switch
        {
            [(byte)'(', ..] => Literal(token[1..]),
            [(byte)'<', not (byte)'<', ..] => Hexadecimal(token[1..]),
            _ => null,
        };
        return bytes switch
        {
            null => null,
            [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(bytes.AsSpan(2)),
            [0xFF, 0xFE, ..] => Encoding.Unicode.GetString(bytes.AsSpan(2)),
            [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(bytes.AsSpan(3)),
            _ => Encoding.Latin1.GetString(bytes),
        };
    }

    private static byte[] Literal(ReadOnlySpan<byte> text)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; at++)
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
            else if (text[at] is not ((byte)'\r' or (byte)'\n'))
                bytes.Add(text[at]);
        return [.. bytes];
    }

    private static bool IsOctal(byte sign) => (char)sign is >= '0' and <= '7';

    private static byte[] Hexadecimal(ReadOnlySpan<byte> text)
    {
        var digits = new StringBuilder(text.Length);
        foreach (var sign in text)
            if (char.IsAsciiHexDigit((char)sign))
                digits.Append((char)sign);
        if (digits.Length % 2 == 1)
            digits.Append('0');
        return Convert.FromHexString(digits.ToString());
    }
}
