using System.Buffers.Binary;
using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>Steps through a record of a document before 2007; what is not there is damaged.</summary>
internal ref struct OldBytes(ReadOnlySpan<byte> content)
{
    private ReadOnlySpan<byte> _rest = content;

    public readonly int Length => _rest.Length;

    /// <exception cref="InvalidDataException">There are not as many.</exception>
    public ReadOnlySpan<byte> Take(long count)
    {
        if (count < 0 || count > _rest.Length)
            throw OldContainer.Damaged();
        var taken = _rest[..(int)count];
        _rest = _rest[(int)count..];
        return taken;
    }

    public byte Number8() => Take(1)[0];

    public ushort Number16() => BinaryPrimitives.ReadUInt16LittleEndian(Take(2));

    public uint Number32() => BinaryPrimitives.ReadUInt32LittleEndian(Take(4));

    /// <summary>Letters of one byte or of two, as the byte before them says.</summary>
    public string Text(int length) =>
        (Number8() & 1) == 0 ? Encoding.Latin1.GetString(Take(length)) : Encoding.Unicode.GetString(Take(2L * length));

    /// <summary>Letters of two bytes, to the first that is none.</summary>
    public string Wide(long bytes) => Encoding.Unicode.GetString(Take(bytes)).Split('\0')[0];
}
