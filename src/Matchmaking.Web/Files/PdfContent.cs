using System.Buffers;
using System.IO.Compression;

namespace Matchmaking.Web.Files;

/// <summary>
/// PDF (ISO 32000). What acts on its own is refused: scripts, starting of programs, other files within. The names that ask for it stand
/// in the dictionaries of its objects, which may themselves be packed in others and are unpacked for that. The same words in text, in
/// addresses and in what pages show ask for nothing.
/// </summary>
internal static class PdfContent
{
    /// <summary>All packed objects of a file together, unpacked.</summary>
    private const int MostUnpacked = 16 * 1024 * 1024;

    private const int MostPacked = 20_000,
        ReadAhead = 8 * 1024,
        MostBefore = 8,
        UnpackedCost = 8;

    /// <summary>A mark of the byte order or a line feed may stand before.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) =>
        content[..Math.Min(content.Length, MostBefore + 5)].IndexOf("%PDF-"u8) is >= 0 and var at
        && content[..at].IndexOfAnyExcept((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, 9, 10, 13, 32]) < 0;

    public static FileRefusal? Refusal(ReadOnlyMemory<byte> content, FileWork work)
    {
        var unpacked = ArrayPool<byte>.Shared.Rent(MostUnpacked);
        try
        {
            return Strongest(RefusalOfTrailers(content.Span, work), RefusalWithin(content, unpacked.AsSpan(0, MostUnpacked), work));
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
    private static FileRefusal? RefusalWithin(ReadOnlyMemory<byte> content, Span<byte> room, FileWork work)
    {
        var (packed, hasAny) = (MostPacked, false);
        FileRefusal? strongest = null;
        for (var at = 0; content.Span[at..].IndexOf("obj"u8) is >= 0 and var found; )
        {
            at += found + 3;
            if (!Begins(content.Span, at))
                continue;
            hasAny = true;
            var tokens = new PdfTokens(content.Span, at);
            var read = PdfObject.Read(ref tokens, work);
            strongest = Strongest(strongest, read.Refusal);
            if (!read.IsPacked)
                continue;
            if (--packed < 0)
                throw new TooComplicatedException("More packed objects than any document has.");
            var data = content[PdfObject.Data(content.Span, tokens.At)..];
            if (!read.IsDeflated)
            {
                strongest = Strongest(strongest, RefusalOfPacked(data.Span, read.First, work));
                continue;
            }
            using var bytes = FileCheck.Opened(data);
            var length = Unpack(bytes, room);
            work.Spend((long)UnpackedCost * (length + Math.Max(0, (int)bytes.Position - ReadAhead)));
            strongest = Strongest(strongest, RefusalOfPacked(room[..length], read.First, work));
            room = room[length..];
        }
        return hasAny ? strongest : FileRefusal.Damaged;
    }

    /// <summary>"objects" are none, nor does "endobj" begin one.</summary>
    private static bool Begins(ReadOnlySpan<byte> content, int at) =>
        (at == content.Length || PdfTokens.Ends(content[at]) || char.IsAsciiDigit((char)content[at]))
        && !content[..(at - 3)].EndsWith("end"u8);

    private static FileRefusal? RefusalOfTrailers(ReadOnlySpan<byte> content, FileWork work)
    {
        FileRefusal? strongest = null;
        work.Spend(content.Length);
        for (var at = 0; content[at..].IndexOf("trailer"u8) is >= 0 and var found; )
        {
            at += found + "trailer".Length;
            var tokens = new PdfTokens(content, at);
            strongest = Strongest(strongest, PdfObject.Read(ref tokens, work).Refusal);
        }
        return strongest;
    }

    /// <summary>
    /// The places of all objects stand before the first one; between the objects may lie anything. Where the first begins is not always
    /// said, and then every name counts.
    /// </summary>
    private static FileRefusal? RefusalOfPacked(ReadOnlySpan<byte> content, int? first, FileWork work)
    {
        if (first is not { } start || start > content.Length)
            return PdfNames.Everywhere(content, work);
        FileRefusal? strongest = null;
        var places = new PdfTokens(content[..start], 0);
        while (PdfNames.IsNumber(places.Next()) && int.TryParse(places.Next(), out var place))
        {
            if (place < 0 || place > content.Length - start)
                continue;
            var tokens = new PdfTokens(content, start + place);
            strongest = Strongest(strongest, PdfObject.ReadPacked(ref tokens, work).Refusal);
        }
        return strongest;
    }

    private static FileRefusal? Strongest(FileRefusal? one, FileRefusal? other) => (one ?? 0) > (other ?? 0) ? one : other;

    /// <summary>To the end that the packing itself has, not to where the file says that it ends.</summary>
    private static int Unpack(MemoryStream bytes, Span<byte> into)
    {
        using var zlib = new ZLibStream(bytes, CompressionMode.Decompress, leaveOpen: true);
        var length = zlib.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        return length < into.Length || zlib.ReadByte() < 0 ? length : throw new InvalidDataException("More objects than any document has.");
    }
}
