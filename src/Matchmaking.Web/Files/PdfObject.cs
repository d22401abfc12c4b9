namespace Matchmaking.Web.Files;

/// <summary>What an object of a PDF says: what its names ask for, and whether others are packed in it.</summary>
internal struct PdfObject(int? number, PdfLook look, bool isPacked = false)
{
    /// <summary>Of each byte that is read.</summary>
    public const int ByteCost = 8;
    private const int Deepest = 200,
        Cost = 64;

    private bool _isTyped,
        _isUnusual,
        _isEnded;
    private int _filters,
        _firsts,
        _counts,
        _depth,
        _lists;

    /// <summary>Where the first of the packed objects begins; null when that is not said plainly.</summary>
    public int? First { get; private set; }

    /// <summary>How many there are; the same.</summary>
    public int? Count { get; private set; }

    /// <summary>
    /// Reads what stands behind "obj" or "trailer", up to the word that ends it, or to one behind which others are packed. Such a word
    /// counts within brackets too, as some readers do not mind these.
    /// </summary>
    /// <returns>Whether others are packed behind the last token, and it goes on.</returns>
    /// <exception cref="InvalidDataException">Objects are in it, packed in an unusual way, which would hide them.</exception>
    public bool Read(ref PdfTokens tokens)
    {
        look.Work.Spend(Cost);
        while (!_isEnded)
        {
            var before = tokens.At;
            var token = tokens.Next();
            look.Work.Spend((long)ByteCost * (tokens.At - before));
            if (token.IsEmpty || (!isPacked && IsPlain && look.WasSeen(before, tokens.At, _depth)))
                break;
            Take(token, tokens);
            _isEnded =
                _depth == 0
                && (
                    isPacked
                    || token.SequenceEqual("stream"u8)
                    || token.SequenceEqual("endobj"u8)
                    || token.SequenceEqual("obj"u8)
                    || token.SequenceEqual("startxref"u8)
                );
            if (!isPacked && token.SequenceEqual("stream"u8) && Packs())
                return true;
        }
        _isEnded = true;
        return false;
    }

    /// <summary>Nothing has been announced of what is packed in it.</summary>
    private readonly bool IsPlain => !_isTyped && _counts + _firsts == 0;

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

    private void Take(ReadOnlySpan<byte> token, PdfTokens behind)
    {
        // A string that is an object of its own, or in a list that is one, may be what an address is said to be.
        if (_depth == _lists)
            look.Text(number, token, isPacked);
        if (token.SequenceEqual("<<"u8) || token is [(byte)'[', ..])
            (_depth, _lists) = (_depth + 1, token[0] == (byte)'[' && _lists == _depth ? _lists + 1 : _lists);
        else if (token.SequenceEqual(">>"u8) || token is [(byte)']', ..])
            (_depth, _lists) = (Math.Max(0, _depth - 1), Math.Min(_lists, Math.Max(0, _depth - 1)));
        if (_depth > Deepest)
            throw new InvalidDataException("Objects that are too deep.");
        if (token[0] != (byte)'/')
            return;
        PdfNames.Take(token, behind, look);
        // What names objects within counts wherever it stands in the dictionary, as a value too: readers differ.
        if (_depth <= 1)
            Announced(token, behind);
    }

    private void Announced(ReadOnlySpan<byte> name, PdfTokens behind)
    {
        switch (PdfNames.Known(name[1..], out _))
        {
            case "ObjStm":
                _isTyped = true;
                break;
            case "N":
                Count = ++_counts == 1 ? Number(behind) : null;
                break;
            case "First":
                First = ++_firsts == 1 ? Number(behind) : null;
                break;
            case "Filter":
                _isUnusual |= ++_filters > 1 || !IsFlate(behind);
                break;
            case "F" or "DecodeParms" or "DP":
                _isUnusual = true;
                break;
        }
    }

    private readonly bool Packs() =>
        (_isTyped || (_counts > 0 && _firsts > 0))
        && (!_isUnusual ? true : throw new InvalidDataException("Objects in an unusual packing."));

    /// <summary>Whether the data are packed at all.</summary>
    public readonly bool IsDeflated => _filters > 0;

    /// <summary>A number that stands there itself, and not the number of an object that has it.</summary>
    private static int? Number(PdfTokens behind)
    {
        var tokens = behind.Within(64);
        return PdfNames.Plain(tokens.Next()) is { } number && !PdfNames.IsNumber(tokens.Next()) ? number : null;
    }

    private static bool IsFlate(PdfTokens behind)
    {
        var tokens = behind.Within(1024);
        var name = tokens.Next();
        var isList = name.SequenceEqual("["u8);
        if (isList)
            name = tokens.Next();
        return name is [(byte)'/', ..]
            && PdfNames.Known(name[1..], out _) is "FlateDecode" or "Fl"
            && (!isList || tokens.Next().SequenceEqual("]"u8));
    }
}
