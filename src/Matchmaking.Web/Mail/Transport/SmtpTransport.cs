using System.Diagnostics;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Matchmaking.Web.Mail.Providers;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>A mail server; a provider may have one of its own.</summary>
public sealed class SmtpTransport(IOptions<MailSettings> settings, RelayLog relayLog) : IMailTransport
{
    private readonly MailTls _tls = new(settings.Value.Tls);

    public IMailConnection Open(ProviderGroup provider, ProviderLimits limits) =>
        new SmtpConnection(limits.Smtp ?? settings.Value.Smtp, limits.MessagesPerConnection, _tls);

    public Task<IReadOnlySet<string>?> AcceptedAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel) => relayLog.AcceptedAsync(messageIds, cancel);
}

/// <summary>A connection that is kept while mails follow each other, up to as many as the provider likes on one.</summary>
/// <param name="smtp">The server.</param>
/// <param name="most">After so many messages a new connection is made; null: never.</param>
/// <param name="tls">Which servers are believed.</param>
internal sealed class SmtpConnection(SmtpSettings smtp, int? most, MailTls tls) : IMailConnection
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private Client? _client;
    private int _sent;
    private long _used;

    public async Task<string> SendAsync(MimeMessage message, MailboxAddress from, MailboxAddress to, CancellationToken cancel)
    {
        var client = await ConnectedAsync(cancel);
        var text = new TextSent();
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience * 3);
            var answer = await client.SendAsync(message, from, [to], limit.Token, text);
            _used = Stopwatch.GetTimestamp();
            if (++_sent >= most)
                await CloseAsync();
            return answer;
        }
        catch (SmtpCommandException e)
        {
            // The server answered, so the outcome is known. Whether the session is still good is not: the next mail gets a new one.
            Drop();
            throw new MailRefusedException((int)e.StatusCode, e.Message, e);
        }
        catch (Exception e)
        {
            Drop();
            throw text.Any ? new MailInDoubtException(e) : e;
        }
    }

    private async Task<Client> ConnectedAsync(CancellationToken cancel)
    {
        if (_client is { IsConnected: true } open && await IsAliveAsync(open, cancel))
            return open;
        Drop();
        var client = new Client { Timeout = (int)Patience.TotalMilliseconds };
        tls.SetUp(client);
        // A socket of our own with NoDelay: with Nagle's algorithm each mail waits 40 ms for a delayed acknowledgement.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(Patience);
            await socket.ConnectAsync(smtp.Host!, smtp.Port, limit.Token);
            await client.ConnectAsync(socket, smtp.Host!, smtp.Port, smtp.Security switch
            {
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                SmtpSecurity.None => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, limit.Token);
            // To say the size first, the whole mail would be encoded once more; ours are far below what any server takes.
            client.Capabilities &= ~SmtpCapabilities.Size;
            if (smtp.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, smtp.Password ?? "", limit.Token);
        }
        catch (Exception e)
        {
            client.Dispose();
            socket.Dispose();
            throw e switch
            {
                OperationCanceledException when !cancel.IsCancellationRequested => new TimeoutException("The mail server did not answer within 30 seconds.", e),
                SmtpCommandException refused => new MailRefusedException((int)refused.StatusCode, refused.Message, refused),
                _ => MailTls.Explained(e),
            };
        }
        _sent = 0;
        return _client = client;
    }

    /// <summary>A server may close an idle connection. Asked only after a rest: before each mail it would cost a round trip.</summary>
    private async Task<bool> IsAliveAsync(Client client, CancellationToken cancel)
    {
        if (Stopwatch.GetElapsedTime(_used) < TimeSpan.FromSeconds(5))
            return true;
        try
        {
            await client.NoOpAsync(cancel);
            return true;
        }
        catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or IOException)
        {
            return false;
        }
    }

    private async Task CloseAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            if (_client is { IsConnected: true } open)
                await open.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e) when (e is IOException or SocketException or SmtpProtocolException or OperationCanceledException)
        {
            // It was to be closed anyway.
        }
        Drop();
    }

    private void Drop()
    {
        _client?.Dispose();
        _client = null;
    }

    public async ValueTask DisposeAsync() => await CloseAsync();

    /// <summary>To know the size for <see cref="TextSent"/>, which does not ask, each mail would be encoded twice.</summary>
    private sealed class Client : SmtpClient
    {
        protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) => Task.FromResult(-1L);
    }

    /// <summary>Notes whether any of the text went out: from then on a lost connection leaves the outcome open.</summary>
    private sealed class TextSent : ITransferProgress
    {
        public bool Any { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Any = true;

        public void Report(long bytesTransferred) => Any = true;
    }
}
