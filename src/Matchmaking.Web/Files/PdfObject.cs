namespace Matchmaking.Web.Files;

/// <summary>What an object of a PDF says: what its names ask for, and whether others are packed in it.</summary>
internal struct PdfObject
{
    private const int Deepest = 200,
        Cost = 64,
        ByteCost = 16;

    private bool _isTyped,
        _hasNumber,
        _isUnusual;
    private int _filters,
        _firsts,
        _depth;

    /// <summary>The strongest reason of all its names.</summary>
    public FileRefusal? Refusal { get; private set; }

    /// <summary>Readers look for packed objects nowhere else.</summary>
    public bool IsPacked { get; private set; }

    /// <summary>Where the first of the packed objects begins; null when that is not said plainly.</summary>
    public int? First { get; private set; }

    /// <summary>Reads what stands behind "obj" or "trailer", up to the word that ends it.</summary>
    /// <exception cref="InvalidDataException">Objects are in it, packed in an unusual way, which would hide them.</exception>
    public static PdfObject Read(ref PdfTokens tokens, FileWork work)
    {
        var read = new PdfObject();
        work.Spend(Cost);
        for (var token = Next(ref tokens, work); !token.IsEmpty; token = Next(ref tokens, work))
        {
            read.Take(token, tokens, work);
            if (read._depth > 0)
                continue;
            if (token.SequenceEqual("stream"u8))
            {
                read.Packs();
                return read;
            }
            if (token.SequenceEqual("endobj"u8) || token.SequenceEqual("obj"u8) || token.SequenceEqual("startxref"u8))
                return read;
        }
        return read;
    }

    /// <summary>Reads a packed object, which nothing but itself ends.</summary>
    public static PdfObject ReadPacked(ref PdfTokens tokens, FileWork work)
    {
        var read = new PdfObject();
        work.Spend(Cost);
        do
        {
            var token = Next(ref tokens, work);
            if (token.IsEmpty)
                break;
            read.Take(token, tokens, work);
        } while (read._depth > 0);
        return read;
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

    private static ReadOnlySpan<byte> Next(ref PdfTokens tokens, FileWork work)
    {
        var at = tokens.At;
        var token = tokens.Next();
        work.Spend((long)ByteCost * (tokens.At - at));
        return token;
    }

    private void Take(ReadOnlySpan<byte> token, PdfTokens behind, FileWork work)
    {
        if (token.SequenceEqual("<<"u8) || token is [(byte)'[', ..])
            _depth++;
        else if (token.SequenceEqual(">>"u8) || token is [(byte)']', ..])
            _depth = Math.Max(0, _depth - 1);
        if (_depth > Deepest)
            throw new InvalidDataException("Objects that are too deep.");
        // A string that is an object of its own may be what an address is said to be.
        if (_depth == 0 && PdfText.Of(token) is { } text && LinkTarget.PlaceOf(text) == Place.Computer)
            Refuse(FileRefusal.Linked);
        if (token[0] != (byte)'/')
            return;
        if (PdfNames.Refusal(token, behind, work) is { } refusal)
            Refuse(refusal);
        // What names objects within counts wherever it stands in the dictionary, as a value too: readers differ.
        if (_depth <= 1)
            Announced(token, behind);
    }

    private void Refuse(FileRefusal refusal)
    {
        if (refusal > (Refusal ?? 0))
            Refusal = refusal;
    }

    private void Announced(ReadOnlySpan<byte> name, PdfTokens behind)
    {
        switch (PdfNames.Known(name[1..], out _))
        {
            case "ObjStm":
                _isTyped = true;
                break;
            case "N":
                _hasNumber = true;
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

    private void Packs()
    {
        if (!_isTyped && !(_hasNumber && _firsts > 0))
            return;
        if (_isUnusual)
            throw new InvalidDataException("Objects in an unusual packing.");
        IsPacked = true;
    }

    /// <summary>Whether the data are packed at all.</summary>
    public readonly bool IsDeflated => _filters > 0;

    /// <summary>A number that stands there itself, and not the number of an object that has it.</summary>
    private static int? Number(PdfTokens behind)
    {
        var tokens = behind.Within(64);
        if (!int.TryParse(tokens.Next(), out var number) || number < 0)
            return null;
        return PdfNames.IsNumber(tokens.Next()) ? null : number;
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
