using System.Collections.Frozen;
using System.Globalization;

namespace Matchmaking.Web.Files;

/// <summary>Names in a PDF, as they are or with letters as numbers: <c>/J#61vaScript</c>.</summary>
internal static class PdfNames
{
    private const int Longest = 16,
        ValueWithin = 256,
        Cost = 16;

    /// <summary>
    /// What acts on its own, brings other files or hides what is in it. Whatever is attached hangs on <c>EF</c>, an associated file too.
    /// </summary>
    private static readonly FrozenDictionary<string, FileRefusal> Refused = new Dictionary<string, FileRefusal>
    {
        ["JavaScript"] = FileRefusal.ActivePdf,
        ["JS"] = FileRefusal.ActivePdf,
        ["OnInstantiate"] = FileRefusal.ActivePdf,
        ["Launch"] = FileRefusal.ActivePdf,
        ["RichMedia"] = FileRefusal.ActivePdf,
        ["Rendition"] = FileRefusal.ActivePdf,
        ["Movie"] = FileRefusal.ActivePdf,
        ["Sound"] = FileRefusal.ActivePdf,
        ["GoToR"] = FileRefusal.ActivePdf,
        ["GoToE"] = FileRefusal.ActivePdf,
        ["XFA"] = FileRefusal.ActivePdf,
        ["ImportData"] = FileRefusal.ActivePdf,
        ["SubmitForm"] = FileRefusal.ActivePdf,
        ["EF"] = FileRefusal.Embedded,
        ["EmbeddedFile"] = FileRefusal.Embedded,
        ["EmbeddedFiles"] = FileRefusal.Embedded,
        ["FileAttachment"] = FileRefusal.Embedded,
        ["Encrypt"] = FileRefusal.Encrypted,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>What says where a file or a page lies; <c>F</c> is other things too, which are no strings.</summary>
    private static readonly string[] Addresses = ["F", "UF", "URI", "Unix", "DOS", "Mac"];

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = Refused
        .Keys.Concat(["N", "First", "ObjStm", "Filter", "FlateDecode", "Fl", "DecodeParms", "DP"])
        .Concat(Addresses)
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>What a name asks for, with what is behind it.</summary>
    /// <param name="name">With its slash.</param>
    /// <param name="behind">The token that has it has been read.</param>
    /// <param name="work">Of the whole file.</param>
    public static FileRefusal? Refusal(ReadOnlySpan<byte> name, PdfTokens behind, FileWork work) =>
        Known(name[1..], out _) is { } known ? RefusalOf(known, behind, work) : null;

    /// <summary>The strongest reason of all names, wherever they stand, in strings too.</summary>
    public static FileRefusal? Everywhere(ReadOnlySpan<byte> content, FileWork work)
    {
        FileRefusal? strongest = null;
        work.Spend(content.Length);
        for (var at = 0; content[at..].IndexOf((byte)'/') is >= 0 and var found; )
        {
            at += found + 1;
            work.Spend(Cost);
            if (
                Known(content[at..], out var length) is { } name
                && RefusalOf(name, new(content, at + length), work) is { } refusal
                && refusal > (strongest ?? 0)
            )
                strongest = refusal;
        }
        return strongest;
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
            var isNumber = text[length] == (byte)'#' && text.Length > length + 2;
            if (
                isNumber
                && byte.TryParse(text.Slice(length + 1, 2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var code)
            )
                (letters[count], length) = ((char)code, length + 3);
            else
                (letters[count], length) = ((char)text[length], length + 1);
        }
        return Names.TryGetValue(letters[..count], out var name) ? name : null;
    }

    private static FileRefusal? RefusalOf(string name, PdfTokens behind, FileWork work) =>
        Refused.TryGetValue(name, out var refusal) ? (IsMeant(name, behind) ? refusal : null)
        : Array.Exists(Addresses, name.Equals) ? RefusalOfAddress(name, behind, work)
        : null;

    private static FileRefusal? RefusalOfAddress(string name, PdfTokens behind, FileWork work)
    {
        var at = behind.At;
        var address = PdfText.Of(behind.Next());
        work.Spend(behind.At - at);
        return (address is null ? Place.Near : LinkTarget.PlaceOf(address)) switch
        {
            Place.Computer => FileRefusal.Linked,
            // A page is gone to by a click; a file is fetched.
            Place.Web when name != "URI" => FileRefusal.Linked,
            _ => null,
        };
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
}
