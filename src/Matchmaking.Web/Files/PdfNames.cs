using System.Collections.Frozen;
using System.Globalization;

namespace Matchmaking.Web.Files;

/// <summary>Names in a PDF, as they are or with letters as numbers: <c>/J#61vaScript</c>.</summary>
internal static class PdfNames
{
    private const int Longest = 16,
        ValueWithin = 256;

    /// <summary>
    /// What acts on its own, brings other files or hides what is in it. Whatever is attached hangs on <c>EF</c>, an associated file too.
    /// </summary>
    private static readonly FrozenDictionary<string, FileRefusal> Refused = new Dictionary<string, FileRefusal>
    {
        ["JavaScript"] = FileRefusal.Active,
        ["JS"] = FileRefusal.Active,
        ["OnInstantiate"] = FileRefusal.Active,
        ["Launch"] = FileRefusal.Active,
        ["RichMedia"] = FileRefusal.Active,
        ["Rendition"] = FileRefusal.Active,
        ["Movie"] = FileRefusal.Active,
        ["Sound"] = FileRefusal.Active,
        ["GoToR"] = FileRefusal.Active,
        ["GoToE"] = FileRefusal.Active,
        ["XFA"] = FileRefusal.Active,
        ["ImportData"] = FileRefusal.Active,
        ["SubmitForm"] = FileRefusal.Active,
        ["EF"] = FileRefusal.Embedded,
        ["EmbeddedFile"] = FileRefusal.Embedded,
        ["EmbeddedFiles"] = FileRefusal.Embedded,
        ["FileAttachment"] = FileRefusal.Embedded,
        ["Encrypt"] = FileRefusal.Encrypted,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Names = Refused
        .Keys.Concat(["N", "First", "ObjStm", "Filter", "FlateDecode", "Fl", "F", "DecodeParms", "DP"])
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The strongest reason of all names.</summary>
    public static FileRefusal? Refusal(ReadOnlySpan<byte> content)
    {
        FileRefusal? strongest = null;
        for (var at = 0; content[at..].IndexOf((byte)'/') is >= 0 and var found; )
        {
            at += found + 1;
            if (
                Known(content[at..], out var length) is { } name
                && Refused.TryGetValue(name, out var refusal)
                && refusal > (strongest ?? 0)
                && IsMeant(name, content[(at + length)..])
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

    /// <summary>Two letters behind a slash occur by chance in every large picture: they count with their value behind them.</summary>
    private static bool IsMeant(string name, ReadOnlySpan<byte> behind)
    {
        if (name is not ("JS" or "EF"))
            return true;
        var tokens = new PdfTokens(behind[..Math.Min(behind.Length, ValueWithin)], 0);
        var value = tokens.Next();
        return value.IsEmpty
            || (name == "EF" ? value.SequenceEqual("<<"u8) : value[0] is (byte)'(' or (byte)'<')
            || (IsNumber(value) && IsNumber(tokens.Next()) && tokens.Next() is [] or [(byte)'R']);
    }

    private static bool IsNumber(ReadOnlySpan<byte> token) => token.IndexOfAnyExcept("+-.0123456789"u8) < 0;
}
