using MailKit.Net.Imap;
using MailKit.Security;
using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Transport;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>Mail servers with a certificate of a private authority that keeps no list of revoked ones.</summary>
public sealed class MailTlsTests : IAsyncLifetime
{
    private readonly ScriptedSmtpServer _smtp = new();
    private readonly ScriptedImapServer _imap = new();
    private readonly string _file = Path.GetTempFileName();
    private TlsFront _smtpFront = null!,
        _imapFront = null!;

    public ValueTask InitializeAsync()
    {
        (_smtpFront, _imapFront) = (new(_smtp.Port), new(_imap.Port));
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        await _smtpFront.DisposeAsync();
        await _imapFront.DisposeAsync();
        await _smtp.DisposeAsync();
        await _imap.DisposeAsync();
        File.Delete(_file);
    }

    [Theory]
    [InlineData(false, true, "Mail__Tls__CertificateAuthority")]
    [InlineData(false, false, "Mail__Tls__CertificateAuthority")]
    [InlineData(true, true, "Mail__Tls__CheckRevocation=false")]
    [InlineData(true, false, null)]
    public async Task A_private_authority_is_believed_when_named_and_otherwise_the_setting_is_told(bool named, bool check, string? helps)
    {
        (TlsFront, Func<int, TlsSettings, Task>)[] servers = [(_smtpFront, SendAsync), (_imapFront, LookAsync)];
        foreach (var (front, connect) in servers)
        {
            await File.WriteAllTextAsync(_file, front.Authority);
            var tls = new TlsSettings { CertificateAuthority = named ? _file : null, CheckRevocation = check };
            Assert.Null(MailTls.Fault(tls));

            var failure = await Record.ExceptionAsync(() => connect(front.Port, tls));

            if (helps is null)
                Assert.Null(failure);
            else
                Assert.Contains(helps, Assert.IsType<MailTlsException>(failure).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_certificate_for_another_name_is_never_believed()
    {
        await using var front = new TlsFront(_smtp.Port, "elsewhere.example");
        await File.WriteAllTextAsync(_file, front.Authority);

        var tls = new TlsSettings { CertificateAuthority = _file, CheckRevocation = false };

        var failure = await Assert.ThrowsAsync<MailTlsException>(() => SendAsync(front.Port, tls));

        Assert.Contains("is not for its name in the settings, localhost", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_certificate_that_is_for_clients_is_no_server_s()
    {
        const string ForClients = "1.3.6.1.5.5.7.3.2";
        await using var front = new TlsFront(_smtp.Port, use: ForClients);
        await File.WriteAllTextAsync(_file, front.Authority);
        var tls = new TlsSettings { CertificateAuthority = _file, CheckRevocation = false };

        var failure = await Assert.ThrowsAsync<MailTlsException>(() => SendAsync(front.Port, tls));

        Assert.Contains("is not valid: NotValidForUsage", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_without_TLS_is_told_in_one_line()
    {
        var failure = await Assert.ThrowsAsync<MailTlsException>(() => SendAsync(_smtp.Port, new()));

        Assert.StartsWith("No TLS connection could be made: ", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', failure.Message);
    }

    [Fact]
    public async Task A_file_that_is_missing_or_holds_no_certificate_is_found_at_the_start()
    {
        await File.WriteAllTextAsync(_file, "no certificate");

        foreach (var path in (string[])[_file, "/nowhere/authority.pem"])
        {
            var fault = MailTls.Fault(new() { CertificateAuthority = path });
            Assert.StartsWith("Mail__Tls__CertificateAuthority", fault, StringComparison.Ordinal);
        }
    }

    private static async Task SendAsync(int port, TlsSettings tls)
    {
        var smtp = new SmtpSettings
        {
            Host = "localhost",
            Port = port,
            Security = SmtpSecurity.Tls,
        };
        var settings = Options.Create(new MailSettings { Smtp = smtp, Tls = tls });
        var relays = new Relays(settings, new(Options.Create(new ProvidersSettings())), TimeProvider.System, NullLogger<Relay>.Instance);
        await using var connection = new SmtpTransport(settings, relays, new(settings, NullLogger<RelayLog>.Instance)).Open(
            ProviderGroup.Others,
            new(null, 100, null, 1, null)
        );
        var message = new MimeMessage { Body = new TextPart("plain") { Text = "text" } };
        message.From.Add(new MailboxAddress("", "alerts@example.org"));
        message.To.Add(new MailboxAddress("", "investor@example.org"));
        try
        {
            await connection.SendAsync(message, message.From.Mailboxes.Single(), message.To.Mailboxes.Single(), CancellationToken.None);
        }
        catch (MailServerAwayException e) when (e is { NeedsDesk: true, InnerException: MailTlsException fault })
        {
            throw fault;
        }
    }

    private static async Task LookAsync(int port, TlsSettings tls)
    {
        using var client = new ImapClient();
        new MailTls(tls).SetUp(client);
        try
        {
            await client.ConnectAsync("localhost", port, SecureSocketOptions.SslOnConnect);
        }
        catch (Exception e)
        {
            throw MailTls.Explained(e);
        }
    }
}
