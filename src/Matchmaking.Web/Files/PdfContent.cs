using System.Buffers;
using System.IO.Compression;

namespace Matchmaking.Web.Files;

/// <summary>
/// PDF (ISO 32000). What acts on its own is refused: scripts, starting of programs, other files within. The names that ask for it stand
/// in the file itself or in packed objects, which are unpacked for that.
/// </summary>
internal static class PdfContent
{
    /// <summary>All packed objects of a file together, unpacked.</summary>
    private const int MostUnpacked = 16 * 1024 * 1024;

    /// <summary>Objects lie beside each other: what is looked at again stays far below this, unless they are made to overlap.</summary>
    private const int MostRead = 2 * FileCheck.Largest;

    private const int MostPacked = 20_000,
        ReadAhead = 8 * 1024,
        MostBefore = 8;

    /// <summary>A mark of the byte order or a line feed may stand before.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) =>
        content[..Math.Min(content.Length, MostBefore + 5)].IndexOf("%PDF-"u8) is >= 0 and var at
        && content[..at].IndexOfAnyExcept((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, 9, 10, 13, 32]) < 0;

    public static FileRefusal? Refusal(ReadOnlyMemory<byte> content)
    {
        if (PdfNames.Refusal(content.Span) is { } refusal)
            return refusal;
        var unpacked = ArrayPool<byte>.Shared.Rent(MostUnpacked);
        try
        {
            return RefusalWithin(content, unpacked.AsSpan(0, MostUnpacked));
        }
        catch (InvalidDataException)
        {
            return FileRefusal.Damaged;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(unpacked);
        }
    }

    /// <summary>
    /// Looks at each place that may be taken for the beginning of an object, also within strings and other objects: which of them are
    /// ones is said by a table that may itself be packed.
    /// </summary>
    private static FileRefusal? RefusalWithin(ReadOnlyMemory<byte> content, Span<byte> room)
    {
        var (left, packed) = (MostRead, MostPacked);
        for (var at = 0; content.Span[at..].IndexOf("obj"u8) is >= 0 and var found; )
        {
            at += found + 3;
            var tokens = new PdfTokens(content.Span, at);
            var isPacked = PdfObject.HasPacked(ref tokens);
            left -= tokens.At - at;
            if (isPacked && --packed >= 0)
            {
                using var bytes = FileCheck.Opened(content[PdfObject.Data(content.Span, tokens.At)..]);
                var length = Unpack(bytes, room);
                left -= Math.Max(0, (int)bytes.Position - ReadAhead);
                if (PdfNames.Refusal(room[..length]) is { } refusal)
                    return refusal;
                room = room[length..];
            }
            if (left < 0 || packed < 0)
                throw new InvalidDataException("Objects within objects.");
        }
        return null;
    }

    /// <summary>To the end that the packing itself has, not to where the file says that it ends.</summary>
    private static int Unpack(MemoryStream bytes, Span<byte> into)
    {
        using var zlib = new ZLibStream(bytes, CompressionMode.Decompress, leaveOpen: true);
        var length = zlib.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        return length < into.Length || zlib.ReadByte() < 0 ? length : throw new InvalidDataException("More objects than any document has.");
    }
}
