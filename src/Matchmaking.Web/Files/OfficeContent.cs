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

    private static readonly string[] Foreign =
    [
        ".exe",
        ".dll",
        ".scr",
        ".js",
        ".vbs",
        ".hta",
        ".lnk",
        ".ps1",
        ".bat",
        ".cmd",
        ".jar",
        ".html",
        ".htm",
        ".docm",
        ".xlsm",
        ".pptm",
        ".xlsb",
        ".zip",
        ".rar",
        ".7z",
    ];

    public static (FileType?, FileRefusal?) Read(ReadOnlySpan<byte> content)
    {
        if (content.Count("PK\u0001\u0002"u8) > MostEntries)
            return (null, FileRefusal.Archive);
        try
        {
            using var zip = new ZipArchive(new MemoryStream(content.ToArray(), writable: false), ZipArchiveMode.Read);
            return Read(zip);
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or EndOfStreamException or NotSupportedException)
        {
            return (null, FileRefusal.Damaged);
        }
    }

    private static (FileType?, FileRefusal?) Read(ZipArchive zip)
    {
        if (zip.Entries.Any(entry => entry.IsEncrypted))
            return (null, FileRefusal.Encrypted);
        if (zip.Entries.Where(entry => entry.FullName.Equals("[Content_Types].xml", Ignoring)).ToList() is not [var list])
            return (null, FileRefusal.Archive);
        var room = MostRead;
        var types = Elements(list, ref room).Select(element => element.GetValueOrDefault("ContentType", "")).ToHashSet();
        if (types.Any(IsMacro) || zip.Entries.Any(entry => IsMacro(entry.FullName)))
            return (null, FileRefusal.Macros);
        if (zip.Entries.Any(entry => IsForeign(entry.FullName)))
            return (null, FileRefusal.Embedded);
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

    private static bool IsForeign(string name) =>
        (name.Contains("embeddings/", Ignoring) && name.EndsWith(".bin", Ignoring))
        || Array.Exists(Foreign, ending => name.EndsWith(ending, Ignoring));

    private static bool Fetches(Dictionary<string, string> element) =>
        element.GetValueOrDefault("TargetMode", "").Equals("External", Ignoring)
        && Array.Exists(Fetched, ending => element.GetValueOrDefault("Type", "").EndsWith(ending, Ignoring));

    /// <summary>Attributes of all elements of a part; under the empty name the element's own.</summary>
    /// <exception cref="InvalidDataException">There is more to read than any document has.</exception>
    private static List<Dictionary<string, string>> Elements(ZipArchiveEntry entry, ref int room)
    {
        var bytes = new MemoryStream();
        using (var part = entry.Open())
        {
            var buffer = new byte[16 * 1024];
            for (int read; (read = part.Read(buffer)) > 0; room -= read)
                if (room < read)
                    throw new InvalidDataException("The parts that say what is in the document are too long.");
                else
                    bytes.Write(buffer, 0, read);
        }
        bytes.Position = 0;
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
}
