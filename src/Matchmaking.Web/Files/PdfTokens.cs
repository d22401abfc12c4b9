namespace Matchmaking.Web.Files;

/// <summary>
/// Steps through what a PDF consists of (ISO 32000, 7.2) as its readers do: what stands in a string or in a comment is none of it.
/// </summary>
internal ref struct PdfTokens(ReadOnlySpan<byte> content, int at)
{
    private const int DeepestString = 10_000;
    private readonly ReadOnlySpan<byte> _content = content;

    /// <summary>Behind the last token.</summary>
    public int At { get; private set; } = at;

    /// <summary>The same from here, with an end behind so many bytes.</summary>
    public readonly PdfTokens Within(int bytes) => new(_content[..Math.Min(_content.Length, At + bytes)], At);

    /// <summary>As it stands in the file; empty at the end.</summary>
    public ReadOnlySpan<byte> Next()
    {
        SkipBlanks();
        var start = At;
        if (At == _content.Length)
            return [];
        var sign = _content[At++];
        if (sign == (byte)'(')
            SkipString();
        else if (sign is (byte)'<' or (byte)'>' && At < _content.Length && _content[At] == sign)
            At++;
        else if (sign == (byte)'<')
            At = Behind((byte)'>');
        else if (sign == (byte)'/' || !Ends(sign))
            while (At < _content.Length && !Ends(_content[At]))
                At++;
        return _content[start..At];
    }

    /// <summary>Whether a name or a number ends at this sign.</summary>
    public static bool Ends(byte sign) => IsBlank(sign) || (char)sign is '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%';

    private static bool IsBlank(byte sign) => (char)sign is '\0' or '\t' or '\n' or '\f' or '\r' or ' ';

    private readonly int Behind(params ReadOnlySpan<byte> signs) =>
        _content[At..].IndexOfAny(signs) is >= 0 and var found ? At + found + 1 : _content.Length;

    private void SkipBlanks()
    {
        while (At < _content.Length)
            if (_content[At] == (byte)'%')
                At = Behind((byte)'\n', (byte)'\r');
            else if (IsBlank(_content[At]))
                At++;
            else
                break;
    }

    /// <exception cref="InvalidDataException">Brackets in it are deeper than in any.</exception>
    private void SkipString()
    {
        for (var depth = 1; depth > 0 && At < _content.Length; )
        {
            At = Behind((byte)'\\', (byte)'(', (byte)')');
            switch (_content[At - 1])
            {
                case (byte)'\\':
                    At++;
                    break;
                case (byte)'(' when ++depth > DeepestString:
                    throw new InvalidDataException("A string that is too deep.");
                case (byte)')':
                    depth--;
                    break;
            }
        }
        At = Math.Min(At, _content.Length);
    }
}
