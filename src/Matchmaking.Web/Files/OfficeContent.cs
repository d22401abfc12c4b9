using System.IO.Compression;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>Zip files: documents of Word, Excel and PowerPoint (ECMA-376), or archives.</summary>
internal static class OfficeContent
{
    private const int MostEntries = 10_000,
        LongestList = 2 * 1024 * 1024;
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

    /// <summary>When a file says that it is several, the first is meant.</summary>
    private static readonly FileType[] Mains = [FileType.Docx, FileType.Xlsx, FileType.Pptx];

    /// <summary>
    /// What a document consists of: its parts, pictures, fonts, sound and film. Everything else has no business in it, whatever its
    /// ending: a list of what is dangerous is never complete.
    /// </summary>
    private static readonly HashSet<string> Parts = new(StringComparer.OrdinalIgnoreCase)
    {
        ".xml",
        ".rels",
        ".vml",
        ".psmdcp",
        ".sigs",
        ".png",
        ".jpg",
        ".jpeg",
        ".jfif",
        ".jxr",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".emf",
        ".wmf",
        ".emz",
        ".wmz",
        ".svg",
        ".wdp",
        ".webp",
        ".heic",
        ".odttf",
        ".fntdata",
        ".ttf",
        ".otf",
        ".mp3",
        ".m4a",
        ".wav",
        ".wma",
        ".mp4",
        ".m4v",
        ".mov",
        ".avi",
        ".wmv",
    };

    /// <summary>A document within a document, such as the table behind a chart: read in its turn.</summary>
    private static readonly string[] Documents = [".docx", ".xlsx", ".pptx"];

    public static (FileType?, FileRefusal?) Read(ReadOnlyMemory<byte> content)
    {
        if (content.Span.Count("PK\u0001\u0002"u8) > MostEntries)
            return (null, FileRefusal.Archive);
        try
        {
            using var zip = new ZipArchive(FileCheck.Opened(content), ZipArchiveMode.Read);
            return Read(zip, new(), isInner: false);
        }
        catch (Exception e)
            when (e is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException or UriFormatException)
        {
            return (null, FileRefusal.Damaged);
        }
    }

    /// <param name="zip">What is read.</param>
    /// <param name="parts">One for the whole file.</param>
    /// <param name="isInner">Whether it is within another document; a third one within it is refused.</param>
    private static (FileType?, FileRefusal?) Read(ZipArchive zip, OfficeParts parts, bool isInner)
    {
        if (zip.Entries.Any(entry => entry.IsEncrypted))
            return (null, FileRefusal.Encrypted);
        if (zip.Entries.Where(entry => entry.FullName.Equals("[Content_Types].xml", Ignoring)).ToList() is not [var list])
            return (null, FileRefusal.Archive);
        var (type, refused) = TypeOf(zip, parts.Nodes(list, LongestList));
        if (refused is not null || zip.Entries.Any(entry => IsMacro(entry.FullName)))
            return (null, refused ?? FileRefusal.Macros);
        var inner = zip.Entries.Where(entry => Array.Exists(Documents, ending => entry.FullName.EndsWith(ending, Ignoring))).ToList();
        if (zip.Entries.Except(inner).Any(IsForeign) || (isInner && inner.Count > 0))
            return (null, FileRefusal.Embedded);
        foreach (var document in inner)
        {
            using var content = new ZipArchive(parts.Whole(document), ZipArchiveMode.Read);
            if (Read(content, parts, isInner: true) is { } found && (found.Item2 is not null || found.Item1 is null))
                return (null, found.Item2 ?? FileRefusal.Embedded);
        }
        return (
            type,
            zip.Entries.Except(inner).Select(entry => Refusal(entry, parts, inner)).FirstOrDefault(refusal => refusal is not null)
        );
    }

    /// <summary>What the list of all parts says.</summary>
    private static (FileType?, FileRefusal?) TypeOf(ZipArchive zip, IEnumerable<XmlReader> list)
    {
        var endings = zip.Entries.Select(entry => Path.GetExtension(entry.Name)).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var found = new HashSet<FileType>();
        foreach (var node in list)
        {
            var type = node.NodeType == XmlNodeType.Element ? node.GetAttribute("ContentType")?.Trim() ?? "" : "";
            if (IsMacro(type))
                return (null, FileRefusal.Macros);
            // An ending is often listed that no part has.
            if (
                type.Contains(".oleObject", Ignoring)
                && (node.GetAttribute("Extension") is not { } ending || endings.Contains("." + ending))
            )
                return (null, FileRefusal.Embedded);
            if (MainOf(type) is { } main)
                found.Add(main);
        }
        return (Array.Find(Mains, found.Contains), null);
    }

    private static FileType? MainOf(string type)
    {
        bool Is(string main) => type.EndsWith(main, Ignoring);
        return Is("wordprocessingml.document.main+xml") ? FileType.Docx
            : Is("spreadsheetml.sheet.main+xml") ? FileType.Xlsx
            : Is("presentationml.presentation.main+xml") || Is("presentationml.slideshow.main+xml") ? FileType.Pptx
            : null;
    }

    /// <summary>Of one part: by what is in it, under whatever name.</summary>
    private static FileRefusal? Refusal(ZipArchiveEntry entry, OfficeParts parts, List<ZipArchiveEntry> inner)
    {
        var beginning = OfficeParts.BeginningOf(entry);
        if (IsObject(beginning))
            return FileRefusal.Embedded;
        if (entry.FullName.EndsWith(".rels", Ignoring))
        {
            var relations = new OfficeRelations(entry, inner);
            return parts.Nodes(entry, LongestList).Select(relations.Refusal).FirstOrDefault(refusal => refusal is not null);
        }
        try
        {
            return IsXml(beginning) ? OfficeMarkup.Refusal(parts.Nodes(entry)) : null;
        }
        catch (XmlException) when (!entry.Name.EndsWith(".xml", Ignoring))
        {
            // A font that begins like XML, or a drawing of an old program that is not whole. What came before the flaw has been read.
            return null;
        }
    }

    private static bool IsObject(ReadOnlySpan<byte> beginning) =>
        beginning.StartsWith("MZ"u8) || beginning.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0]);

    /// <summary>Also in another encoding, and behind blanks.</summary>
    private static bool IsXml(ReadOnlySpan<byte> beginning) =>
        beginning.TrimStart((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, 0xFF, 0xFE, 0, 9, 10, 13, 32]) is [] or [(byte)'<', ..]
        && !beginning.IsEmpty;

    private static bool IsMacro(string name) =>
        name.Contains("macroEnabled", Ignoring)
        || name.Contains("vbaProject", Ignoring)
        || name.Contains("vbaData", Ignoring)
        || name.Contains("macrosheet", Ignoring)
        || name.Contains("activeX", Ignoring);

    private static bool IsForeign(ZipArchiveEntry entry) =>
        entry.Name.Length > 0
        && !Parts.Contains(Path.GetExtension(entry.Name))
        // The settings of a printer are the only bytes without a name of their own that are no object of a program.
        && !(entry.FullName.Contains("printerSettings", Ignoring) && entry.Name.EndsWith(".bin", Ignoring));
}
