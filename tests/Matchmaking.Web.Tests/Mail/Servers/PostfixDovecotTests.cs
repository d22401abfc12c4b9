using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Matchmaking.TestSupport.MailServers;
using MimeKit;
using static Matchmaking.Web.Tests.Mail.Servers.SmtpCaller;

namespace Matchmaking.Web.Tests.Mail.Servers;

/// <summary>A real Postfix and Dovecot: what arrives, what bounces, and that nothing of them is left.</summary>
public sealed class PostfixDovecotTests(ITestOutputHelper output)
{
    [Fact]
    public async Task A_mail_to_somebody_arrives_and_the_log_names_it()
    {
        var server = await PostfixDovecot.SharedAsync();
        using var client = await CallAsync(server.SmtpPort);

        var answer = await client.SendAsync(Letter("arrives@mail.test", server.Reader, "正文"));
        var mail = await server.WaitForMailAsync(mail => mail.MessageId == "arrives@mail.test", server.Reader);

        Assert.Equal("正文", mail.TextBody?.TrimEnd());
        var queued = Regex.Match(answer, "queued as ([0-9A-F]+)").Groups[1].Value;
        Assert.NotEmpty(queued);
        Assert.Contains($"{queued}: message-id=<arrives@mail.test>", await File.ReadAllTextAsync(server.LogFile), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nobody@mail.test", "5.1.1")]
    [InlineData("anybody@example.org", "5.4.4")]
    public async Task A_mail_to_nobody_comes_back_to_the_address_that_it_was_sent_from(string to, string status)
    {
        var server = await PostfixDovecot.SharedAsync();
        using var client = await CallAsync(server.SmtpPort);
        var (tag, id) = (Guid.NewGuid().ToString("N"), Guid.NewGuid().ToString("N") + "@mail.test");

        await client.SendAsync(Letter(id, to), new("", $"bounce+{tag}@{server.Domain}"), [new("", to)]);
        var bounce = await server.WaitForMailAsync(mail => mail.Headers["Delivered-To"] == $"bounce+{tag}@{server.Domain}");

        var report = Assert.IsType<MultipartReport>(bounce.Body);
        Assert.Equal("delivery-status", report.ReportType);
        var recipient = Assert.Single(report.OfType<MessageDeliveryStatus>()).StatusGroups[1];
        Assert.Equal(("failed", status, "rfc822; " + to), (recipient["Action"], recipient["Status"], recipient["Final-Recipient"]));
        Assert.Equal(id, Assert.Single(report.OfType<MessagePart>()).Message!.MessageId);
        Assert.Equal("<>", bounce.Headers["Return-Path"]);
    }

    [Fact]
    public async Task Nobody_reads_a_mailbox_without_the_password()
    {
        var server = await PostfixDovecot.SharedAsync();
        using var client = new MailKit.Net.Imap.ImapClient();
        await client.ConnectAsync("127.0.0.1", server.ImapPort, MailKit.Security.SecureSocketOptions.None);

        await Assert.ThrowsAsync<MailKit.Security.AuthenticationException>(() => client.AuthenticateAsync(server.User, "wrong"));
    }

    [Fact]
    public async Task What_it_started_ends_with_it_and_nothing_else_does()
    {
        var folder = "/run/matchmaking-mail-end-" + Environment.ProcessId.ToString(CultureInfo.InvariantCulture);
        var watch = Stopwatch.StartNew();
        var server = await PostfixDovecot.StartAsync(folder);
        output.WriteLine($"Started in {watch.Elapsed.TotalSeconds:F1} s.");
        using var bystander = Process.Start(new ProcessStartInfo("sleep", ["60"]) { WorkingDirectory = folder })!;
        try
        {
            using (var client = await CallAsync(server.SmtpPort))
                await client.SendAsync(Letter("end@mail.test", server.Reader));
            await server.WaitForMailAsync(mail => mail.MessageId == "end@mail.test", server.Reader);
            var processes = server.Processes;
            Assert.True(processes.Count > 8, $"Only {processes.Count} processes were found.");
            Assert.DoesNotContain(bystander.Id, processes);
            var second = await Assert.ThrowsAsync<InvalidOperationException>(() => PostfixDovecot.StartAsync(folder));
            Assert.Contains("Another run", second.Message, StringComparison.Ordinal);

            watch.Restart();
            await server.DisposeAsync();

            output.WriteLine($"Ended in {watch.Elapsed.TotalSeconds:F1} s.");
            Assert.All(processes, id => Assert.False(Lives(id), $"The process {id} goes on."));
            Assert.False(Directory.Exists(folder));
            Assert.False(bystander.HasExited);
        }
        finally
        {
            bystander.Kill();
            await server.DisposeAsync();
            File.Delete(folder + ".lock");
        }
    }

    [Fact]
    public async Task The_tools_measure_a_sink_and_our_own_server()
    {
        await using var sink = await PostfixTools.SmtpSinkAsync();
        await using var scripted = new ScriptedSmtpServer();

        var theirs = await PostfixTools.SmtpSourceAsync(sink.Port, sessions: 4, messages: 1000, size: 4000);
        var ours = await PostfixTools.SmtpSourceAsync(scripted.Port, sessions: 4, messages: 1000, size: 4000);

        output.WriteLine($"{theirs:F0} messages a second to smtp-sink, {ours:F0} to the scripted server.");
        Assert.InRange(theirs, 1, double.MaxValue);
        Assert.Equal(1000, scripted.Count);
        Assert.Equal(4, scripted.Connections);
    }

    [Fact]
    public async Task A_server_that_refuses_is_no_measurement()
    {
        await using var scripted = new ScriptedSmtpServer();
        scripted.Refuse("mail.test");

        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            PostfixTools.SmtpSourceAsync(scripted.Port, sessions: 1, messages: 10, size: 100)
        );
    }

    // One that has ended but was not yet collected by its parent has no program any more.
    private static bool Lives(int id) => File.Exists($"/proc/{id}/cmdline") && File.ReadAllText($"/proc/{id}/cmdline").Length > 0;
}
