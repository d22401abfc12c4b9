namespace Matchmaking.Web.Files;

/// <summary>What an object of a PDF says of itself: whether others are packed in it. Readers look for packed ones nowhere else.</summary>
internal static class PdfObject
{
    /// <summary>Reads what stands behind "obj", up to the word "stream" when that follows.</summary>
    /// <exception cref="InvalidDataException">Objects are in it, packed in an unusual way, which would hide them.</exception>
    public static bool HasPacked(ref PdfTokens tokens)
    {
        if (!tokens.Next().SequenceEqual("<<"u8))
            return false;
        // What names objects within counts wherever it stands in the dictionary, as a value too: readers differ.
        var (isTyped, hasNumber, hasFirst, filters, isUsual) = (false, false, false, 0, true);
        for (var depth = 1; depth > 0; )
        {
            var token = tokens.Next();
            if (token.IsEmpty)
                return false;
            depth +=
                token.SequenceEqual("<<"u8) ? 1
                : token.SequenceEqual(">>"u8) ? -1
                : 0;
            if (depth == 1 && token[0] == (byte)'/')
                switch (PdfNames.Known(token[1..], out _))
                {
                    case "ObjStm":
                        isTyped = true;
                        break;
                    case "N":
                        hasNumber = true;
                        break;
                    case "First":
                        hasFirst = true;
                        break;
                    case "Filter":
                        isUsual &= ++filters == 1 && IsFlate(tokens);
                        break;
                    case "F" or "DecodeParms" or "DP":
                        isUsual = false;
                        break;
                }
        }
        if (!tokens.Next().SequenceEqual("stream"u8) || !(isTyped || (hasNumber && hasFirst)))
            return false;
        // Without a filter they stand in the file as they are, and have been seen there.
        return isUsual ? filters > 0 : throw new InvalidDataException("Objects in an unusual packing.");
    }

    /// <summary>Where the data begin: behind the end of the line.</summary>
    /// <param name="content">The file.</param>
    /// <param name="at">Behind the word "stream".</param>
    public static int Data(ReadOnlySpan<byte> content, int at)
    {
        while (at < content.Length && content[at] is (byte)' ' or (byte)'\t')
            at++;
        var line = content[at..];
        return line.StartsWith("\r\n"u8) ? at + 2
            : line is [(byte)'\r' or (byte)'\n', ..] ? at + 1
            : throw new InvalidDataException("Objects that begin in the middle of a line.");
    }

    private static bool IsFlate(PdfTokens tokens)
    {
        var name = tokens.Next();
        var isList = name.SequenceEqual("["u8);
        if (isList)
            name = tokens.Next();
        return name is [(byte)'/', ..]
            && PdfNames.Known(name[1..], out _) is "FlateDecode" or "Fl"
            && (!isList || tokens.Next().SequenceEqual("]"u8));
    }
}
