using System.Runtime.InteropServices;
using System.Text;

namespace Matchmaking.Web.Files;

/// <summary>
/// The one entrance of files from outside, by form or by mail: what a file is by its content, whether that may be passed on, under which
/// name, and what the scanner says. Nothing is changed in it.
/// </summary>
public sealed class FileCheck(ClamAv scanner, TimeProvider time)
{
    /// <summary>Of one file, in bytes: 20 MB.</summary>
    public const int Largest = 20 * 1024 * 1024;

    /// <summary>Up to here a file is looked at in the turn of small ones, so that it never waits for large ones.</summary>
    internal const int Small = 1024 * 1024;

    /// <summary>One at a time of each: what one file may cost must not be paid for all that arrive together.</summary>
    private static readonly SemaphoreSlim SmallTurn = new(1),
        LargeTurn = new(1);

    /// <summary>Whether it is taken.</summary>
    /// <param name="name">As its sender calls it.</param>
    /// <param name="content">All of it.</param>
    /// <param name="cancel">Ends the look and the wait for the scanner.</param>
    public async Task<FileVerdict> CheckAsync(string? name, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var verdict = await LookInTurnAsync(name, content, cancel);
        if (!verdict.IsAccepted)
            return verdict;
        return (await scanner.ScanAsync(content, cancel)) switch
        {
            { Outcome: ScanOutcome.Found, Virus: var virus } => FileVerdict.Refused(FileRefusal.Virus) with { Virus = virus },
            { Outcome: ScanOutcome.Away } => FileVerdict.Refused(FileRefusal.NotScanned),
            _ => verdict,
        };
    }

    /// <summary>The same without the scanner.</summary>
    internal static FileVerdict Look(string? name, ReadOnlyMemory<byte> content, FileWork? work = null)
    {
        if (content.IsEmpty)
            return FileVerdict.Refused(FileRefusal.Empty);
        if (content.Length > Largest)
            return FileVerdict.Refused(FileRefusal.TooLarge);
        try
        {
            return Read(FileName.Extension(name), content, work ?? FileWork.For(content.Length)) switch
            {
                (_, { } refusal) => FileVerdict.Refused(refusal),
                ({ } type, _) => new(FileName.Clean(name, type), type, null),
                _ => FileVerdict.Refused(FileRefusal.Type),
            };
        }
        catch (TooComplicatedException)
        {
            return FileVerdict.Refused(FileRefusal.TooComplicated);
        }
    }

    /// <summary>A file to be read as a stream, without a copy of it.</summary>
    internal static MemoryStream Opened(ReadOnlyMemory<byte> content) =>
        MemoryMarshal.TryGetArray(content, out var bytes)
            ? new(bytes.Array!, bytes.Offset, bytes.Count, writable: false)
            : new(content.ToArray(), writable: false);

    /// <summary>The queue in which a file of this length waits; a request has one file at a time in it.</summary>
    internal static SemaphoreSlim TurnOf(int length) => length <= Small ? SmallTurn : LargeTurn;

    private async Task<FileVerdict> LookInTurnAsync(string? name, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        var turn = TurnOf(content.Length);
        await turn.WaitAsync(cancel);
        try
        {
            return Look(name, content, FileWork.For(content.Length, time, cancel));
        }
        finally
        {
            turn.Release();
        }
    }

    private static (FileType? Type, FileRefusal? Refusal) Read(string extension, ReadOnlyMemory<byte> file, FileWork work)
    {
        var content = file.Span;
        if (PdfContent.IsOne(content))
            return (FileType.Pdf, PdfContent.Refusal(file, work));
        if (content.StartsWith("PK\u0003\u0004"u8))
            return OfficeContent.Read(file, work);
        if (content.StartsWith((ReadOnlySpan<byte>)[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]))
            return OldOfficeContent.Read(file, extension, work);
        if (IsArchive(content))
            return (null, FileRefusal.Archive);
        return Picture(content) is { } picture ? (picture, null) : TextContent.Read(content, extension, work);
    }

    private static bool IsArchive(ReadOnlySpan<byte> content) =>
        content.StartsWith("Rar!"u8)
        || content.StartsWith("PK\u0005\u0006"u8)
        || content.StartsWith((ReadOnlySpan<byte>)[0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C])
        || content.StartsWith((ReadOnlySpan<byte>)[0x1F, 0x8B])
        || content.StartsWith("BZh"u8)
        || content.StartsWith((ReadOnlySpan<byte>)[0xFD, (byte)'7', (byte)'z', (byte)'X', (byte)'Z', 0]);

    private static FileType? Picture(ReadOnlySpan<byte> content)
    {
        if (content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]))
            return FileType.Png;
        if (content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]))
            return FileType.Jpg;
        if (content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8))
            return FileType.Gif;
        if (content.Length < 12)
            return null;
        if (content.StartsWith("RIFF"u8) && content[8..].StartsWith("WEBP"u8))
            return FileType.Webp;
        return
            content[4..].StartsWith("ftyp"u8)
            && Encoding.ASCII.GetString(content[8..12]) is "heic" or "heix" or "heim" or "heis" or "hevc" or "mif1" or "msf1"
            ? FileType.Heic
            : null;
    }
}

/// <summary>What became of a file.</summary>
/// <param name="Name">To keep it under; empty when it is refused.</param>
/// <param name="Type">By its content.</param>
/// <param name="Refusal">Null when it is accepted.</param>
/// <param name="Virus">What the scanner calls what it found.</param>
public sealed record FileVerdict(string Name, FileType? Type, FileRefusal? Refusal, string? Virus = null)
{
    public bool IsAccepted => Refusal is null;

    internal static FileVerdict Refused(FileRefusal refusal) => new("", null, refusal);
}
