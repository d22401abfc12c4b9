using System.Net.Sockets;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>
/// The bytes of a connection. One buffer each way for all its lines and messages; what is read stays valid until the next
/// reading. Answers are collected and go out when the client must be waited for, so that pipelined commands get one packet.
/// </summary>
internal sealed class SmtpWire(Socket socket)
{
    private const int LongestLine = 4096;
    private byte[] _in = new byte[16 * 1024];
    private byte[] _out = new byte[1024];
    private int _start,
        _end,
        _collected;

    /// <summary>The next line without its end; null when the client has gone.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadLineAsync(CancellationToken ct)
    {
        var seen = 0;
        while (true)
        {
            var found = _in.AsSpan(_start + seen, _end - _start - seen).IndexOf((byte)'\n');
            if (found >= 0)
            {
                var line = _in.AsMemory(_start, seen + found);
                _start += line.Length + 1;
                return line.Length > 0 && line.Span[^1] == '\r' ? line[..^1] : line;
            }
            seen = _end - _start;
            if (seen > LongestLine)
                throw new InvalidDataException("A command has no end.");
            if (!await FillAsync(ct))
                return null;
        }
    }

    /// <summary>All up to the dot, still dot-stuffed, with the end of its last line; null when the client has gone before it.</summary>
    public async ValueTask<ReadOnlyMemory<byte>?> ReadMessageAsync(CancellationToken ct)
    {
        var seen = 0;
        while (true)
        {
            if (_in.AsSpan(_start, _end - _start).StartsWith(".\r\n"u8))
                return Take(0, 3);
            // The dot's line may have come in two pieces.
            var from = Math.Max(0, seen - 4);
            var found = _in.AsSpan(_start + from, _end - _start - from).IndexOf("\r\n.\r\n"u8);
            if (found >= 0)
                return Take(from + found + 2, 3);
            seen = _end - _start;
            if (!await FillAsync(ct))
                return null;
        }
    }

    /// <summary>To be sent before the client is next waited for.</summary>
    public void Collect(ReadOnlySpan<byte> answer)
    {
        if (_collected + answer.Length > _out.Length)
            Array.Resize(ref _out, Math.Max(_out.Length * 2, _collected + answer.Length));
        answer.CopyTo(_out.AsSpan(_collected));
        _collected += answer.Length;
    }

    /// <summary>Sends what was collected.</summary>
    public async ValueTask FlushAsync(CancellationToken ct)
    {
        for (var sent = 0; sent < _collected; )
            sent += await socket.SendAsync(_out.AsMemory(sent, _collected - sent), ct);
        _collected = 0;
    }

    private ReadOnlyMemory<byte> Take(int length, int skipped)
    {
        var taken = _in.AsMemory(_start, length);
        _start += length + skipped;
        return taken;
    }

    private async ValueTask<bool> FillAsync(CancellationToken ct)
    {
        await FlushAsync(ct);
        if (_start == _end)
            _start = _end = 0;
        if (_end == _in.Length && _start > 0)
        {
            _in.AsSpan(_start, _end - _start).CopyTo(_in);
            (_start, _end) = (0, _end - _start);
        }
        if (_end == _in.Length)
            Array.Resize(ref _in, _in.Length * 2);
        var received = await socket.ReceiveAsync(_in.AsMemory(_end), ct);
        _end += received;
        return received > 0;
    }
}
