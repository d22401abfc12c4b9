using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Text.RegularExpressions;

namespace Matchmaking.Web.Files;

/// <summary>
/// PDF (ISO 32000). What acts on its own is refused: scripts, starting of programs, other files within. The names that ask for it stand
/// in the file as they are or with letters as numbers (<c>/J#61vaScript</c>), or in packed objects, which are unpacked for that.
/// </summary>
internal static partial class PdfContent
{
    private const int MostUnpacked = 64 * 1024 * 1024,
        LongestDictionary = 4096,
        MostBefore = 8;

    /// <summary>A mark of the byte order or a line feed may stand before.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) =>
        content[..Math.Min(content.Length, MostBefore + 5)].IndexOf("%PDF-"u8) is >= 0 and var at
        && content[..at].IndexOfAnyExcept((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, 9, 10, 13, 32]) < 0;

    public static FileRefusal? Refusal(ReadOnlySpan<byte> content)
    {
        var text = Encoding.Latin1.GetString(content);
        if (Refusal(text) is { } refusal)
            return refusal;
        // The objects of a file lie beside each other: all of them together are no longer than the file.
        var (room, left, end) = (MostUnpacked, content.Length, 0);
        foreach (Match stream in Stream().Matches(text))
        {
            var start = Math.Max(end, stream.Index - LongestDictionary);
            var dictionary = Plain(text[start..stream.Index]);
            (end, dictionary) = (stream.Index + stream.Length, dictionary[(dictionary.LastIndexOf("obj", StringComparison.Ordinal) + 1)..]);
            if (!dictionary.Contains("/ObjStm", StringComparison.Ordinal))
                continue;
            // Another packing than the usual one would hide what is in it.
            if (
                dictionary.Contains("/Predictor", StringComparison.Ordinal)
                || Unpacked(content[end..], dictionary, ref room, ref left) is not { } objects
            )
                return FileRefusal.Damaged;
            if (Refusal(objects) is { } within)
                return within;
        }
        return null;
    }

    private static FileRefusal? Refusal(string text)
    {
        var refusals = Names()
            .Matches(Plain(text))
            .Select(name =>
                name.Groups["name"].Value switch
                {
                    "Encrypt" => FileRefusal.Encrypted,
                    "EmbeddedFile" or "EmbeddedFiles" => FileRefusal.Embedded,
                    _ => FileRefusal.Active,
                }
            )
            .ToHashSet();
        return refusals.Count == 0 ? null
            : refusals.Contains(FileRefusal.Encrypted) ? FileRefusal.Encrypted
            : refusals.Max();
    }

    /// <summary>With letters for their numbers.</summary>
    private static string Plain(string text) =>
        text.Contains('#', StringComparison.Ordinal)
            ? Number()
                .Replace(
                    text,
                    number =>
                        ((char)byte.Parse(number.ValueSpan[1..], NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString()
                )
            : text;

    private static string? Unpacked(ReadOnlySpan<byte> packed, string dictionary, ref int room, ref int left)
    {
        var end = packed.IndexOf("endstream"u8);
        if (end < 0 || end > left)
            return null;
        left -= end;
        packed = packed[..end];
        if (!dictionary.Contains("/Filter", StringComparison.Ordinal))
            return Encoding.Latin1.GetString(packed);
        if (!Flate().IsMatch(dictionary))
            return null;
        try
        {
            using var zlib = new ZLibStream(new MemoryStream(packed.ToArray(), writable: false), CompressionMode.Decompress);
            using var bytes = new MemoryStream();
            var buffer = new byte[4 * 1024];
            for (int read; (read = zlib.Read(buffer)) > 0; room -= read)
                if (room < read)
                    return null;
                else
                    bytes.Write(buffer, 0, read);
            return Encoding.Latin1.GetString(bytes.GetBuffer().AsSpan(0, (int)bytes.Length));
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    [GeneratedRegex(@"\bstream(?:\r\n|\n|\r)", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Stream();

    [GeneratedRegex(
        @"/(?<name>JavaScript|JS|Launch|RichMedia|Rendition|GoToR|"
            + @"EmbeddedFiles?|XFA|Encrypt|ImportData|SubmitForm|GoToE)(?:[\s()<>\[\]{}/%]|$)",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Names();

    [GeneratedRegex(
        @"/Filter\s*(?:/FlateDecode|/Fl\b|\[\s*/FlateDecode\s*\])",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Flate();

    [GeneratedRegex(@"#[0-9A-Fa-f]{2}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Number();
}
