using System.IO.Compression;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>Zip files: documents of Word, Excel and PowerPoint (ECMA-376), or archives.</summary>
internal static class OfficeContent
{
    /// <summary>Of the list of parts, and of what one of them is related to.</summary>
    internal const int LongestList = 2 * 1024 * 1024;
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

    /// <summary>
    /// What a document consists of: its parts, pictures, fonts, sound and film. Everything else has no business in it, whatever its
    /// ending: a list of what is dangerous is never complete.
    /// </summary>
    private static readonly HashSet<string> Parts = new(
        (
            ".xml .rels .vml .psmdcp .sigs .png .jpg .jpeg .jfif .jxr .gif .bmp .dib .tif .tiff .emf .wmf .emz "
            + ".wmz .svg .wdp .webp .heic .odttf .pict .pct .fntdata .ttf .otf .mp3 .m4a .wav .wma .mp4 .mpg .mpeg .m4v .mov .avi .wmv .glb"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>A document within a document, such as the table behind a chart: read in its turn.</summary>
    private static readonly string[] Documents = [".docx", ".xlsx", ".pptx"];

    public static (FileType?, FileRefusal?) Read(ReadOnlyMemory<byte> content, FileWork work)
    {
        if (!OfficeParts.HasFewEntries(content.Span))
            return (null, FileRefusal.Archive);
        try
        {
            using var zip = new ZipArchive(FileCheck.Opened(content), ZipArchiveMode.Read);
            return Read(zip, new(work), work, isInner: false);
        }
        catch (Exception e)
            when (e is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or UriFormatException)
        {
            return (null, FileRefusal.Damaged);
        }
    }

    /// <param name="zip">What is read.</param>
    /// <param name="parts">One for the whole file.</param>
    /// <param name="work">The same.</param>
    /// <param name="isInner">Whether it is within another document; a third one within it is refused.</param>
    private static (FileType?, FileRefusal?) Read(ZipArchive zip, OfficeParts parts, FileWork work, bool isInner)
    {
        if (zip.Entries.Any(entry => entry.IsEncrypted))
            return (null, FileRefusal.Encrypted);
        if (zip.Entries.Where(entry => entry.FullName.Equals("[Content_Types].xml", Ignoring)).ToList() is not [var list])
            return (null, FileRefusal.Archive);
        var types = new OfficeTypes(zip.Entries);
        if (
            (
                types.Read(parts.Nodes(list, LongestList))
                ?? (zip.Entries.Any(entry => OfficeTypes.IsMacro(entry.FullName)) ? FileRefusal.Macros : null)
            ) is
            { } refused
        )
            return (null, refused);
        var inner = zip.Entries.Where(entry => Array.Exists(Documents, ending => entry.FullName.EndsWith(ending, Ignoring))).ToHashSet();
        if (zip.Entries.Any(entry => !inner.Contains(entry) && !types.IsPicture(entry) && IsForeign(entry)) || (isInner && inner.Count > 0))
            return (null, FileRefusal.Embedded);
        foreach (var document in inner)
        {
            using var content = new ZipArchive(parts.Whole(document), ZipArchiveMode.Read);
            if (Read(content, parts, work, isInner: true) is { } found && (found.Item2 is not null || found.Item1 is null))
                return (null, found.Item2 ?? FileRefusal.Embedded);
        }
        var part = new OfficePart(parts, types, new(inner, work), work);
        return (types.Main, zip.Entries.Where(entry => !inner.Contains(entry)).Select(part.Refusal).FirstOrDefault(r => r is not null));
    }

    private static bool IsForeign(ZipArchiveEntry entry) =>
        entry.Name.Length > 0
        && !Parts.Contains(Path.GetExtension(entry.Name))
        // The settings of a printer are the only bytes without a name of their own that are no object of a program.
        && !(entry.FullName.Contains("printerSettings", Ignoring) && entry.Name.EndsWith(".bin", Ignoring))
        // What a program threw away and left in the file; whatever refers to it says as what.
        && !entry.FullName.StartsWith("[trash]/", StringComparison.Ordinal)
        // What a Mac leaves in every folder.
        && entry.Name != ".DS_Store"
        && !(entry.FullName.StartsWith("__MACOSX/", StringComparison.Ordinal) && entry.Name.StartsWith("._", StringComparison.Ordinal));
}
