using System.Net;
using System.Net.Sockets;
using System.Text;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Transport;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>What really goes over the wire to a mail server.</summary>
public sealed class SmtpTransportTests
{
    [Fact]
    public async Task Two_mails_share_a_connection_and_their_list_headers_are_not_encoded()
    {
        using var server = new SmtpSink();
        await using var connection = Connect(server.Port);
        var link = "https://example.org/unsubscribe/" + new string('x', 120);

        for (var i = 0; i < 2; i++)
        {
            var message = new MimeMessage { Subject = "新投资机会：苏姆盖特电动客车厂", Body = new TextPart("plain") { Text = "正文" } };
            message.From.Add(new MailboxAddress("AZPROMO", "alerts@example.org"));
            message.To.Add(new MailboxAddress("", "investor@example.org"));
            message.Headers.Add(HeaderId.ListUnsubscribe, $"<{link}>, <mailto:alerts@example.org>");
            await connection.SendAsync(message, message.From.Mailboxes.Single(), message.To.Mailboxes.Single(), CancellationToken.None);
        }

        Assert.Equal(1, server.Connections);
        Assert.Equal(2, server.Messages.Count);
        Assert.All(server.Messages, text => Assert.Contains($"<{link}>", text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_server_that_is_away_is_an_error_and_one_that_comes_back_is_used()
    {
        var server = new SmtpSink();
        var port = server.Port;
        server.Dispose();
        await using var connection = Connect(port);
        var message = new MimeMessage { Body = new TextPart("plain") };
        message.From.Add(new MailboxAddress("", "alerts@example.org"));
        message.To.Add(new MailboxAddress("", "investor@example.org"));

        await Assert.ThrowsAnyAsync<SocketException>(() => connection.SendAsync(message, message.From.Mailboxes.Single(), message.To.Mailboxes.Single(), CancellationToken.None));
        using var back = new SmtpSink(port);
        await connection.SendAsync(message, message.From.Mailboxes.Single(), message.To.Mailboxes.Single(), CancellationToken.None);

        Assert.Single(back.Messages);
    }

    private static IMailConnection Connect(int port)
    {
        var settings = Options.Create(new MailSettings { Smtp = new() { Host = "127.0.0.1", Port = port, Security = SmtpSecurity.None } });
        return new SmtpTransport(settings, new(settings)).Open(ProviderGroup.Others, new(null, 100, null, 1, null));
    }

    /// <summary>Says yes to everything, as RFC 5321 writes it, and keeps what it was given.</summary>
    private sealed class SmtpSink : IDisposable
    {
        private readonly TcpListener _listener;

        public SmtpSink(int port = 0)
        {
            _listener = new(IPAddress.Loopback, port);
            _listener.Start();
            _ = AcceptAsync();
        }

        public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;
        public int Connections { get; private set; }
        public List<string> Messages { get; } = [];

        public void Dispose() => _listener.Dispose();

        private async Task AcceptAsync()
        {
            try
            {
                while (true)
                {
                    var client = await _listener.AcceptTcpClientAsync();
                    Connections++;
                    _ = TalkAsync(client);
                }
            }
            catch (Exception e) when (e is SocketException or ObjectDisposedException)
            {
                // Closed: the test is over.
            }
        }

        private async Task TalkAsync(TcpClient client)
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream()) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 sink");
            while (await reader.ReadLineAsync() is { } line)
            {
                if (line == "DATA")
                {
                    await writer.WriteLineAsync("354 go on");
                    var text = new StringBuilder();
                    while (await reader.ReadLineAsync() is { } part && part != ".")
                        text.AppendLine(part);
                    Messages.Add(text.ToString());
                }
                await writer.WriteLineAsync(line == "QUIT" ? "221 bye" : "250 ok");
            }
        }
    }
}
