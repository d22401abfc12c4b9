using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>A request as it goes over the wire, whether a client would send it or not.</summary>
/// <param name="Method">The method, also one that does not exist.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Headers">Each as it is; <c>Host</c>, <c>Connection</c> and <c>Content-Length</c> are added.</param>
/// <param name="Body">Null for none.</param>
internal sealed record WireRequest(string Method, string Target, IReadOnlyList<(string Name, string Value)> Headers, byte[]? Body);

/// <summary>What came back.</summary>
/// <param name="Status">0 when the connection was closed without an answer.</param>
/// <param name="Headers">In their order.</param>
/// <param name="Body">The text, unpacked.</param>
internal sealed record WireAnswer(int Status, IReadOnlyList<(string Name, string Value)> Headers, string Body)
{
    /// <summary>The value of a header; null without one.</summary>
    public string? Header(string name) =>
        Headers
            .Where(header => header.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .Select(header => header.Value)
            .FirstOrDefault();
}

/// <summary>HTTP/1.1 by hand, a connection each: no library refuses or repairs what is sent.</summary>
internal sealed class Wire(IPEndPoint server)
{
    /// <summary>An answer takes no longer.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Sends it and reads the answer to its end.</summary>
    /// <exception cref="TimeoutException">It did not come in time.</exception>
    public async Task<WireAnswer> SendAsync(WireRequest request)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var client = new TcpClient { NoDelay = true };
        await client.ConnectAsync(server, patience.Token);
        var stream = client.GetStream();
        var received = new MemoryStream();
        try
        {
            try
            {
                await stream.WriteAsync(Bytes(request), patience.Token);
            }
            catch (IOException)
            {
                // The server has answered and closed before the body was through; the answer is there to read.
            }
            await stream.CopyToAsync(received, patience.Token);
        }
        catch (IOException)
        {
            // Reset after the answer: what arrived of it counts.
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"No answer within {Patience.TotalSeconds} s.");
        }
        return Read(received.ToArray());
    }

    private byte[] Bytes(WireRequest request)
    {
        var head = new StringBuilder();
        head.Append(CultureInfo.InvariantCulture, $"{request.Method} {request.Target} HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n");
        foreach (var (name, value) in request.Headers)
            head.Append(CultureInfo.InvariantCulture, $"{name}: {value}\r\n");
        if (request.Body is { } body)
            head.Append(CultureInfo.InvariantCulture, $"Content-Length: {body.Length}\r\n");
        head.Append("\r\n");
        return [.. Hostile.Bytes(head.ToString()), .. request.Body ?? []];
    }

    private static WireAnswer Read(byte[] received)
    {
        var end = received.AsSpan().IndexOf("\r\n\r\n"u8);
        if (end < 0)
            return new(0, [], "");
        var lines = Encoding.Latin1.GetString(received, 0, end).Split("\r\n");
        var headers = lines
            .Skip(1)
            .Select(line => line.Split(':', 2))
            .Where(parts => parts.Length == 2)
            .Select(parts => (parts[0], parts[1].Trim()))
            .ToList();
        var answer = new WireAnswer(int.Parse(lines[0].Split(' ')[1], CultureInfo.InvariantCulture), headers, "");
        var body = received[(end + 4)..];
        if (answer.Header("Transfer-Encoding") == "chunked")
            body = Joined(body);
        return answer with { Body = Unpacked(body, answer.Header("Content-Encoding")) };
    }

    private static byte[] Joined(byte[] chunks)
    {
        var joined = new MemoryStream();
        for (var at = 0; ; )
        {
            var line = chunks.AsSpan(at).IndexOf("\r\n"u8);
            if (
                line < 0
                || !int.TryParse(
                    Encoding.ASCII.GetString(chunks, at, line),
                    NumberStyles.HexNumber,
                    CultureInfo.InvariantCulture,
                    out var size
                )
                || size == 0
            )
                return joined.ToArray();
            size = Math.Min(size, chunks.Length - at - line - 2);
            joined.Write(chunks, at + line + 2, size);
            at = Math.Min(chunks.Length, at + line + 2 + size + 2);
        }
    }

    private static string Unpacked(byte[] body, string? encoding)
    {
        if (body.Length == 0 || encoding is not ("gzip" or "br"))
            return Encoding.UTF8.GetString(body);
        using var packed = new MemoryStream(body);
        using Stream unpacked =
            encoding == "gzip" ? new GZipStream(packed, CompressionMode.Decompress) : new BrotliStream(packed, CompressionMode.Decompress);
        using var reader = new StreamReader(unpacked, Encoding.UTF8);
        try
        {
            return reader.ReadToEnd();
        }
        catch (Exception e) when (e is InvalidDataException or IOException or InvalidOperationException)
        {
            // Cut off by a reset.
            return "";
        }
    }
}
