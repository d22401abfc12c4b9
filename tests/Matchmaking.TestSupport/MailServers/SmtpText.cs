using System.Text;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>The little that a server must read out of commands and messages.</summary>
internal static class SmtpText
{
    /// <summary>What stands between the angle brackets of <c>FROM:&lt;a@b&gt; SIZE=1</c>; null when there are none.</summary>
    public static string? Path(ReadOnlySpan<byte> line)
    {
        var open = line.IndexOf((byte)'<');
        var close = open < 0 ? -1 : line[open..].IndexOf((byte)'>');
        return close < 0 ? null : Encoding.UTF8.GetString(line[(open + 1)..(open + close)]);
    }

    /// <summary>The size that MAIL FROM announces; 0 when it announces none.</summary>
    public static long AnnouncedSize(ReadOnlySpan<byte> line)
    {
        var at = line.IndexOf(" SIZE="u8);
        var size = 0L;
        for (var i = at + 6; at >= 0 && i < line.Length && line[i] is >= (byte)'0' and <= (byte)'9' && size < int.MaxValue; i++)
            size = size * 10 + line[i] - '0';
        return size;
    }

    /// <summary>The Message-ID of a message without its brackets; null when its header has none.</summary>
    public static string? MessageId(ReadOnlySpan<byte> message)
    {
        while (message.Length > 0)
        {
            var end = message.IndexOf("\r\n"u8);
            if (end == 0)
                return null;
            var line = end < 0 ? message : message[..end];
            message = end < 0 ? [] : message[(end + 2)..];
            if (!Ascii.EqualsIgnoreCase(line[..Math.Min(11, line.Length)], "Message-ID:"u8))
                continue;
            // A long one stands alone on the folded line below.
            var value = line[11..].Trim(" \t"u8);
            if (value.IsEmpty && message.Length > 0 && message[0] is (byte)' ' or (byte)'\t')
                value = message[..(message.IndexOf("\r\n"u8) is var next and >= 0 ? next : message.Length)].Trim(" \t"u8);
            return Encoding.UTF8.GetString(value.TrimStart((byte)'<').TrimEnd((byte)'>'));
        }
        return null;
    }

    /// <summary>The message without the dots that were put before dots at the start of lines.</summary>
    public static byte[] Unstuffed(ReadOnlySpan<byte> message)
    {
        var plain = new byte[message.Length];
        var length = 0;
        while (message.Length > 0)
        {
            if (message[0] == '.')
                message = message[1..];
            var end = message.IndexOf("\r\n"u8) is var found and >= 0 ? found + 2 : message.Length;
            message[..end].CopyTo(plain.AsSpan(length));
            message = message[end..];
            length += end;
        }
        return plain[..length];
    }
}
