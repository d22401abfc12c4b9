namespace Matchmaking.Web.Files;

/// <summary>
/// Documents of Word, Excel and PowerPoint before 2007: what they are and what is in them is said by the directory of their container, and
/// what they do by the records of their main stream.
/// </summary>
internal static class OldOfficeContent
{
    private static readonly (string Stream, FileType Type, Func<byte[], OldContainer, FileWork, FileRefusal?> Refusal)[] Kinds =
    [
        ("WordDocument", FileType.Doc, OldText.Refusal),
        ("PowerPoint Document", FileType.Ppt, OldShow.Refusal),
        ("Workbook", FileType.Xls, (book, _, work) => OldTable.Refusal(book, work)),
        ("Book", FileType.Xls, (book, _, work) => OldTable.Refusal(book, work)),
    ];

    private static readonly Dictionary<string, FileRefusal> Refused = new (FileRefusal Refusal, string[] Names)[]
    {
        (FileRefusal.Encrypted, ["EncryptedPackage", "EncryptedSummary", "\u0006DataSpaces", "\u0009DRMContent"]),
        (FileRefusal.Macros, ["Macros", "VBA", "dir", "PROJECT", "_VBA_PROJECT", "_VBA_PROJECT_CUR", "Ctls", "\u0003OCXNAME"]),
        (FileRefusal.Embedded, ["\u0001Ole10Native", "Equation Native"]),
    }
        .SelectMany(list => list.Names.Select(name => (name, list.Refusal)))
        .ToDictionary(pair => pair.name, pair => pair.Refusal, StringComparer.OrdinalIgnoreCase);

    /// <summary>Storages that are no object of another program: values behind tables, signatures, room for objects.</summary>
    private static readonly string[] Storages = ["ObjectPool", "MsoDataStore", "_SX_DB_CUR", "_SX_DB", "_signatures", "_xmlsignatures"];

    public static (FileType?, FileRefusal?) Read(ReadOnlyMemory<byte> content, string extension, FileWork work)
    {
        try
        {
            var container = new OldContainer(content, work);
            var kinds = Array.FindAll(Kinds, kind => container.Entries.Any(entry => entry.Parent is null && entry.Is(kind.Stream)));
            if (container.Entries.Select(RefusalOf).Where(refusal => refusal is not null).Max() is { } refused)
                return (null, refused);
            // Several are there only by intent; the name tells which is meant, and each must be one that may be opened.
            if (kinds is not [var first, ..])
                return (null, FileRefusal.Type);
            var type = Array.Find(kinds, kind => kind.Type.Extension == extension).Type ?? first.Type;
            return (type, kinds.Select(kind => Refusal(kind, container, work)).FirstOrDefault(refusal => refusal is not null));
        }
        catch (InvalidDataException)
        {
            return (null, FileRefusal.Damaged);
        }
    }

    private static FileRefusal? Refusal(
        (string Stream, FileType Type, Func<byte[], OldContainer, FileWork, FileRefusal?> Refusal) kind,
        OldContainer container,
        FileWork work
    ) => kind.Refusal(container.Stream(kind.Stream) ?? throw OldContainer.Damaged(), container, work);

    private static FileRefusal? RefusalOf(OldEntry entry) =>
        Refused.TryGetValue(entry.Name, out var refusal) ? refusal
        : entry.IsStorage && !(entry.Parent is null ? Array.Exists(Storages, entry.Is) : IsData(entry.Parent)) ? FileRefusal.Embedded
        : null;

    private static bool IsData(OldEntry parent) => parent.Is("MsoDataStore") || (parent.Parent is { } above && IsData(above));
}
