using System.Collections.Frozen;
using System.Globalization;

namespace Matchmaking.Web.Files;

/// <summary>Names in a PDF, as they are or with letters as numbers: <c>/J#61vaScript</c>.</summary>
internal static class PdfNames
{
    private const int Longest = 20,
        ValueWithin = 256,
        Cost = 16;

    /// <summary>
    /// What acts on its own, brings other files or hides what is in it. Whatever is attached hangs on <c>EF</c>, an associated file too.
    /// </summary>
    private static readonly FrozenDictionary<string, FileRefusal> Refused = new (FileRefusal Refusal, string Names)[]
    {
        (FileRefusal.ActivePdf, "JavaScript JS OnInstantiate Launch RichMedia RichMediaExecute Rendition Movie Sound"),
        (FileRefusal.ActivePdf, "GoToE XFA ImportData SubmitForm"),
        (FileRefusal.Embedded, "EF EmbeddedFile EmbeddedFiles FileAttachment"),
        (FileRefusal.Encrypted, "Encrypt"),
    }
        .SelectMany(group => group.Names.Split(' ').Select(name => (name, group.Refusal)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.Refusal, StringComparer.Ordinal);

    /// <summary>What says where a file lies, and where a click leads; <c>F</c> is other things too, which are no strings.</summary>
    private static readonly string[] FilesAt = ["F", "UF", "Unix", "DOS", "Mac"],
        Links = ["URI", "Base", "URL"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = Refused
        .Keys.Concat(["N", "First", "ObjStm", "Filter", "FlateDecode", "Fl", "DecodeParms", "DP"])
        .Concat([.. FilesAt, .. Links])
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a name asks for, with what is behind it.</summary>
    /// <param name="name">With its slash.</param>
    /// <param name="behind">The token that has it has been read.</param>
    /// <param name="look">Where it is written down.</param>
    public static void Take(ReadOnlySpan<byte> name, PdfTokens behind, PdfLook look) => Take(Known(name[1..], out _), behind, look);

    /// <summary>The same of all names and texts, wherever they stand, in texts too.</summary>
    public static void Everywhere(ReadOnlySpan<byte> content, PdfLook look)
    {
        look.Work.Spend(content.Length);
        for (var at = 0; content[at..].IndexOfAny("/(<"u8) is >= 0 and var found; )
        {
            at += found + 1;
            look.Work.Spend(Cost);
            if (content[at - 1] == (byte)'/')
            {
                var name = Known(content[at..], out var length);
                Take(name, new(content, at + length), look);
                continue;
            }
            var tokens = new PdfTokens(content, at - 1);
            var text = tokens.Next();
            look.Work.Spend((long)PdfObject.ByteCost * text.Length);
            look.Text(null, text, isPacked: true);
        }
    }

    /// <summary>What stands behind a slash, when it is a name that matters here.</summary>
    public static string? Known(ReadOnlySpan<byte> text, out int length)
    {
        Span<char> letters = stackalloc char[Longest];
        var count = 0;
        for (length = 0; length < text.Length && !PdfTokens.Ends(text[length]); count++)
        {
            if (count == Longest)
                return null;
            (letters[count], length) = Coded(text[length..]) is { } code ? ((char)code, length + 3) : ((char)text[length], length + 1);
        }
        return Names.TryGetValue(letters[..count], out var name) ? name : null;
    }

    /// <summary>A letter as a number.</summary>
    public static byte? Coded(ReadOnlySpan<byte> text) =>
        text is [(byte)'#', _, _, ..]
        && byte.TryParse(text[1..3], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            ? code
            : null;

    private static void Take(string? name, PdfTokens behind, PdfLook look)
    {
        if (name is null)
            return;
        if (Refused.TryGetValue(name, out var refusal))
            look.Refuse(IsMeant(name, behind) ? refusal : null);
        else if (Array.Exists(FilesAt, name.Equals) || Array.Exists(Links, name.Equals))
            look.Address(Array.Exists(Links, name.Equals), behind);
    }

    /// <summary>Two letters behind a slash occur by chance: they count with their value behind them.</summary>
    private static bool IsMeant(string name, PdfTokens behind)
    {
        if (name is not ("JS" or "EF"))
            return true;
        var tokens = behind.Within(ValueWithin);
        var value = tokens.Next();
        return value.IsEmpty
            || (name == "EF" ? value.SequenceEqual("<<"u8) : value[0] is (byte)'(' or (byte)'<')
            || (IsNumber(value) && IsNumber(tokens.Next()) && tokens.Next() is [] or [(byte)'R']);
    }

    public static bool IsNumber(ReadOnlySpan<byte> token) => !token.IsEmpty && token.IndexOfAnyExcept("+-.0123456789"u8) < 0;

    /// <summary>A whole number that is written as nothing else could be; null for any other token.</summary>
    public static int? Plain(ReadOnlySpan<byte> token) =>
        token.Length is > 0 and < 10 && token.IndexOfAnyExceptInRange((byte)'0', (byte)'9') < 0
            ? int.Parse(token, NumberStyles.None, CultureInfo.InvariantCulture)
            : null;
}
