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
        Volume = '\u0001',
        Address = '\u0005',
        Separator = '\u0003';

    private static readonly Guid UrlMoniker = new("79EAC9E0-BAF9-11CE-8C82-00AA004BA90B"),
        FileMoniker = new("00000303-0000-0000-C000-000000000046");

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
                _isNew = bytes.Number16() == NewVersion;
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
                bytes.Take(2);
                return RefusalOfBook(bytes.Text(bytes.Number16() is var letters ? letters : 0));
            case 0x17 when !_isNew && record.Length > 1:
                return RefusalOfBook(
                    Encoding.Latin1.GetString(bytes.Take(bytes.Number8() is var count && count < record.Length ? count : 0))
                );
            case 0x1B8:
                work.Spend(LinkTarget.Cost);
                return RefusalOfLink(bytes);
            default:
                return _isNew ? OldFormula.Refusal(type, bytes, work) : null;
        }
    }

    /// <summary>A place is said in signs of its own (2.5.277): behind the sign for a volume an @ is another computer.</summary>
    private static FileRefusal? RefusalOfBook(string link) =>
        link switch
        {
            [Encoded, Volume, '@', ..] or [Encoded, Address, ..] => FileRefusal.Linked,
            [Encoded or '\u0002' or Separator, ..] => null,
            _ when link.IndexOf(Separator, StringComparison.Ordinal) > 0 => FileRefusal.Active,
            _ => LinkTarget.PlaceOf(link) is Place.Computer or Place.Web ? FileRefusal.Linked : null,
        };

    /// <summary>A link of a cell (MS-OSHARED 2.3.7.1).</summary>
    private static FileRefusal? RefusalOfLink(OldBytes link)
    {
        link.Take(8 + 16 + 4);
        var flags = link.Number32();
        if ((flags & 0x10) != 0)
            link.Take(2L * link.Number32());
        if ((flags & 0x80) != 0)
            link.Take(2L * link.Number32());
        if ((flags & 1) == 0)
            return (flags & 8) == 0 ? null : LinkTarget.RefusalOfLink(link.Wide(2L * link.Number32()));
        if ((flags & 0x100) != 0)
            return LinkTarget.RefusalOfLink(link.Wide(2L * link.Number32()));
        var moniker = new Guid(link.Take(16));
        if (moniker == UrlMoniker)
            return LinkTarget.RefusalOfLink(link.Wide(link.Number32() & ~1));
        if (moniker != FileMoniker)
            return FileRefusal.Linked;
        link.Take(2);
        var narrow = Encoding.Latin1.GetString(link.Take(link.Number32())).Split('\0')[0];
        link.Take(24);
        var size = link.Number32();
        if (size > 0)
            size = link.Number32();
        if (size > 0)
            link.Take(2);
        return LinkTarget.RefusalOfLink(narrow) ?? LinkTarget.RefusalOfLink(link.Wide(size & ~1));
    }
}
