using System.IO.Compression;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>Zip files: documents of Word, Excel and PowerPoint (ECMA-376), or archives.</summary>
internal static class OfficeContent
{
    private const int MostEntries = 10_000,
        MostRead = 16 * 1024 * 1024;
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

    /// <summary>What a document may fetch from elsewhere when it is opened; pictures and links are looked at by people.</summary>
    private static readonly string[] Fetched = ["attachedTemplate", "oleObject", "frame", "subDocument", "control"];

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

    public static (FileType?, FileRefusal?) Read(ReadOnlySpan<byte> content)
    {
        if (content.Count("PK\u0001\u0002"u8) > MostEntries)
            return (null, FileRefusal.Archive);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            var room = MostRead;
            return Read(zip, isInner: false, ref room);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException)
        {
            return (null, FileRefusal.Damaged);
        }
    }

    /// <param name="zip">What is read.</param>
    /// <param name="isInner">Whether it is within another document; a third one within it is refused.</param>
    /// <param name="room">How many unpacked bytes may still be read of the whole file.</param>
    private static (FileType?, FileRefusal?) Read(ZipArchive zip, bool isInner, ref int room)
    {
        if (zip.Entries.Any(entry => entry.IsEncrypted))
            return (null, FileRefusal.Encrypted);
        if (zip.Entries.Where(entry => entry.FullName.Equals("[Content_Types].xml", Ignoring)).ToList() is not [var list])
            return (null, FileRefusal.Archive);
        var types = Elements(list, ref room).Select(element => element.GetValueOrDefault("ContentType", "")).ToHashSet();
        if (types.Any(IsMacro) || zip.Entries.Any(entry => IsMacro(entry.FullName)))
            return (null, FileRefusal.Macros);
        var inner = zip.Entries.Where(entry => Array.Exists(Documents, ending => entry.FullName.EndsWith(ending, Ignoring))).ToList();
        if (zip.Entries.Except(inner).Any(IsForeign) || (isInner && inner.Count > 0))
            return (null, FileRefusal.Embedded);
        foreach (var document in inner)
        {
            using var content = new ZipArchive(Unpacked(document, ref room), ZipArchiveMode.Read);
            if (Read(content, isInner: true, ref room) is { } found && (found.Item2 is not null || found.Item1 is null))
                return (null, found.Item2 ?? FileRefusal.Embedded);
        }
        foreach (var entry in zip.Entries)
            if (entry.FullName.EndsWith(".rels", Ignoring) && Elements(entry, ref room).Any(Fetches))
                return (null, FileRefusal.Active);
            else if (
                entry.FullName.StartsWith("xl/externalLinks/", Ignoring)
                && Elements(entry, ref room).Any(element => element[""] == "ddeLink")
            )
                return (null, FileRefusal.Active);
        return (TypeOf(types), null);
    }

    private static FileType? TypeOf(HashSet<string> types)
    {
        bool Has(string main) => types.Any(type => type.EndsWith(main + ".main+xml", Ignoring));
        return Has("wordprocessingml.document") ? FileType.Docx
            : Has("spreadsheetml.sheet") ? FileType.Xlsx
            : Has("presentationml.presentation") || Has("presentationml.slideshow") ? FileType.Pptx
            : null;
    }

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

    /// <summary>Whether a relation brings in what runs or is shown as if it were the document, from elsewhere or from within.</summary>
    private static bool Fetches(Dictionary<string, string> element)
    {
        var type = element.GetValueOrDefault("Type", "");
        return type.EndsWith("/aFChunk", Ignoring)
            || element.GetValueOrDefault("TargetMode", "").Equals("External", Ignoring)
                && Array.Exists(Fetched, ending => type.EndsWith(ending, Ignoring));
    }

    /// <summary>Attributes of all elements of a part; under the empty name the element's own.</summary>
    /// <exception cref="InvalidDataException">There is more to read than any document has.</exception>
    private static List<Dictionary<string, string>> Elements(ZipArchiveEntry entry, ref int room)
    {
        using var bytes = Unpacked(entry, ref room);
        using var xml = XmlReader.Create(bytes, new() { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null });
        var elements = new List<Dictionary<string, string>>();
        while (xml.Read())
            if (xml.NodeType == XmlNodeType.Element)
            {
                var element = new Dictionary<string, string>(StringComparer.Ordinal) { [""] = xml.LocalName };
                while (xml.MoveToNextAttribute())
                    element[xml.LocalName] = xml.Value;
                elements.Add(element);
            }
        return elements;
    }

    /// <exception cref="InvalidDataException">There is more to read than any document has.</exception>
    private static MemoryStream Unpacked(ZipArchiveEntry entry, ref int room)
    {
        var bytes = new MemoryStream();
        using var part = entry.Open();
        var buffer = new byte[16 * 1024];
        for (int read; (read = part.Read(buffer)) > 0; room -= read)
            if (room < read)
                throw new InvalidDataException("The parts that say what is in the document are too long.");
            else
                bytes.Write(buffer, 0, read);
        bytes.Position = 0;
        return bytes;
    }
}
