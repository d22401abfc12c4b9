using System.Buffers.Binary;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Matchmaking.Web.Tests.Mail.Providers;

/// <summary>
/// A DNS server on loopback that knows the MX records it was given: no error for a name without them, silence when told so.
/// </summary>
internal sealed class DnsResponder : IDisposable
{
    private readonly Socket _socket = new(AddressFamily.InterNetwork, SocketType.Dgram, ProtocolType.Udp);
    private readonly Dictionary<string, (ushort Preference, string Host)[]> _records = [];

    public DnsResponder()
    {
        _socket.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        _ = AnswerAsync();
    }

    public string Address => _socket.LocalEndPoint!.ToString()!;
    public int Questions { get; private set; }
    public bool IsSilent { get; set; }

    /// <summary>RFC 1035 4.1.1: 2 is a server failure, 3 says that there is no such name.</summary>
    public byte ResponseCode { get; set; }

    public void Add(string name, params (ushort Preference, string Host)[] servers) => _records[name] = servers;

    public void Dispose() => _socket.Dispose();

    private async Task AnswerAsync()
    {
        var buffer = new byte[1500];
        try
        {
            while (true)
            {
                var received = await _socket.ReceiveFromAsync(buffer, SocketFlags.None, new IPEndPoint(IPAddress.Any, 0));
                Questions++;
                if (!IsSilent)
                    await _socket.SendToAsync(Answer(buffer.AsSpan(0, received.ReceivedBytes)), SocketFlags.None, received.RemoteEndPoint);
            }
        }
        catch (Exception e) when (e is ObjectDisposedException or SocketException { SocketErrorCode: SocketError.OperationAborted })
        {
            // Closed: the test is over.
        }
    }

    private byte[] Answer(ReadOnlySpan<byte> question)
    {
        var end = 12;
        var labels = new List<string>();
        for (; question[end] != 0; end += question[end] + 1)
            labels.Add(Encoding.ASCII.GetString(question.Slice(end + 1, question[end])));
        end += 5;
        var records = ResponseCode == 0 && _records.TryGetValue(string.Join('.', labels), out var found) ? found : [];
        var answer = new List<byte>();
        answer.AddRange(question[..2]);
        answer.AddRange([0x81, (byte)(0x80 | ResponseCode), 0, 1, .. Number((ushort)records.Length), 0, 0, 0, 0]);
        answer.AddRange(question[12..end]);
        foreach (var (preference, host) in records)
        {
            byte[] name = [.. host.Split('.').SelectMany(label => Encoding.ASCII.GetBytes(label).Prepend((byte)label.Length)), 0];
            // The name of the question again, MX, IN, an hour.
            answer.AddRange([
                0xC0,
                12,
                0,
                15,
                0,
                1,
                0,
                0,
                0x0E,
                0x10,
                .. Number((ushort)(name.Length + 2)),
                .. Number(preference),
                .. name,
            ]);
        }
        return [.. answer];
    }

    private static byte[] Number(ushort value)
    {
        var bytes = new byte[2];
        BinaryPrimitives.WriteUInt16BigEndian(bytes, value);
        return bytes;
    }
}
