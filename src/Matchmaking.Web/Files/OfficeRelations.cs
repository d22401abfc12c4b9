using System.IO.Compression;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>
/// What a document says of how its parts belong together (ECMA-376, part 2). By that, not by names, programs decide what a part is, and
/// what lies elsewhere.
/// </summary>
/// <param name="documents">Documents within the document that are read in their turn.</param>
/// <param name="work">Of the whole file.</param>
internal sealed class OfficeRelations(IEnumerable<ZipArchiveEntry> documents, FileWork work)
{
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;
    private const int Most = 100_000,
        Cost = 500,
        Resolving = 5000;

    /// <summary>What has no business in a document, by the last word of the relation's type: older ones differ before it.</summary>
    private static readonly Dictionary<string, FileRefusal> Refused = Lists(
        (FileRefusal.Macros, "vbaProject wordVbaData xlMacrosheet xlIntlMacrosheet control activeXControlBinary"),
        (FileRefusal.Embedded, "oleObject"),
        (FileRefusal.Active, "aFChunk webextension webextensiontaskpanes extensibility userCustomization"),
        (FileRefusal.Linked, "connections")
    );

    /// <summary>
    /// What may lie elsewhere and where. On the reader's own disk it is found or not, and nothing is fetched. A link is followed by a
    /// person, and what programs save of their own accord (templates, pictures of the clipboard) is in every other document.
    /// </summary>
    private static readonly Dictionary<string, Place[]> Allowed = Lists<Place[]>(
        ([Place.Near, Place.Disk, Place.Web, Place.Other], "hyperlink"),
        ([Place.Near, Place.Disk, Place.Web], "image"),
        (
            [Place.Near, Place.Disk],
            "attachedTemplate externalLinkPath externalLinkLongPath xlPathMissing xlLibrary xlStartup xlAlternateStartup media audio video"
        ),
        ([Place.Disk], "oleObject package"),
        ([], "mailMergeSource mailMergeHeaderSource")
    );

    /// <summary>Of the above, what acts on the document when it does lie elsewhere.</summary>
    private static readonly HashSet<string> Acting = new(["attachedTemplate", "oleObject", "package"], StringComparer.OrdinalIgnoreCase);

    private readonly HashSet<Uri> _documents = [.. documents.Select(Address)];
    private int _left = Most;

    public FileRefusal? Refusal(ZipArchiveEntry part, XmlReader relation)
    {
        work.Spend(Cost);
        if (--_left < 0)
            throw new TooComplicatedException("More relations than any document has.");
        var kind = Path.GetFileName((relation.GetAttribute("Type")?.Trim() ?? "").TrimEnd('/'));
        var target = relation.GetAttribute("Target") ?? "";
        var place = LinkTarget.PlaceOf(target);
        // What is far away is not within, even where that is said of it.
        if (
            "External".Equals(relation.GetAttribute("TargetMode")?.Trim(), Ignoring)
            || place is Place.Computer or Place.Web or Place.Program or Place.Script
        )
            return Outside(kind, place);
        if (kind.Equals("package", Ignoring) && !IsRead(part, target))
            return FileRefusal.Embedded;
        return Refused.TryGetValue(kind, out var refusal) ? refusal : null;
    }

    private static FileRefusal? Outside(string kind, Place place) =>
        !Allowed.TryGetValue(kind, out var places) ? FileRefusal.Active
        : places.Contains(place) ? null
        : Acting.Contains(kind) || place is Place.Program or Place.Script ? FileRefusal.Active
        : FileRefusal.Linked;

    private bool IsRead(ZipArchiveEntry part, string target)
    {
        work.Spend(Resolving);
        return Uri.TryCreate(new Uri(Address(part), "../"), target, out var address) && _documents.Contains(address);
    }

    private static Dictionary<string, T> Lists<T>(params (T Meaning, string Kinds)[] lists) =>
        lists
            .SelectMany(list => list.Kinds.Split(' ').Select(kind => (kind, list.Meaning)))
            .ToDictionary(pair => pair.kind, pair => pair.Meaning, StringComparer.OrdinalIgnoreCase);

    /// <summary>Of a part, as targets are resolved against it.</summary>
    private static Uri Address(ZipArchiveEntry part) => new UriBuilder("http", "part") { Path = part.FullName }.Uri;
}
