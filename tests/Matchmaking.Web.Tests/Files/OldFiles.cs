using System.Buffers.Binary;
using System.Text;

namespace Matchmaking.Web.Tests.Files;

/// <summary>Files of Office before 2007, as small as they can be.</summary>
internal static class OldFiles
{
    private const int Sector = 512;
    private const uint End = 0xFFFFFFFE,
        None = 0xFFFFFFFF;

    /// <summary>With these names in its directory.</summary>
    public static byte[] Ole(params string[] names) => Container([.. names.SelectMany(Stream)]);

    /// <summary>A container with these streams, each at the end of its path.</summary>
    public static byte[] Container(params (string Path, byte[] Content)[] streams)
    {
        var entries = new List<(string Name, int Parent, byte[]? Content)> { ("Root Entry", -1, null) };
        foreach (var (path, content) in streams)
        {
            var (parent, steps) = (0, path.Split('/'));
            foreach (var step in steps[..^1])
                if (entries.FindIndex(entry => entry.Name == step && entry.Parent == parent) is var found && found >= 0)
                    parent = found;
                else
                {
                    entries.Add((step, parent, null));
                    parent = entries.Count - 1;
                }
            entries.Add((steps[^1], parent, content));
        }
        var table = Enumerable.Repeat(None, Sector / 4).ToArray();
        var (sectors, directory) = (new List<byte[]> { new byte[Sector] }, new byte[(entries.Count + 3) / 4 * Sector]);
        table[0] = 0xFFFFFFFD;
        for (var i = 0; i < entries.Count; i++)
        {
            var (name, parent, content) = entries[i];
            var at = directory.AsSpan(i * 128, 128);
            Encoding.Unicode.GetBytes(name).CopyTo(at);
            BinaryPrimitives.WriteUInt16LittleEndian(at[64..], (ushort)(2 * name.Length + 2));
            at[66] = (byte)(
                i == 0 ? 5
                : content is null ? 1
                : 2
            );
            var next = entries.FindIndex(i + 1, entry => i > 0 && entry.Parent == parent);
            BinaryPrimitives.WriteUInt32LittleEndian(at[68..], None);
            BinaryPrimitives.WriteUInt32LittleEndian(at[72..], next < 0 ? None : (uint)next);
            var child = entries.FindIndex(entry => content is null && entry.Parent == i);
            BinaryPrimitives.WriteUInt32LittleEndian(at[76..], child < 0 ? None : (uint)child);
            // What is shorter than this lies in sectors of another kind.
            var padded = content is null ? [] : content.Concat(new byte[Math.Max(0, 4096 - content.Length)]).ToArray();
            BinaryPrimitives.WriteUInt32LittleEndian(at[116..], content is null ? End : Add(padded));
            BinaryPrimitives.WriteUInt32LittleEndian(at[120..], (uint)padded.Length);
        }
        var start = Add(directory);
        var header = new byte[Sector];
        ((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]).CopyTo(header);
        header.AsSpan(76).Fill(0xFF);
        foreach (
            var (at, number) in new (int, uint)[] { (30, 9), (32, 6), (44, 1), (48, start), (56, 4096), (60, End), (68, End), (76, 0) }
        )
            BinaryPrimitives.WriteUInt32LittleEndian(header.AsSpan(at), number);
        for (var i = 0; i < table.Length; i++)
            BinaryPrimitives.WriteUInt32LittleEndian(sectors[0].AsSpan(4 * i), table[i]);
        return [.. header, .. sectors.SelectMany(sector => sector)];

        uint Add(byte[] content)
        {
            var first = (uint)sectors.Count;
            foreach (var sector in content.Chunk(Sector))
            {
                table[sectors.Count] = (uint)sectors.Count + 1;
                sectors.Add([.. sector, .. new byte[Sector - sector.Length]]);
            }
            table[sectors.Count - 1] = End;
            return first;
        }
    }

    /// <summary>A letter whose text lies in these pieces, of letters of one byte or of two.</summary>
    public static byte[] Doc(bool isNarrow, params string[] pieces) => Container(Letter(isNarrow, pieces, flags: 0));

    /// <summary>The same, with the flags of its beginning.</summary>
    public static (string, byte[])[] Letter(bool isNarrow, string[] pieces, int flags, string template = "")
    {
        var (text, places, ends) = (new List<byte>(new byte[0x200]), new List<byte>(), new List<byte>(new byte[4]));
        // They lie the other way round than they are read.
        var at = pieces.ToDictionary(piece => piece, _ => 0);
        foreach (var piece in pieces.Reverse())
        {
            at[piece] = text.Count;
            text.AddRange((isNarrow ? Encoding.Latin1 : Encoding.Unicode).GetBytes(piece));
        }
        var count = 0;
        foreach (var piece in pieces)
        {
            ends.AddRange(BitConverter.GetBytes(count += piece.Length));
            places.AddRange([0, 0, .. BitConverter.GetBytes(isNarrow ? 2 * at[piece] | 0x4000_0000 : at[piece]), 0, 0]);
        }
        byte[] list = [1, 2, 0, 9, 9, 2, .. BitConverter.GetBytes(ends.Count + places.Count), .. ends, .. places];
        var content = text.ToArray();
        ((ReadOnlySpan<byte>)[0xEC, 0xA5, 0xC1, 0, 0, 0, 0, 0, 0, 0, (byte)flags, (byte)(flags >> 8)]).CopyTo(content);
        BitConverter.GetBytes(list.Length).CopyTo(content, 0x1A6);
        // The names of what belongs to it: the second is its template.
        byte[] names = [0xFF, 0xFF, 18, 0, 0, 0, 0, 0, (byte)template.Length, 0, .. Encoding.Unicode.GetBytes(template), .. new byte[32]];
        BitConverter.GetBytes(list.Length).CopyTo(content, 0x19A);
        BitConverter.GetBytes(names.Length).CopyTo(content, 0x19E);
        return [("WordDocument", content), ("0Table", [.. list, .. names])];
    }

    /// <summary>A table of Excel 97 or 95 with these records in its book.</summary>
    public static byte[] Xls(bool isNew, params (int Type, byte[] Content)[] records) => Container(Book(isNew, records));

    /// <summary>A presentation with these records.</summary>
    public static byte[] Ppt(params byte[][] records) => Container(("PowerPoint Document", [.. records.SelectMany(record => record)]));

    /// <summary>One of a presentation; others are in it where its kind is 15.</summary>
    public static byte[] Record(int kind, int type, params byte[] content) =>
        [
            .. BitConverter.GetBytes((ushort)kind),
            .. BitConverter.GetBytes((ushort)type),
            .. BitConverter.GetBytes(content.Length),
            .. content,
        ];

    private static (string, byte[]) Book(bool isNew, params (int Type, byte[] Content)[] records) =>
        (
            isNew ? "Workbook" : "Book",
            [
                .. new[] { (0x809, new byte[] { 0, (byte)(isNew ? 6 : 5), 5, 0 }) }
                    .Concat(records)
                    .Append((0x0A, []))
                    .SelectMany(record =>
                        (byte[])
                            [
                                .. BitConverter.GetBytes((ushort)record.Item1),
                                .. BitConverter.GetBytes((ushort)record.Item2.Length),
                                .. record.Item2,
                            ]
                    ),
            ]
        );

    private static (string, byte[])[] Stream(string name) =>
        name switch
        {
            "WordDocument" => Letter(isNarrow: true, ["a"], flags: 0),
            "Workbook" or "Book" => [Book(name == "Workbook")],
            _ => [(name, [])],
        };
}
