using System.Buffers.Binary;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Matchmaking.Web.Languages;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Files;

/// <summary>Asks clamd whether it knows a file (its command INSTREAM, clamd(8)).</summary>
public sealed partial class ClamAv(IOptions<FilesSettings> settings, TimeProvider time, ILogger<ClamAv> log)
{
    private const int Chunk = 64 * 1024,
        LongestAnswer = 4096,
        LongestVirus = 100;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>
    /// What it says of a file. Everything but a plain "OK" or "FOUND" counts as away: a file that nobody could scan is not clean.
    /// </summary>
    public async Task<ScanResult> ScanAsync(ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (string.IsNullOrEmpty(settings.Value.Clamd))
            return new(ScanOutcome.NotAsked, null);
        using var limit = new CancellationTokenSource(Patience, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancel, limit.Token);
        try
        {
            var answer = await AskAsync(settings.Value.Clamd, content, either.Token);
            if (answer == "stream: OK")
                return new(ScanOutcome.Clean, null);
            if (answer.StartsWith("stream: ", StringComparison.Ordinal) && answer.EndsWith(" FOUND", StringComparison.Ordinal))
                return new(ScanOutcome.Found, CleanText.Line(answer["stream: ".Length..^" FOUND".Length], LongestVirus));
            Away(CleanText.Shown(answer, 200));
        }
        catch (Exception e) when (e is SocketException or IOException or OperationCanceledException && !cancel.IsCancellationRequested)
        {
            Away(CleanText.Shown(e.Message, 200));
        }
        return new(ScanOutcome.Away, null);
    }

    /// <summary>An address as <see cref="FilesSettings.Clamd"/> has it.</summary>
    internal static bool TryAddress(string setting, [NotNullWhen(true)] out EndPoint? address)
    {
        var colon = setting.LastIndexOf(':');
        address = setting.StartsWith('/')
            ? setting.Length <= 107
                ? new UnixDomainSocketEndPoint(setting)
                : null
            : colon > 0
            && int.TryParse(setting.AsSpan(colon + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var port)
            && port is > 0 and < 65536
            && Uri.CheckHostName(setting[..colon]) is not (UriHostNameType.Unknown or UriHostNameType.Basic)
                ? new DnsEndPoint(setting[..colon].Trim('[', ']'), port)
                : null;
        return address is not null;
    }

    private static async Task<string> AskAsync(string setting, ReadOnlyMemory<byte> content, CancellationToken cancel)
    {
        if (!TryAddress(setting, out var address))
            throw new IOException("The address is none.");
        using var socket =
            address is UnixDomainSocketEndPoint
                ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified)
                : new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(address, cancel);
        await using var stream = new NetworkStream(socket);
        try
        {
            await stream.WriteAsync("zINSTREAM\0"u8.ToArray(), cancel);
            var length = new byte[4];
            for (var rest = content; !rest.IsEmpty; rest = rest[Math.Min(Chunk, rest.Length)..])
            {
                var chunk = rest[..Math.Min(Chunk, rest.Length)];
                BinaryPrimitives.WriteInt32BigEndian(length, chunk.Length);
                await stream.WriteAsync(length, cancel);
                await stream.WriteAsync(chunk, cancel);
            }
            await stream.WriteAsync(new byte[4], cancel);
        }
        catch (IOException)
        {
            // It has heard enough, and may have said why before it hung up.
        }
        var (answer, end) = (new byte[LongestAnswer], 0);
        for (int read; end < answer.Length && (read = await stream.ReadAsync(answer.AsMemory(end), cancel)) > 0; end += read)
            if (answer.AsSpan(end, read).Contains((byte)0))
                return Encoding.UTF8.GetString(answer.AsSpan(0, answer.AsSpan().IndexOf((byte)0))).Trim();
        throw new IOException(end == 0 ? "It hung up without an answer." : "Its answer has no end.");
    }

    [LoggerMessage(LogLevel.Warning, "A file could not be scanned and was not taken; clamd (Files__Clamd) says: {Fault}")]
    private partial void Away(string fault);
}

/// <summary>An answer of the scanner.</summary>
/// <param name="Outcome">In a word.</param>
/// <param name="Virus">Its name where something was found.</param>
public sealed record ScanResult(ScanOutcome Outcome, string? Virus);

/// <summary>What the scanner says of a file.</summary>
public enum ScanOutcome
{
    /// <summary>No scanner is set.</summary>
    NotAsked,
    Clean,
    Found,

    /// <summary>It does not answer, or not so that it can be understood.</summary>
    Away,
}
