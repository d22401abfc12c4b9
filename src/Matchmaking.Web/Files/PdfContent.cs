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
    /// <summary>Packed objects of one stream, unpacked; how much all of them may be follows from what it costs.</summary>
    private const int LongestUnpacked = 16 * 1024 * 1024,
        MostPacked = 20_000,
        ReadAhead = 8 * 1024,
        MostBefore = 1024,
        MostBetween = 256,
        UnpackedCost = 2;

    private static ReadOnlySpan<byte> Blanks => [0, 9, 10, 12, 13, 32];

    /// <summary>A mark of the byte order and blank lines may stand before.</summary>
    public static bool IsOne(ReadOnlySpan<byte> content) =>
        content[..Math.Min(content.Length, MostBefore + 5)].IndexOf("%PDF-"u8) is >= 0 and var at
        && content[..at].IndexOfAnyExcept((ReadOnlySpan<byte>)[0xEF, 0xBB, 0xBF, 9, 10, 13, 32]) < 0;

    public static FileRefusal? Refusal(ReadOnlyMemory<byte> content, FileWork work)
    {
        var unpacked = ArrayPool<byte>.Shared.Rent(LongestUnpacked);
        try
        {
            var look = new PdfLook(work);
            LookAtTrailers(content.Span, look);
            return LookWithin(content, unpacked.AsSpan(0, LongestUnpacked), look) ? look.End() : FileRefusal.Damaged;
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
    /// <returns>Whether there is any.</returns>
    private static bool LookWithin(ReadOnlyMemory<byte> content, Span<byte> room, PdfLook look)
    {
        var (packed, hasAny) = (MostPacked, false);
        for (var at = 0; content.Span[at..].IndexOf("obj"u8) is >= 0 and var found; )
        {
            at += found + 3;
            if (!Begins(content.Span, at))
                continue;
            hasAny = true;
            var tokens = new PdfTokens(content.Span, at);
            var read = new PdfObject(Number(content.Span[..(at - 3)]), look);
            while (read.Read(ref tokens))
            {
                if (--packed < 0)
                    throw new TooComplicatedException("More packed objects than any document has.");
                var data = content[PdfObject.Data(content.Span, tokens.At)..];
                if (!read.IsDeflated)
                {
                    LookAtPacked(data.Span, read, look);
                    continue;
                }
                using var bytes = FileCheck.Opened(data);
                var length = Unpack(bytes, room);
                look.Work.Spend((long)UnpackedCost * (length + Math.Max(0, (int)bytes.Position - ReadAhead)));
                LookAtPacked(room[..length], read, look);
            }
        }
        return hasAny;
    }

    /// <summary>"objects" are none, nor does "endobj" begin one, nor a word of a text: its number stands before it.</summary>
    private static bool Begins(ReadOnlySpan<byte> content, int at)
    {
        if (at < content.Length && !PdfTokens.Ends(content[at]) && !char.IsAsciiDigit((char)content[at]))
            return false;
        var before = content[Math.Max(0, at - 3 - MostBetween)..(at - 3)];
        var bare = before.TrimEnd(Blanks);
        if (bare.IsEmpty || bare[^1] is >= (byte)'0' and <= (byte)'9')
            return true;
        // A remark may stand between, and ends with its line.
        return before[bare.Length..].IndexOfAny("\r\n"u8) >= 0 && bare[(bare.LastIndexOfAny("\r\n"u8) + 1)..].Contains((byte)'%');
    }

    /// <summary>Of an object, which stands before its generation; null when that is not plain.</summary>
    private static int? Number(ReadOnlySpan<byte> before)
    {
        var line = before[Math.Max(0, before.Length - MostBetween)..].TrimEnd(Blanks);
        var generation = line.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9');
        var number = generation < 0 ? [] : line[..(generation + 1)].TrimEnd(Blanks);
        return generation == line.Length - 1
            ? null
            : PdfNames.Plain(number[(number.LastIndexOfAnyExceptInRange((byte)'0', (byte)'9') + 1)..]);
    }

    private static void LookAtTrailers(ReadOnlySpan<byte> content, PdfLook look)
    {
        look.Work.Spend(content.Length);
        for (var at = 0; content[at..].IndexOf("trailer"u8) is >= 0 and var found; )
        {
            at += found + "trailer".Length;
            var tokens = new PdfTokens(content, at);
            var read = new PdfObject(-1, look);
            while (read.Read(ref tokens)) { }
        }
    }

    /// <summary>
    /// The numbers and places of all objects stand before the first one, and between the objects may lie anything. Unless that is said as
    /// plainly as it can be, every name and every text counts.
    /// </summary>
    private static void LookAtPacked(ReadOnlySpan<byte> content, PdfObject packing, PdfLook look)
    {
        if (Places(content, packing) is not { } places)
        {
            PdfNames.Everywhere(content, look);
            return;
        }
        foreach (var (number, place) in places)
        {
            var tokens = new PdfTokens(content, packing.First!.Value + place);
            new PdfObject(number, look, isPacked: true).Read(ref tokens);
        }
    }

    private static List<(int Number, int Place)>? Places(ReadOnlySpan<byte> content, PdfObject packing)
    {
        if (packing.First is not { } first || packing.Count is not { } count || first > content.Length || count > first)
            return null;
        var heading = new PdfTokens(content[..first], 0);
        var places = new List<(int, int)>(count);
        for (var i = 0; i < count; i++)
            if (
                PdfNames.Plain(heading.Next()) is { } number
                && PdfNames.Plain(heading.Next()) is { } place
                && place <= content.Length - first
            )
                places.Add((number, place));
            else
                return null;
        return heading.Next().IsEmpty && !content[..first].Contains((byte)'%') ? places : null;
    }

    /// <summary>To the end that the packing itself has, not to where the file says that it ends.</summary>
    private static int Unpack(MemoryStream bytes, Span<byte> into)
    {
        using var zlib = new ZLibStream(bytes, CompressionMode.Decompress, leaveOpen: true);
        var length = zlib.ReadAtLeast(into, into.Length, throwOnEndOfStream: false);
        return length < into.Length || zlib.ReadByte() < 0
            ? length
            : throw new TooComplicatedException("More objects than any document has.");
    }
}
