using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>
/// One browser on one connection, as cheap as can be: <c>HttpClient</c> takes longer than a cached page, on
/// the cores that the server needs.
/// </summary>
internal sealed class RawClient : IDisposable
{
    private readonly Socket _socket;
    private byte[] _buffer = new byte[256 * 1024];

    private RawClient(Socket socket) => _socket = socket;

    /// <summary>What came last: the whole answer, head included.</summary>
    public ReadOnlySpan<byte> Answer => _buffer.AsSpan(0, Length);

    /// <summary>How many bytes of it there are.</summary>
    public int Length { get; private set; }

    /// <summary>A connection to this machine.</summary>
    public static async Task<RawClient> ConnectAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync(IPAddress.Loopback, port);
        return new(socket);
    }

    /// <summary>The bytes of a request.</summary>
    public static byte[] Request(string path, string language = "en") =>
        Encoding.ASCII.GetBytes(
            $"GET {path} HTTP/1.1\r\nHost: localhost\r\nUser-Agent: Mozilla/5.0\r\nAccept: text/html,application/xhtml+xml\r\n"
                + $"Accept-Language: {language}\r\n\r\n"
        );

    /// <summary>Sends a request and reads its answer to the last byte.</summary>
    /// <exception cref="InvalidOperationException">It is not 200.</exception>
    public async ValueTask GetAsync(ReadOnlyMemory<byte> request)
    {
        await _socket.SendAsync(request);
        Length = 0;
        var end = -1;
        while (end < 0 || Length < end)
        {
            if (Length == _buffer.Length)
                Array.Resize(ref _buffer, _buffer.Length * 2);
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(Length));
            if (read == 0)
                throw new InvalidOperationException("The server closed the connection.");
            Length += read;
            if (end < 0)
                end = End();
        }
        if (!Answer.StartsWith("HTTP/1.1 200 "u8))
            throw new InvalidOperationException(Encoding.UTF8.GetString(Answer[..Math.Min(Length, 300)]));
    }

    /// <summary>The body, chunks put together.</summary>
    public byte[] Body()
    {
        var head = Answer.IndexOf("\r\n\r\n"u8) + 4;
        if (Answer[..head].IndexOf("Content-Length: "u8) >= 0)
            return Answer[head..].ToArray();
        var body = new List<byte>();
        for (var rest = Answer[head..]; ; )
        {
            var line = rest.IndexOf("\r\n"u8);
            var size = int.Parse(Encoding.ASCII.GetString(rest[..line]), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            if (size == 0)
                return [.. body];
            body.AddRange(rest.Slice(line + 2, size));
            rest = rest[(line + 2 + size + 2)..];
        }
    }

    public void Dispose() => _socket.Dispose();

    /// <summary>Where the answer ends; -1 while that cannot be told. A page never holds the end of the chunks itself.</summary>
    private int End()
    {
        var head = Answer.IndexOf("\r\n\r\n"u8);
        if (head < 0)
            return -1;
        var at = Answer[..head].IndexOf("Content-Length: "u8);
        if (at < 0)
            return Answer.EndsWith("0\r\n\r\n"u8) ? Length : -1;
        var number = Answer[(at + "Content-Length: ".Length)..];
        return head + 4 + int.Parse(Encoding.ASCII.GetString(number[..number.IndexOf("\r\n"u8)]), CultureInfo.InvariantCulture);
    }
}
