using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// Text of bytes whose charset is not told, or told wrongly, as old Chinese servers do it: what is valid UTF-8 is UTF-8; otherwise the
/// two Chinese charsets are held against the characters that Chinese is mostly written with.
/// </summary>
internal static partial class MailCharsets
{
    private const double Likely = 0.6,
        Certain = 0.85,
        Told = 0.2;
    private static readonly Encoding Utf8 = new UTF8Encoding(false, throwOnInvalidBytes: true);

    /// <summary>Decodes bytes.</summary>
    /// <param name="bytes">All of the text.</param>
    /// <param name="told">What the message calls the charset; null or unknown when it does not.</param>
    public static string Decode(ReadOnlySpan<byte> bytes, string? told)
    {
        var named = Named(told);
        if (!bytes.ContainsAnyInRange((byte)0x80, (byte)0xFF))
        // Seven bits are ASCII, but for the charsets that shift in and out of it and those of several bytes a letter.
        {
            var shifts = named is { IsSingleByte: false } && bytes.ContainsAny((byte)0, (byte)0x1B, (byte)'~');
            return (shifts ? named! : Encoding.ASCII).GetString(bytes);
        }
        if (Strictly(Utf8, bytes) is { } unicode)
            return unicode;
        var (isGb, isBig5) = (named?.CodePage is 936 or 54936 or 20936, named?.CodePage is 950);
        if (named is { IsSingleByte: false } and not UTF8Encoding && !isGb && !isBig5 && Strictly(named, bytes) is { } asTold)
            return asTold;
        var gb = Share(bytes, 0xB0, 0xD7, 0xA1);
        var big5 = Share(bytes, 0xA4, 0xC6, 0x40);
        var (best, share) =
            gb + (isGb ? Told : 0) >= big5 + (isBig5 ? Told : 0)
                ? (Encoding.GetEncoding("GB18030"), gb)
                : (Encoding.GetEncoding("big5"), big5);
        if (share >= Likely && Strictly(best, bytes) is { } chinese)
            return chinese;
        return (share >= Certain ? best : named ?? Encoding.Latin1).GetString(bytes);
    }

    /// <summary>Decodes a header with encoded words (RFC 2047), or with bare bytes that the standard forbids.</summary>
    public static string DecodeHeader(byte[] raw)
    {
        if (raw.AsSpan().ContainsAnyInRange((byte)0x80, (byte)0xFF))
            return Decode(raw, null);
        var header = Encoding.ASCII.GetString(raw);
        var (text, bytes, end) = (new StringBuilder(), new List<byte>(), 0);
        string? charset = null;
        foreach (Match word in EncodedWord().Matches(header))
        {
            var between = header.AsSpan(end, word.Index - end);
            var (follows, itsOwn) = (charset is not null && between.IsWhiteSpace(), word.Groups["charset"].Value);
            if (!follows || !itsOwn.Equals(charset, StringComparison.OrdinalIgnoreCase))
                Flush();
            if (!follows)
                text.Append(between);
            // A character may begin in one word and end in the next: the bytes are put together first.
            var content = word.Groups["content"].Value;
            bytes.AddRange(word.Groups["kind"].Value is "b" or "B" ? Base64(content) : Quoted(content));
            (charset, end) = (itsOwn, word.Index + word.Length);
        }
        Flush();
        return text.Append(header, end, header.Length - end).ToString();

        void Flush()
        {
            if (charset is not null)
                text.Append(Decode([.. bytes], charset));
            bytes.Clear();
        }
    }

    /// <summary>
    /// How many of the two-byte characters are among the common ones or punctuation, from 0 to 1. A byte without
    /// a second one counts against it.
    /// </summary>
    private static double Share(ReadOnlySpan<byte> bytes, byte first, byte last, byte leastSecond)
    {
        var (all, common) = (0, 0);
        for (var i = 0; i < bytes.Length; i++)
        {
            if (bytes[i] < 0x80)
                continue;
            all++;
            if (i + 1 == bytes.Length || bytes[i + 1] < leastSecond)
                continue;
            if ((bytes[i] >= first && bytes[i] <= last) || bytes[i] is 0xA1 or 0xA3)
                common++;
            i++;
        }
        return all == 0 ? 0 : (double)common / all;
    }

    private static string? Strictly(Encoding encoding, ReadOnlySpan<byte> bytes)
    {
        try
        {
            var strict = Encoding.GetEncoding(encoding.CodePage, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback);
            return strict.GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null;
        }
    }

    private static Encoding? Named(string? told)
    {
        try
        {
            return told is { Length: > 0 and < 40 } ? Encoding.GetEncoding(told.Split('*')[0].Trim().Trim('"')) : null;
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static byte[] Base64(string content)
    {
        var letters = content.TrimEnd('=');
        var bytes = new byte[letters.Length + 3];
        var whole = letters + new string('=', (4 - (letters.Length % 4)) % 4);
        return Convert.TryFromBase64String(whole, bytes, out var length) ? bytes[..length] : [];
    }

    private static byte[] Quoted(string content)
    {
        var (bytes, code) = (new List<byte>(content.Length), (byte)0);
        for (var i = 0; i < content.Length; i++)
        {
            var isCode =
                content[i] == '='
                && i + 2 < content.Length
                && byte.TryParse(content.AsSpan(i + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out code);
            bytes.Add(
                isCode ? code
                : content[i] == '_' ? (byte)' '
                : (byte)content[i]
            );
            i += isCode ? 2 : 0;
        }
        return [.. bytes];
    }

    [GeneratedRegex(@"=\?(?<charset>[A-Za-z0-9_.:*-]{1,60})\?(?<kind>[bBqQ])\?(?<content>[^?\s]*)\?=", RegexOptions.NonBacktracking)]
    private static partial Regex EncodedWord();
}
