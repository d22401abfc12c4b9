using System.Runtime.InteropServices;
using System.Text;
using static System.Buffers.Binary.BinaryPrimitives;

namespace Matchmaking.Web.Files;

/// <summary>
/// The container of documents before 2007 (MS-CFB): streams in sectors that a table strings together, and a directory of their names. What
/// leads in a circle or out of the file is damaged, and nothing is searched for.
/// </summary>
internal sealed class OldContainer
{
    private const int Header = 512,
        EntryLength = 128,
        SmallSector = 64,
        SmallStream = 4096,
        InHeader = 109,
        Cost = 64;
    private const uint End = 0xFFFFFFFE,
        None = 0xFFFFFFFF;

    private readonly ReadOnlyMemory<byte> _file;
    private readonly FileWork _work;
    private readonly int _sector;
    private readonly uint[] _table,
        _smallTable;
    private readonly byte[] _small;

    /// <exception cref="InvalidDataException">It cannot be followed.</exception>
    public OldContainer(ReadOnlyMemory<byte> file, FileWork work)
    {
        (_file, _work) = (file, work);
        var header = file.Length >= Header ? file.Span[..Header] : throw Damaged();
        _sector = ReadUInt16LittleEndian(header[30..]) switch
        {
            9 => 512,
            12 => 4096,
            _ => throw Damaged(),
        };
        _table = Numbers([.. TableSectors(header).SelectMany(Sector)]);
        var directory = Chain(ReadUInt32LittleEndian(header[48..]), None);
        _smallTable = Numbers(ReadUInt32LittleEndian(header[60..]) is var start && start >= End ? [] : Chain(start, None));
        if (directory.Length < EntryLength)
            throw Damaged();
        _small = ReadUInt32LittleEndian(directory.AsSpan(116)) is var first && first >= End ? [] : Chain(first, None);
        Entries = Read(directory);
    }

    /// <summary>All streams and storages but the root, those that hold others before what they hold.</summary>
    public IReadOnlyList<OldEntry> Entries { get; }

    /// <summary>Of the root.</summary>
    public byte[]? Stream(string name) =>
        Entries.FirstOrDefault(entry => entry is { Parent: null, IsStorage: false } && entry.Is(name)) is { } entry ? Content(entry) : null;

    public static InvalidDataException Damaged() => new("A container that cannot be followed.");

    private byte[] Content(OldEntry entry)
    {
        var content = entry.Size >= SmallStream ? Chain(entry.Start, entry.Size) : SmallChain(entry.Start, (int)entry.Size);
        return content.Length >= entry.Size ? content[..(int)entry.Size] : throw Damaged();
    }

    private List<uint> TableSectors(ReadOnlySpan<byte> header)
    {
        var count = ReadUInt32LittleEndian(header[44..]);
        var sectors = new List<uint>();
        if (count > _file.Length / _sector)
            throw Damaged();
        for (var i = 0; i < InHeader && sectors.Count < count; i++)
            sectors.Add(ReadUInt32LittleEndian(header[(76 + 4 * i)..]));
        for (var next = ReadUInt32LittleEndian(header[68..]); sectors.Count < count; )
        {
            var more = Numbers(Sector(next));
            if (more.Length < _sector / 4)
                throw Damaged();
            sectors.AddRange(more[..^1].Take((int)count - sectors.Count));
            next = more[^1];
        }
        return sectors;
    }

    /// <summary>The last one may be cut short by the end of the file.</summary>
    private byte[] Sector(uint number)
    {
        _work.Spend(Cost + _sector);
        var at = ((long)number + 1) * _sector;
        return at < _file.Length ? _file.Slice((int)at, (int)Math.Min(_sector, _file.Length - at)).ToArray() : throw Damaged();
    }

    private byte[] Chain(uint start, uint most)
    {
        var content = new MemoryStream();
        for (var (at, left) = (start, _table.Length); at != End && content.Length < most; at = _table[at])
        {
            if (at >= _table.Length || --left < 0)
                throw Damaged();
            content.Write(Sector(at));
        }
        return content.ToArray();
    }

    private byte[] SmallChain(uint start, int size)
    {
        var content = new MemoryStream();
        for (var at = start; content.Length < size; at = _smallTable[at])
        {
            _work.Spend(Cost + SmallSector);
            if (at >= _smallTable.Length || (at + 1L) * SmallSector > _small.Length + (SmallSector - 1))
                throw Damaged();
            content.Write(_small.AsSpan((int)at * SmallSector, Math.Min(SmallSector, _small.Length - (int)at * SmallSector)));
        }
        return content.ToArray();
    }

    private List<OldEntry> Read(byte[] directory)
    {
        var (entries, seen) = (new List<OldEntry>(), new bool[directory.Length / EntryLength]);
        var open = new Stack<(uint Number, OldEntry? Parent)>([(ReadUInt32LittleEndian(directory.AsSpan(76)), null)]);
        while (open.TryPop(out var next))
        {
            if (next.Number == None)
                continue;
            _work.Spend(Cost);
            if (next.Number >= seen.Length || seen[next.Number])
                throw Damaged();
            seen[next.Number] = true;
            var bytes = directory.AsSpan((int)next.Number * EntryLength, EntryLength);
            var length = Math.Clamp(ReadUInt16LittleEndian(bytes[64..]) - 2, 0, 62);
            var name = Encoding.Unicode.GetString(bytes[..length]);
            var entry = new OldEntry(
                name,
                next.Parent,
                bytes[66] == 1,
                ReadUInt32LittleEndian(bytes[116..]),
                ReadUInt32LittleEndian(bytes[120..])
            );
            entries.Add(entry);
            open.Push((ReadUInt32LittleEndian(bytes[68..]), next.Parent));
            open.Push((ReadUInt32LittleEndian(bytes[72..]), next.Parent));
            if (entry.IsStorage)
                open.Push((ReadUInt32LittleEndian(bytes[76..]), entry));
        }
        return entries;
    }

    private static uint[] Numbers(byte[] bytes) => MemoryMarshal.Cast<byte, uint>(bytes).ToArray();
}

/// <summary>A stream of a container, or a storage of several.</summary>
/// <param name="Name">Case does not matter.</param>
/// <param name="Parent">Null: the root.</param>
/// <param name="IsStorage">Whether it holds others.</param>
/// <param name="Start">Its first sector.</param>
/// <param name="Size">In bytes.</param>
internal sealed record OldEntry(string Name, OldEntry? Parent, bool IsStorage, uint Start, uint Size)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
