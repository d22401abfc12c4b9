using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;

namespace Matchmaking.Web.Files;

/// <summary>
/// What a document says of how its parts belong together (ECMA-376, part 2). By that, not by names, programs decide what a part is, and
/// what lies elsewhere.
/// </summary>
/// <param name="entry">The part that says it.</param>
/// <param name="documents">Documents within the document that are read in their turn.</param>
internal sealed partial class OfficeRelations(ZipArchiveEntry entry, IReadOnlyCollection<ZipArchiveEntry> documents)
{
    private const StringComparison Ignoring = StringComparison.OrdinalIgnoreCase;

    /// <summary>What has no business in a document, by the last word of the relation's type: older ones differ before it.</summary>
    private static readonly Dictionary<string, FileRefusal> Refused = new(StringComparer.OrdinalIgnoreCase)
    {
        ["vbaProject"] = FileRefusal.Macros,
        ["wordVbaData"] = FileRefusal.Macros,
        ["xlMacrosheet"] = FileRefusal.Macros,
        ["xlIntlMacrosheet"] = FileRefusal.Macros,
        ["control"] = FileRefusal.Macros,
        ["activeXControlBinary"] = FileRefusal.Macros,
        ["oleObject"] = FileRefusal.Embedded,
        ["aFChunk"] = FileRefusal.Active,
        ["connections"] = FileRefusal.Linked,
    };

    /// <summary>Tables whose values a table uses; on the reader's own disk they are found or not, and nothing is fetched.</summary>
    private static readonly HashSet<string> Tables = new(StringComparer.OrdinalIgnoreCase)
    {
        "externalLinkPath",
        "externalLinkLongPath",
        "xlPathMissing",
        "xlLibrary",
        "xlStartup",
        "xlAlternateStartup",
    };

    /// <summary>Others that lie elsewhere act on the document as it is opened.</summary>
    private static readonly HashSet<string> Sources = new(StringComparer.OrdinalIgnoreCase)
    {
        "hyperlink",
        "image",
        "mailMergeSource",
        "mailMergeHeaderSource",
    };

    public FileRefusal? Refusal(XmlReader relation)
    {
        var kind = Path.GetFileName(relation.GetAttribute("Type")?.Trim() ?? "");
        var target = relation.GetAttribute("Target") ?? "";
        if ("External".Equals(relation.GetAttribute("TargetMode"), Ignoring))
            return IsHarmless(kind, target) ? null
                : Tables.Contains(kind) || Sources.Contains(kind) ? FileRefusal.Linked
                : FileRefusal.Active;
        if (kind.Equals("package", Ignoring) && !IsRead(target))
            return FileRefusal.Embedded;
        return Refused.TryGetValue(kind, out var refusal) ? refusal : null;
    }

    private static bool IsHarmless(string kind, string target) =>
        Tables.Contains(kind) ? OwnDisk().IsMatch(Uri.UnescapeDataString(target))
        : kind.Equals("hyperlink", Ignoring) ? Followed().IsMatch(target)
        : kind.Equals("image", Ignoring) && Shown().IsMatch(target);

    private bool IsRead(string target) =>
        Uri.TryCreate(new Uri(Address(entry), "../"), target, out var part) && documents.Any(document => Address(document) == part);

    /// <summary>Of a part, as targets are resolved against it.</summary>
    private static Uri Address(ZipArchiveEntry part) => new UriBuilder("http", "part") { Path = part.FullName }.Uri;

    [GeneratedRegex(
        @"^\s*(?:$|#|https?://|mailto:|tel:)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Followed();

    [GeneratedRegex(@"^\s*https?://", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Shown();

    /// <summary>A path without another computer: relative, or behind the letter of a disk.</summary>
    [GeneratedRegex(
        @"^(?:file:///)?(?:[a-z]:)?[\\/]?[^\\/:?][^:?]*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex OwnDisk();
}
