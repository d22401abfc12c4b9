using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>
/// Documents of Word, Excel and PowerPoint before 2007 (MS-CFB). The names of their parts stand in their directory, whole and in UTF-16,
/// wherever the directory itself lies, so that they are found without following it.
/// </summary>
internal static class OldOfficeContent
{
    /// <summary>
    /// BIFF's record of a sheet (MS-XLS 2.4.28): its number, a length below 256, a place of four bytes, whether it is hidden, its kind.
    /// </summary>
    private const int SheetRecord = 10,
        MacroSheet = 1,
        MostHidden = 2;

    public static (FileType?, FileRefusal?) Read(ReadOnlySpan<byte> content, string extension, FileWork work)
    {
        // Names differ by more than case.
        var folded = new byte[content.Length];
        for (var i = 0; i < folded.Length; i++)
            folded[i] = content[i] is >= (byte)'A' and <= (byte)'Z' ? (byte)(content[i] | 0x20) : content[i];
        if (Has(folded, "encryptedpackage"))
            return (null, FileRefusal.Encrypted);
        List<FileType> types =
        [
            .. Has(folded, "worddocument") ? [FileType.Doc] : (FileType[])[],
            .. Has(folded, "powerpoint document") ? [FileType.Ppt] : (FileType[])[],
            .. Has(folded, "workbook") || Has(folded, "\u0004book") ? [FileType.Xls] : (FileType[])[],
        ];
        // A document may hold a table, and the other way round: then the name tells which holds which.
        if ((types.Find(type => type.Extension == extension) ?? types.FirstOrDefault()) is not { } found)
            return (null, FileRefusal.Type);
        if (Has(folded, "_vba_project") || (types.Contains(FileType.Xls) && HasMacroSheet(content)))
            return (null, FileRefusal.Macros);
        if (Has(folded, "\u0001ole10native"))
            return (null, FileRefusal.Embedded);
        if (types.Contains(FileType.Doc) && OldFields.Refusal(content, work) is { } field)
            return (null, field);
        return types.Contains(FileType.Xls) && OldLinks.Refusal(content, work) is { } link ? (null, link) : (found, null);
    }

    private static bool Has(ReadOnlySpan<byte> folded, string name) => folded.IndexOf(Encoding.Unicode.GetBytes(name)) >= 0;

    private static bool HasMacroSheet(ReadOnlySpan<byte> content)
    {
        for (var rest = content; rest.IndexOf((byte)0x85) is >= 0 and var at && at + SheetRecord <= rest.Length; rest = rest[(at + 1)..])
            if (rest[at + 1] == 0 && rest[at + 2] >= 8 && rest[at + 3] == 0 && rest[at + 8] <= MostHidden && rest[at + 9] == MacroSheet)
                return true;
        return false;
    }
}
