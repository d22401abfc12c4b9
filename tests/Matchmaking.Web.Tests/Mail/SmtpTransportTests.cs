using System.Net;
using System.Net.Sockets;
using System.Text;
using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Transport;
using Microsoft.Extensions.Logging.Abstractions;
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
            var message = new MimeMessage
            {
                Subject = "新投资机会：苏姆盖特电动客车厂",
                Body = new TextPart("plain") { Text = "正文" },
            };
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

        var away = await Assert.ThrowsAsync<MailServerAwayException>(() =>
            connection.SendAsync(message, message.From.Mailboxes.Single(), message.To.Mailboxes.Single(), CancellationToken.None)
        );
        Assert.IsAssignableFrom<SocketException>(away.InnerException);
        using var back = new SmtpSink(port);
        await connection.SendAsync(message, message.From.Mailboxes.Single(), message.To.Mailboxes.Single(), CancellationToken.None);

        Assert.Single(back.Messages);
    }

    [Fact]
    public async Task A_scanner_behind_the_server_is_waited_for_and_a_server_that_hangs_is_not()
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step =>
                step switch
                {
                    { Command: SmtpCommand.EndOfData } => SmtpAnswer.GoOn.After(TimeSpan.FromSeconds(3)),
                    { Command: SmtpCommand.RcptTo, Address: "hangs@example.org" } => SmtpAnswer.GoOn.After(TimeSpan.FromSeconds(3)),
                    _ => SmtpAnswer.GoOn,
                },
        };
        var patience = new SmtpPatience(TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        await using var slow = Connect(server.Port, patience);
        await using var hanging = Connect(server.Port, patience);

        Assert.Equal("2.0.0", (await SendAsync(slow, "scanned@example.org"))[..5]);
        await Assert.ThrowsAsync<TimeoutException>(() => SendAsync(hanging, "hangs@example.org"));

        Assert.Equal(["scanned@example.org"], server.Messages.Select(mail => mail.Recipients.Single()));
    }

    [Fact]
    public async Task A_server_that_has_had_enough_of_a_connection_gets_another()
    {
        await using var server = new ScriptedSmtpServer();
        server.Script = step =>
            step is { Command: SmtpCommand.MailFrom, Connection: 1 } && server.Count == 1
                ? SmtpAnswer.SayAndClose(421, "4.7.0 Enough")
                : SmtpAnswer.GoOn;
        await using var connection = Connect(server.Port);

        await SendAsync(connection, "one@example.org");
        await SendAsync(connection, "two@example.org");

        Assert.Equal([1, 2], server.Messages.Select(mail => mail.Connection));
    }

    [Theory]
    [InlineData(SmtpCommand.Connect, SmtpStage.Session)]
    [InlineData(SmtpCommand.Ehlo, SmtpStage.Session)]
    [InlineData(SmtpCommand.MailFrom, SmtpStage.Sender)]
    [InlineData(SmtpCommand.RcptTo, SmtpStage.Recipient)]
    [InlineData(SmtpCommand.Data, SmtpStage.Message)]
    [InlineData(SmtpCommand.EndOfData, SmtpStage.Message)]
    public async Task A_refusal_says_how_far_it_had_come(SmtpCommand command, SmtpStage stage)
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step => step.Command == command ? SmtpAnswer.Say(554, "5.3.2 no") : SmtpAnswer.GoOn,
        };
        await using var connection = Connect(server.Port);

        var refused = await Assert.ThrowsAsync<MailRefusedException>(() => SendAsync(connection, "one@example.org"));

        Assert.Equal((554, stage), (refused.Code, refused.Stage));
    }

    private static async Task<string> SendAsync(IMailConnection connection, string to)
    {
        using var message = new MimeMessage
        {
            Subject = "Subject",
            Body = new TextPart("plain") { Text = "text" },
        };
        message.From.Add(new MailboxAddress("", "alerts@example.org"));
        message.To.Add(new MailboxAddress("", to));
        return await connection.SendAsync(message, message.From.Mailboxes.Single(), message.To.Mailboxes.Single(), CancellationToken.None);
    }

    private static IMailConnection Connect(int port, SmtpPatience? patience = null) =>
        new SmtpConnection(
            new()
            {
                Host = "127.0.0.1",
                Port = port,
                Security = SmtpSecurity.None,
            },
            null,
            new(new()),
            new("test", [ProviderGroup.Others], TimeProvider.System, NullLogger.Instance),
            patience ?? SmtpPatience.Usual
        );

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
