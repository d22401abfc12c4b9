using System.IO.Compression;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>What the list of all parts says that each of them is (ECMA-376, part 2, 10.1.2.2).</summary>
/// <param name="entries">The parts.</param>
internal sealed class OfficeTypes(IEnumerable<ZipArchiveEntry> entries)
{
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

    /// <summary>When a file says that it is several, the first is meant.</summary>
    private static readonly FileType[] Mains = [FileType.Docx, FileType.Xlsx, FileType.Pptx];

    private static readonly string[] Macros = ["macroEnabled", "vbaProject", "vbaData", "macrosheet", "activeX"];

    /// <summary>What these hold is XML whatever the list says.</summary>
    private static readonly HashSet<string> Plain = new([".xml", ".rels"], StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<string> _endings = entries
        .Select(entry => Path.GetExtension(entry.Name))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<FileType> _mains = [];
    private readonly HashSet<string> _pictures = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _markup = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What the document is; null when it is none that is taken.</summary>
    public FileType? Main => Array.Find(Mains, _mains.Contains);

    public FileRefusal? Read(IEnumerable<XmlReader> list)
    {
        foreach (var node in list)
        {
            var type = node.NodeType == XmlNodeType.Element ? node.GetAttribute("ContentType")?.Trim() ?? "" : "";
            var ending = node.GetAttribute("Extension")?.Trim();
            // An ending is often listed that no part has.
            if (ending is not null && !_endings.Contains("." + ending))
                continue;
            if (IsMacro(type))
                return FileRefusal.Macros;
            if (type.Contains("webextension", Ignoring))
                return FileRefusal.Active;
            if (type.Contains(".oleObject", Ignoring))
                return FileRefusal.Embedded;
            if (type.StartsWith("image/", Ignoring))
                _pictures.Add(ending is null ? node.GetAttribute("PartName")?.Trim() ?? "" : "." + ending);
            if (MainOf(type) is { } main)
                _mains.Add(main);
            // A drawing of the web is shown as a picture, and those of other programs declare names of their own.
            if (IsXml(type) && !type.Contains("svg", Ignoring))
                _markup.Add(ending is null ? node.GetAttribute("PartName")?.Trim() ?? "" : "." + ending);
        }
        return null;
    }

    /// <summary>Whether a part must be XML from beginning to end.</summary>
    public bool IsMarkup(ZipArchiveEntry part) =>
        Path.GetExtension(part.Name) is var ending
        && (Plain.Contains(ending) || _markup.Contains(ending) || _markup.Contains("/" + part.FullName));

    /// <summary>Whether the list says that a part is a picture, whatever its ending is.</summary>
    public bool IsPicture(ZipArchiveEntry part) =>
        _pictures.Contains(Path.GetExtension(part.Name)) || _pictures.Contains("/" + part.FullName);

    public static bool IsMacro(string name) => Array.Exists(Macros, word => name.Contains(word, Ignoring));

    /// <summary>application/xml, image/svg+xml.</summary>
    private static bool IsXml(string type) => type.Split(';')[0].Trim().Split('/', '+')[^1].Equals("xml", Ignoring);

    private static FileType? MainOf(string type)
    {
        bool Is(string main) => type.EndsWith(main, Ignoring);
        return Is("wordprocessingml.document.main+xml") ? FileType.Docx
            : Is("spreadsheetml.sheet.main+xml") ? FileType.Xlsx
            : Is("presentationml.presentation.main+xml") || Is("presentationml.slideshow.main+xml") ? FileType.Pptx
            : null;
    }
}
