using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>
/// Tables of Excel before 2007 (MS-XLS): records, one after the other. Which sheets there are is said by places, all of which
/// must be beginnings, so that nothing is read from within another record.
/// </summary>
internal sealed class OldTable
{
    private const int Cost = 32,
        NewVersion = 0x600,
        MacroSheet = 1,
        Module = 6;
    private const char Encoded = '\u0001',
        Root = '\u0002',
        Address = '\u0005',
        Separator = '\u0003';

    private readonly HashSet<long> _beginnings = [];
    private readonly List<long> _sheets = [];
    private bool _isNew;

    public static FileRefusal? Refusal(ReadOnlySpan<byte> book, FileWork work)
    {
        var (table, depth) = (new OldTable(), 0);
        var records = new OldBytes(book);
        do
        {
            work.Spend(Cost);
            var at = book.Length - records.Length;
            var (type, length) = (records.Number16(), records.Number16());
            // What lies behind the end of a sheet belongs to none.
            if (depth == 0 && type is not (0x809 or 0x409 or 0x209 or 0x009))
                break;
            var record = records.Take(length);
            work.Spend(length);
            depth +=
                type is 0x809 or 0x409 or 0x209 or 0x009 ? 1
                : type == 0x000A ? -1
                : 0;
            if (table.Refusal(type, at, record, work) is { } refusal)
                return refusal;
        } while (records.Length >= 4);
        return table._beginnings.Count > 0 && table._sheets.TrueForAll(table._beginnings.Contains) ? null : FileRefusal.Damaged;
    }

    private FileRefusal? Refusal(int type, int at, ReadOnlySpan<byte> record, FileWork work)
    {
        var bytes = new OldBytes(record);
        switch (type)
        {
            // A book or a sheet begins.
            case 0x809 or 0x409 or 0x209 or 0x009:
                _beginnings.Add(at);
                _isNew |= bytes.Number16() == NewVersion;
                return bytes.Number16() is 0x40 or 0x06 ? FileRefusal.Macros : null;
            // A sheet, where it begins, and its kind.
            case 0x85:
                _sheets.Add(bytes.Number32());
                bytes.Take(1);
                return bytes.Number8() is MacroSheet or Module ? FileRefusal.Macros : null;
            // A password.
            case 0x2F:
                return FileRefusal.Encrypted;
            // Data of queries and connections.
            case 0x1AD or 0x803 or 0x876:
                return FileRefusal.Linked;
            // Another book, or a program and what it is asked.
            case 0x1AE when record.Length > 4:
            case 0x51 when _isNew:
                bytes.Take(type == 0x51 ? 6 : 2);
                return RefusalOfBook(bytes.Text(bytes.Number16() is var letters ? letters : 0));
            case 0x17 when !_isNew && record.Length > 1:
                return RefusalOfBook(
                    Encoding.Latin1.GetString(bytes.Take(bytes.Number8() is var count && count < record.Length ? count : 0))
                );
            case 0x1B8:
                bytes.Take(8 + 16);
                work.Spend(LinkTarget.Cost);
                return OldLink.Refusal(bytes);
            // Drawings: pictures that lead somewhere.
            case 0xEB or 0xEC:
                return OldLink.RefusalWithin(record, work);
            default:
                return _isNew ? OldFormula.Refusal(type, bytes, work) : null;
        }
    }

    /// <summary>A place is said in signs of its own (2.5.277): what is not plainly a folder beside it or a disk is elsewhere.</summary>
    private static FileRefusal? RefusalOfBook(string link)
    {
        if (link is not [Encoded or Root or Separator, ..] && link.IndexOf(Separator, StringComparison.Ordinal) > 0)
            return FileRefusal.Active;
        if (link is [Encoded, Encoded, var disk, ..] && !char.IsAsciiLetter(disk) || link is [Encoded, Address, ..])
            return FileRefusal.Linked;
        var path = link.Replace(Root, '/').Replace(Separator, '/').Replace("\u0004", "../", StringComparison.Ordinal).Replace('\\', '/');
        return LinkTarget.PlaceOf(path) is Place.Near or Place.Disk && !path.Contains("//", StringComparison.Ordinal)
            ? null
            : FileRefusal.Linked;
    }
}
