using System.Collections.Concurrent;
using System.Diagnostics;
using MailKit.Net.Smtp;
using Matchmaking.TestSupport.MailServers;
using static Matchmaking.Web.Tests.Mail.Servers.SmtpCaller;

namespace Matchmaking.Web.Tests.Mail.Servers;

/// <summary>What the scripted mail server can be told to do.</summary>
public sealed class SmtpScriptTests
{
    [Fact]
    public async Task The_script_sees_every_step_with_what_is_known_by_then()
    {
        var steps = new ConcurrentQueue<SmtpStep>();
        await using var server = new ScriptedSmtpServer
        {
            Script = step =>
            {
                steps.Enqueue(step);
                return SmtpAnswer.GoOn;
            },
        };
        using (var client = await server.CallAsync())
        {
            await client.SendAsync(
                Letter("seen@x"),
                new("", "bounce@example.org"),
                [new("", "one@example.org"), new("", "two@example.org")]
            );
            await client.DisconnectAsync(quit: true);
        }

        Assert.Equal(
            [
                "1 Connect '' -> '' ",
                "1 Ehlo '' -> '' ",
                "1 MailFrom '' -> 'bounce@example.org' ",
                "1 RcptTo 'bounce@example.org' -> 'one@example.org' ",
                "1 RcptTo 'bounce@example.org' one@example.org -> 'two@example.org' ",
                "1 Data 'bounce@example.org' one@example.org two@example.org -> '' ",
                "1 EndOfData 'bounce@example.org' one@example.org two@example.org -> '' seen@x",
                "1 Quit '' -> '' ",
            ],
            steps.Select(step =>
                $"{step.Connection} {step.Command} '{step.Envelope.Sender}' "
                + $"{string.Concat(step.Envelope.Recipients.Select(to => to + " "))}-> '{step.Address}' {step.MessageId}"
            )
        );
    }

    [Theory]
    [InlineData(SmtpCommand.MailFrom, 421)]
    [InlineData(SmtpCommand.MailFrom, 550)]
    [InlineData(SmtpCommand.RcptTo, 450)]
    [InlineData(SmtpCommand.RcptTo, 550)]
    [InlineData(SmtpCommand.Data, 451)]
    [InlineData(SmtpCommand.EndOfData, 452)]
    [InlineData(SmtpCommand.EndOfData, 554)]
    public async Task A_refusal_at_any_step_reaches_the_client_and_nothing_is_accepted(SmtpCommand at, int code)
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step => step.Command == at ? SmtpAnswer.Say(code, "first line", "second line") : SmtpAnswer.GoOn,
        };
        using var client = await server.CallAsync();

        var refusal = await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Letter("refused@x")));

        Assert.Equal(code, (int)refusal.StatusCode);
        Assert.Equal("first line\nsecond line", refusal.Message.ReplaceLineEndings("\n"));
        Assert.Equal(0, server.Count);
        server.Script = null;
        await client.SendAsync(Letter("after@x"));
        Assert.Equal("after@x", Assert.Single(server.Messages).MessageId);
    }

    [Fact]
    public async Task A_positive_answer_in_words_of_its_own_accepts()
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step => step.Command == SmtpCommand.EndOfData ? SmtpAnswer.Say(250, "2.0.0 queued as 4XyZ") : SmtpAnswer.GoOn,
        };
        using var client = await server.CallAsync();

        Assert.Equal("2.0.0 queued as 4XyZ", await client.SendAsync(Letter("queued@x")));
        Assert.Equal("queued@x", Assert.Single(server.Messages).MessageId);
    }

    [Fact]
    public async Task A_busy_server_says_so_instead_of_greeting_and_closes()
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step =>
                step is { Command: SmtpCommand.Connect, Connection: > 1 }
                    ? SmtpAnswer.SayAndClose(421, "4.7.0 Too many connections")
                    : SmtpAnswer.GoOn,
        };
        using var first = await server.CallAsync();

        var busy = await Assert.ThrowsAsync<SmtpCommandException>(() => server.CallAsync());

        Assert.Equal(SmtpStatusCode.ServiceNotAvailable, busy.StatusCode);
        await first.SendAsync(Letter("first@x"));
    }

    [Fact]
    public async Task After_421_the_connection_is_closed()
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step =>
                step is { Command: SmtpCommand.MailFrom, Connection: 1 }
                    ? SmtpAnswer.SayAndClose(421, "4.3.2 Shutting down")
                    : SmtpAnswer.GoOn,
        };
        using var client = await server.CallAsync();

        await Assert.ThrowsAsync<SmtpCommandException>(() => client.SendAsync(Letter("closed@x")));
        await Assert.ThrowsAnyAsync<Exception>(() => client.NoOpAsync());

        Assert.False(client.IsConnected);
    }

    [Theory]
    [InlineData(SmtpCommand.MailFrom, false)]
    [InlineData(SmtpCommand.Data, false)]
    [InlineData(SmtpCommand.EndOfData, false)]
    [InlineData(SmtpCommand.EndOfData, true)]
    public async Task A_connection_that_ends_before_the_answer_leaves_nothing_accepted(SmtpCommand at, bool breaks)
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step =>
                step.Command != at ? SmtpAnswer.GoOn
                : breaks ? SmtpAnswer.Break
                : SmtpAnswer.HangUp,
        };
        using var client = await server.CallAsync();

        var end = await Assert.ThrowsAnyAsync<Exception>(() => client.SendAsync(Letter("lost@x")));

        Assert.True(breaks ? end is IOException or System.Net.Sockets.SocketException : end is SmtpProtocolException, end.ToString());
        Assert.Equal(0, server.Count);
    }

    [Fact]
    public async Task A_message_can_be_accepted_without_the_client_ever_knowing()
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step => step is { Command: SmtpCommand.EndOfData, MessageId: "unsure@x" } ? SmtpAnswer.Vanish : SmtpAnswer.GoOn,
        };
        using var client = await server.CallAsync();

        await client.SendAsync(Letter("sure@x"));
        await Assert.ThrowsAsync<SmtpProtocolException>(() => client.SendAsync(Letter("unsure@x")));

        Assert.Equal(["sure@x", "unsure@x"], server.Messages.Select(mail => mail.MessageId));
    }

    [Fact]
    public async Task Slowness_delays_every_message_and_a_scripted_wait_adds_to_it()
    {
        await using var server = new ScriptedSmtpServer { PerMessage = TimeSpan.FromMilliseconds(60) };
        using var client = await server.CallAsync();
        await client.SendAsync(Letter("warm@x"));
        async Task<TimeSpan> SendAsync()
        {
            var watch = Stopwatch.StartNew();
            await client.SendAsync(Letter("slow@x"));
            return watch.Elapsed;
        }

        var slow = await SendAsync();
        server.Script = step =>
            step.Command == SmtpCommand.RcptTo ? SmtpAnswer.GoOn.After(TimeSpan.FromMilliseconds(200)) : SmtpAnswer.GoOn;
        var slower = await SendAsync();

        // A timer may be a tick early.
        Assert.True(slow > TimeSpan.FromMilliseconds(55), $"{slow}");
        Assert.True(slower > TimeSpan.FromMilliseconds(250), $"{slower}");
        Assert.Equal(3, server.Count);
    }

    [Fact]
    public async Task At_a_step_the_client_waits_until_the_hook_is_done()
    {
        var (reached, proceed) = (new TaskCompletionSource<string?>(), new TaskCompletionSource());
        await using var server = new ScriptedSmtpServer
        {
            OnStep = async step =>
            {
                if (step is not { Command: SmtpCommand.EndOfData, MessageId: "held@x" })
                    return;
                reached.SetResult(step.MessageId);
                await proceed.Task;
            },
        };
        using var client = await server.CallAsync();

        var sending = client.SendAsync(Letter("held@x"));
        Assert.Equal("held@x", await reached.Task.WaitAsync(TimeSpan.FromSeconds(20)));
        // What is sent later and is not held has arrived, and the held one is still on its way.
        using var another = await server.CallAsync();
        await another.SendAsync(Letter("later@x"));

        Assert.False(sending.IsCompleted);
        Assert.Equal(["later@x"], server.Messages.Select(mail => mail.MessageId));
        proceed.SetResult();
        await sending;
        Assert.Equal(["later@x", "held@x"], server.Messages.Select(mail => mail.MessageId));
    }

    [Fact]
    public async Task A_script_that_fails_fails_the_test_that_wrote_it()
    {
        var server = new ScriptedSmtpServer
        {
            Script = step => step.Command == SmtpCommand.RcptTo ? throw new InvalidOperationException("wrong script") : SmtpAnswer.GoOn,
        };
        using (var client = await server.CallAsync())
            await Assert.ThrowsAnyAsync<Exception>(() => client.SendAsync(Letter("any@x")));

        var failure = await Assert.ThrowsAsync<AggregateException>(async () => await server.DisposeAsync());
        Assert.Equal("wrong script", Assert.Single(failure.InnerExceptions).Message);
    }

    [Fact]
    public async Task A_server_comes_back_on_its_port()
    {
        var server = new ScriptedSmtpServer();
        using var client = await server.CallAsync();
        await server.DisposeAsync();
        await Assert.ThrowsAnyAsync<System.Net.Sockets.SocketException>(() => server.CallAsync());

        await using var back = new ScriptedSmtpServer(server.Port);
        using var again = await back.CallAsync();
        await again.SendAsync(Letter("back@x"));

        Assert.Equal(1, back.Count);
    }
}
