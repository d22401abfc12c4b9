namespace Matchmaking.Search;

/// <summary>
/// The words of a document in their order, for phrases: for each text a zero and its field, then the number of each word plus one, all in
/// groups of seven bits.
/// </summary>
internal static class EncodedText
{
    /// <summary>The words of a document as numbers.</summary>
    public static byte[] Of(DocumentKeys keys, Func<string, int> idOf)
    {
        var (bytes, text) = (new List<byte>(keys.Words.Length * 2), 0);
        foreach (var word in keys.Words)
            if (word is null)
            {
                Write(bytes, 0);
                Write(bytes, (int)keys.Fields[text++]);
            }
            else
                Write(bytes, idOf(word) + 1);
        return [.. bytes];
    }

    /// <summary>The same words under other numbers.</summary>
    public static byte[] Moved(byte[] text, Func<int, int> idOf)
    {
        var bytes = new List<byte>(text.Length);
        for (var at = 0; at < text.Length; )
        {
            var number = Read(text, ref at);
            Write(bytes, number == 0 ? 0 : idOf(number - 1) + 1);
            if (number == 0)
                Write(bytes, Read(text, ref at));
        }
        return [.. bytes];
    }

    /// <summary>Reads the next number.</summary>
    public static int Read(byte[] bytes, ref int at)
    {
        int part = bytes[at++];
        var number = part & 0x7F;
        for (var shift = 7; part >= 0x80; shift += 7)
        {
            part = bytes[at++];
            number |= (part & 0x7F) << shift;
        }
        return number;
    }

    private static void Write(List<byte> bytes, int number)
    {
        for (; number >= 0x80; number >>= 7)
            bytes.Add((byte)(number | 0x80));
        bytes.Add((byte)number);
    }
}
