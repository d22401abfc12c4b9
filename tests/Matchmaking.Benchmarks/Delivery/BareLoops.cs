using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace Matchmaking.Benchmarks.Delivery;

/// <summary>
/// What MailKit does without a queue, a ledger or anything to render: messages that are already written, one after the other.
/// </summary>
internal static class BareLoops
{
    /// <summary>Messages a second.</summary>
    /// <param name="port">Of the sink.</param>
    /// <param name="messages">What is sent.</param>
    /// <param name="connections">At the same time.</param>
    /// <param name="noDelay">With a socket that does not wait for acknowledgements; else with MailKit's own.</param>
    public static async Task<double> SendAsync(int port, IReadOnlyList<MimeMessage> messages, int connections, bool noDelay)
    {
        var queue = new ConcurrentQueue<MimeMessage>(messages);
        var began = Stopwatch.GetTimestamp();
        await Task.WhenAll(
            Enumerable
                .Range(0, connections)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        using var client = new SmtpClient();
                        if (noDelay)
                        {
                            var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
                            await socket.ConnectAsync("127.0.0.1", port);
                            await client.ConnectAsync(socket, "127.0.0.1", port, SecureSocketOptions.None);
                        }
                        else
                            await client.ConnectAsync("127.0.0.1", port, SecureSocketOptions.None);
                        while (queue.TryDequeue(out var message))
                            await client.SendAsync(message);
                        await client.DisconnectAsync(quit: true);
                    })
                )
        );
        return messages.Count / Stopwatch.GetElapsedTime(began).TotalSeconds;
    }
}
