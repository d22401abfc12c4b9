using System.Net;
using System.Text;
using MailKit.Net.Smtp;
using MailKit.Security;
using Matchmaking.TestSupport.MailServers;
using Microsoft.Extensions.Time.Testing;
using MimeKit;
using static Matchmaking.Web.Tests.Mail.Servers.SmtpCaller;

namespace Matchmaking.Web.Tests.Mail.Servers;

/// <summary>What the scripted mail server offers, records and refuses when nobody scripts it.</summary>
public sealed class ScriptedSmtpServerTests
{
    [Fact]
    public async Task It_offers_what_a_modern_server_does_and_no_login_unless_asked_to()
    {
        await using var server = new ScriptedSmtpServer { MaxSize = 5000 };
        using var client = await server.CallAsync();

        Assert.Equal(
            SmtpCapabilities.Pipelining | SmtpCapabilities.EightBitMime | SmtpCapabilities.Size | SmtpCapabilities.EnhancedStatusCodes,
            client.Capabilities
        );
        Assert.Equal(5000u, client.MaxSize);
    }

    [Fact]
    public async Task It_records_who_sent_which_message_to_whom_and_when_over_which_connection()
    {
        var clock = new FakeTimeProvider(new(2026, 11, 25, 8, 30, 0, TimeSpan.Zero));
        await using var server = new ScriptedSmtpServer(time: clock);
        using var first = await server.CallAsync();
        using var second = await server.CallAsync();

        await first.SendAsync(Letter("a@x"), new("", "bounce+1@example.org"), [new("", "one@example.org"), new("", "two@example.org")]);
        clock.Advance(TimeSpan.FromSeconds(1));
        await second.SendAsync(Letter("b@x"));
        await first.SendAsync(Letter("c@x"));

        Assert.Equal(
            [(1, 1, "a@x"), (2, 2, "b@x"), (3, 1, "c@x")],
            server.Messages.Select(mail => (mail.Number, mail.Connection, mail.MessageId!))
        );
        Assert.Equal("bounce+1@example.org", server.Messages[0].Sender);
        Assert.Equal(["one@example.org", "two@example.org"], server.Messages[0].Recipients);
        Assert.Equal(TimeSpan.FromSeconds(1), server.Messages[1].At - server.Messages[0].At);
        Assert.True(server.Messages[0].Body.IsEmpty);
        Assert.Equal([(1, 2), (2, 1)], server.MessagesPerConnection.Select(pair => (pair.Key, pair.Value)).Order());
    }

    [Fact]
    public async Task It_counts_connections_and_the_most_at_the_same_time()
    {
        await using var server = new ScriptedSmtpServer();
        for (var i = 0; i < 3; i++)
        {
            using var one = await server.CallAsync();
            using var another = await server.CallAsync();
            Assert.Equal(2, server.OpenConnections);
            await one.DisconnectAsync(quit: true);
            await another.DisconnectAsync(quit: true);
            for (var wait = 0; server.OpenConnections > 0 && wait < 200; wait++)
                await Task.Delay(5);
        }

        Assert.Equal(6, server.Connections);
        Assert.Equal(2, server.MostConnections);
    }

    [Fact]
    public async Task A_kept_message_is_the_one_that_was_sent_dots_and_all()
    {
        await using var server = new ScriptedSmtpServer { KeepBodies = true };
        using var client = await server.CallAsync();
        // Larger than the buffer, so that it comes in pieces, with every kind of dot that a line can begin with.
        var text = string.Concat(Enumerable.Repeat(".\r\n..\r\n.a\r\nb.\r\n\r\n", 20_000));
        var message = Letter("dots@x", text: text);
        message.Prepare(EncodingConstraint.EightBit);

        await client.SendAsync(message);

        var mail = Assert.Single(server.Messages);
        using var raw = new MemoryStream();
        message.WriteTo(new FormatOptions { NewLineFormat = NewLineFormat.Dos }, raw);
        Assert.Equal(Encoding.UTF8.GetString(raw.ToArray()), Encoding.UTF8.GetString(mail.Body.Span));
    }

    [Fact]
    public async Task A_folded_message_id_is_found_and_one_in_the_text_is_none()
    {
        await using var server = new ScriptedSmtpServer();
        using var client = await server.CallAsync();
        var folded = Letter("any@x");
        var header = new Header(HeaderId.MessageId, "");
        header.SetRawValue("\r\n\t<folded@x>\r\n"u8.ToArray());
        folded.Headers.Replace(header);
        var without = Letter("none@x", text: "Message-ID: <text@x>\r\n\r\nMessage-ID: <text@x>\r\n");
        without.Headers.Remove(HeaderId.MessageId);

        await client.SendAsync(folded);
        await client.SendAsync(without);

        Assert.Equal(["folded@x", null], server.Messages.Select(mail => mail.MessageId));
    }

    [Fact]
    public async Task Where_a_login_is_asked_for_only_who_has_it_can_send()
    {
        var login = new NetworkCredential("alerts", "geheim");
        await using var server = new ScriptedSmtpServer { Login = login };
        using var stranger = await server.CallAsync();
        using var friend = await server.CallAsync(login);

        Assert.Equal(["PLAIN"], stranger.AuthenticationMechanisms);
        await Assert.ThrowsAsync<AuthenticationException>(() => stranger.AuthenticateAsync("alerts", "wrong"));
        await Assert.ThrowsAsync<MailKit.ServiceNotAuthenticatedException>(() => stranger.SendAsync(Letter("stranger@x")));
        await friend.SendAsync(Letter("friend@x"));

        Assert.Equal("friend@x", Assert.Single(server.Messages).MessageId);
    }

    [Fact]
    public async Task Addresses_and_domains_are_refused_and_no_longer()
    {
        await using var server = new ScriptedSmtpServer();
        server.Refuse("gone@example.org");
        server.Refuse("later.example", 451, "4.2.0 Try again later");
        using var client = await server.CallAsync();

        var gone = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Letter("1@x", "Gone@example.org")));
        var later = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Letter("2@x", "anybody@later.example")));
        server.RefuseNoLonger("later.example");
        await client.SendAsync(Letter("3@x", "anybody@later.example"));

        Assert.Equal((550, "5.1.1 No such user here"), ((int)gone.StatusCode, gone.Message));
        Assert.Equal((451, "4.2.0 Try again later"), ((int)later.StatusCode, later.Message));
        Assert.Equal("3@x", Assert.Single(server.Messages).MessageId);
    }

    [Fact]
    public async Task A_message_that_is_too_big_is_refused()
    {
        await using var server = new ScriptedSmtpServer { MaxSize = 1000 };
        using var client = await server.CallAsync();

        var refusal = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Letter("big@x", text: new('x', 2000))));

        Assert.Equal(SmtpStatusCode.ExceededStorageAllocation, refusal.StatusCode);
        Assert.Equal(0, server.Count);
    }

    [Fact]
    public async Task Many_clients_at_once_lose_nothing()
    {
        await using var server = new ScriptedSmtpServer();
        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async c =>
                {
                    using var client = await server.CallAsync();
                    for (var i = 0; i < 50; i++)
                        await client.SendAsync(Letter($"{c}-{i}@x"));
                })
        );
        await server.WaitForAsync(1000);

        Assert.Equal(1000, server.Messages.Select(mail => mail.MessageId).Distinct().Count());
        Assert.Equal(Enumerable.Range(1, 1000), server.Messages.Select(mail => mail.Number));
        Assert.All(server.MessagesPerConnection.Values, count => Assert.Equal(50, count));
    }
}
