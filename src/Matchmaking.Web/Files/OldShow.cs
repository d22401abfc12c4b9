using System.Buffers.Binary;

namespace Matchmaking.Web.Files;

/// <summary>
/// Presentations of PowerPoint before 2007 (MS-PPT): records, some of which hold others. Which of them are read is said by lists of places,
/// all of which must be beginnings of records.
/// </summary>
internal sealed class OldShow
{
    private const int Heading = 8,
        Deepest = 100,
        Cost = 64,
        Locked = 0x2F14,
        MacrosAtom = 0x400,
        Object = 0x1011,
        Control = 0xFEE,
        Interaction = 0xFF3,
        Letters = 0xFBA,
        Edit = 0xFF5,
        PlaceList = 0x1772;
    private const uint LockedToken = 0xF3D1C4DF;

    /// <summary>What names a file or a page: links, films and sounds.</summary>
    private static readonly HashSet<int> Linking = [0xFD7, 0x1005, 0x1006, 0x1007, 0x100D, 0x100E, 0x100F, 0x1010];

    private readonly HashSet<long> _beginnings = [];
    private readonly List<long> _places = [];
    private readonly FileWork _work;
    private FileRefusal? _refusal;

    private OldShow(FileWork work) => _work = work;

    public static FileRefusal? Refusal(byte[] content, OldContainer container, FileWork work)
    {
        if (container.Stream("Current User") is { } user)
        {
            var heading = new OldBytes(user);
            heading.Take(Heading + 4);
            if (heading.Number32() == LockedToken)
                return FileRefusal.Encrypted;
        }
        var show = new OldShow(work);
        show.Read(content, 0, 0);
        return show._refusal ?? (show._places.TrueForAll(show._beginnings.Contains) ? null : FileRefusal.Damaged);
    }

    private void Read(ReadOnlySpan<byte> content, int parent, int depth)
    {
        if (depth > Deepest)
            throw OldContainer.Damaged();
        var records = new OldBytes(content);
        while (records.Length >= Heading)
        {
            _work.Spend(Cost);
            if (depth == 0)
                _beginnings.Add(content.Length - records.Length);
            var (kind, type, length) = (records.Number16(), records.Number16(), records.Number32());
            var record = records.Take(length);
            if ((kind & 0xF) == 0xF)
                Read(record, type, depth + 1);
            else
                Take(type, record, parent);
        }
    }

    private void Take(int type, ReadOnlySpan<byte> record, int parent)
    {
        var bytes = new OldBytes(record);
        switch (type)
        {
            case Locked:
                Refuse(FileRefusal.Encrypted);
                break;
            case MacrosAtom when record.Length >= 8 && BinaryPrimitives.ReadUInt32LittleEndian(record[4..]) != 0:
            case Control:
                Refuse(FileRefusal.Macros);
                break;
            case Object:
                Refuse(FileRefusal.Embedded);
                break;
            case Interaction when record.Length > 8 && record[8] is 1 or 2:
                Refuse(FileRefusal.Active);
                break;
            case Letters when Linking.Contains(parent):
                _work.Spend(LinkTarget.Cost);
                Refuse(LinkTarget.RefusalOfLink(bytes.Wide(record.Length & ~1)));
                break;
            case Edit:
                bytes.Take(8);
                _places.Add(bytes.Number32());
                _places.Add(bytes.Number32());
                break;
            case PlaceList:
                while (bytes.Length >= 4)
                    for (var count = bytes.Number32() >> 20; count > 0; count--)
                        _places.Add(bytes.Number32());
                break;
        }
    }

    private void Refuse(FileRefusal? refusal)
    {
        if ((refusal ?? 0) > (_refusal ?? 0))
            _refusal = refusal;
    }
}
