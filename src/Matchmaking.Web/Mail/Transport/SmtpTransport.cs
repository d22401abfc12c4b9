using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using Matchmaking.Web.Mail.Providers;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>A mail server; a provider may have one of its own.</summary>
public sealed class SmtpTransport(IOptions<MailSettings> settings, Relays relays, RelayLog relayLog) : IMailTransport
{
    private readonly MailTls _tls = new(settings.Value.Tls);

    public IMailConnection Open(ProviderGroup provider, ProviderLimits limits) =>
        new SmtpConnection(limits.Smtp ?? settings.Value.Smtp, limits.MessagesPerConnection, _tls, relays.Of(provider), SmtpPatience.Usual);

    public Task<IReadOnlySet<string>?> AcceptedAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel) =>
        relayLog.AcceptedAsync(messageIds, cancel);
}

/// <summary>How long a server may take.</summary>
/// <param name="Session">From the connection to the end of the login: our own relay is near, and one that is not there should be
/// noticed.</param>
/// <param name="Envelope">For MAIL, RCPT and DATA: five minutes each in RFC 5321 4.5.3.2, here together.</param>
/// <param name="Text">From the text to the answer, while a scanner reads it (RFC 5321 4.5.3.2.6): who gives up sooner gives the mail
/// twice.</param>
internal sealed record SmtpPatience(TimeSpan Session, TimeSpan Envelope, TimeSpan Text)
{
    public static readonly SmtpPatience Usual = new(TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(10));
}

/// <summary>A connection that is kept while mails follow each other, up to as many as the provider likes on one.</summary>
/// <param name="smtp">The server.</param>
/// <param name="most">After so many messages a new connection is made; null: never.</param>
/// <param name="tls">Which servers are believed.</param>
/// <param name="relay">Whether the server takes anything, as all connections to it know.</param>
/// <param name="patience">How long it may take.</param>
internal sealed class SmtpConnection(SmtpSettings smtp, int? most, MailTls tls, Relay relay, SmtpPatience patience) : IMailConnection
{
    private Client? _client;
    private int _sent;
    private long _used;

    public async Task<string> SendAsync(MimeMessage message, MailboxAddress from, MailboxAddress to, CancellationToken cancel)
    {
        using var turn = await relay.TurnAsync(cancel);
        for (var wasKept = _client is not null && _sent > 0; ; wasKept = false)
        {
            var client = await ConnectedAsync(cancel);
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            // The client's own clock runs for each answer, ours for all of them.
            client.Timeout = (int)patience.Text.TotalMilliseconds;
            limit.CancelAfter(patience.Envelope);
            var text = new TextSent(() => limit.CancelAfter(patience.Text));
            try
            {
                var answer = await client.SendAsync(message, from, [to], limit.Token, text);
                _used = Stopwatch.GetTimestamp();
                relay.Took();
                if (++_sent >= most)
                    await CloseAsync();
                return answer;
            }
            catch (SmtpCommandException e)
                when (wasKept && e is { StatusCode: SmtpStatusCode.ServiceNotAvailable, ErrorCode: SmtpErrorCode.SenderNotAccepted })
            {
                // It has had enough of this connection, which says nothing about a new one.
                Drop();
            }
            catch (SmtpCommandException e)
            {
                // The server answered, so the outcome is known. Whether the session is still good is not: the next mail gets a new one.
                Drop();
                throw new MailRefusedException((int)e.StatusCode, e.Message, e)
                {
                    Stage = e.ErrorCode switch
                    {
                        SmtpErrorCode.SenderNotAccepted => SmtpStage.Sender,
                        SmtpErrorCode.RecipientNotAccepted => SmtpStage.Recipient,
                        _ => SmtpStage.Message,
                    },
                };
            }
            catch (ServiceNotAuthenticatedException e)
            {
                // 530 at any command.
                Drop();
                throw new MailRefusedException((int)SmtpStatusCode.AuthenticationRequired, e.Message, e) { Stage = SmtpStage.Sender };
            }
            catch (Exception e)
            {
                Drop();
                var cause =
                    e is OperationCanceledException && !cancel.IsCancellationRequested
                        ? new TimeoutException("The mail server did not answer in time.", e)
                        : e;
                if (text.Any)
                    throw new MailInDoubtException(cause);
                // A session that breaks before the text is the server's fault, whoever the mail was for.
                if (cause is not (IOException or SmtpProtocolException or SocketException))
                    throw cause;
                relay.Failed(cause, false);
                throw new MailServerAwayException(cause.Message, cause);
            }
        }
    }

    /// <exception cref="MailRefusedException">The server wants no session with us.</exception>
    /// <exception cref="MailServerAwayException">There is none to be had.</exception>
    private async Task<Client> ConnectedAsync(CancellationToken cancel)
    {
        if (_client is { IsConnected: true } open && await IsAliveAsync(open, cancel))
            return open;
        Drop();
        var client = new Client { Timeout = (int)patience.Session.TotalMilliseconds };
        tls.SetUp(client);
        // A socket of our own with NoDelay: with Nagle's algorithm each mail waits 40 ms for a delayed acknowledgement.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(patience.Session);
            await socket.ConnectAsync(smtp.Host!, smtp.Port, limit.Token);
            await client.ConnectAsync(
                socket,
                smtp.Host!,
                smtp.Port,
                smtp.Security switch
                {
                    SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                    SmtpSecurity.None => SecureSocketOptions.None,
                    _ => SecureSocketOptions.StartTls,
                },
                limit.Token
            );
            // To say the size first, the whole mail would be encoded once more; ours are far below what any server takes.
            client.Capabilities &= ~SmtpCapabilities.Size;
            if (smtp.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, smtp.Password ?? "", limit.Token);
        }
        catch (Exception e)
        {
            client.Dispose();
            socket.Dispose();
            if (e is OperationCanceledException && cancel.IsCancellationRequested)
                throw;
            var failure = NoSession(MailTls.Explained(e));
            // Noted before the next one's turn comes.
            relay.Failed(failure, failure is MailRefusedException { Code: >= 500 } or MailServerAwayException { NeedsDesk: true });
            throw failure;
        }
        _sent = 0;
        return _client = client;
    }

    /// <summary>What keeps us from a session, in the words of this product.</summary>
    private Exception NoSession(Exception e) =>
        e switch
        {
            SmtpCommandException refused => Refused((int)refused.StatusCode, refused.Message, e),
            // "535: 5.7.8 Authentication credentials invalid"
            AuthenticationException
                when e.Message.Split(": ", 2) is [{ Length: 3 } code, var said]
                    && int.TryParse(code, NumberStyles.None, CultureInfo.InvariantCulture, out var number) => Refused(number, said, e),
            AuthenticationException => Refused((int)SmtpStatusCode.AuthenticationInvalidCredentials, e.Message, e),
            OperationCanceledException => new MailServerAwayException(
                $"The mail server did not answer within {patience.Session.TotalSeconds:0} seconds.",
                e
            ),
            // No TLS, no certificate that can be trusted, no way to log in that both sides know.
            MailTlsException or NotSupportedException => new MailServerAwayException(e.Message, e) { NeedsDesk = true },
            _ => new MailServerAwayException(e.Message, e),
        };

    private static MailRefusedException Refused(int code, string said, Exception e) => new(code, said, e) { Stage = SmtpStage.Session };

    /// <summary>A server may close an idle connection. Asked only after a rest: before each mail it would cost a round trip.</summary>
    private async Task<bool> IsAliveAsync(Client client, CancellationToken cancel)
    {
        if (Stopwatch.GetElapsedTime(_used) < TimeSpan.FromSeconds(5))
            return true;
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(TimeSpan.FromSeconds(10));
            await client.NoOpAsync(limit.Token);
            return true;
        }
        catch (Exception e)
            when (e is SmtpCommandException or SmtpProtocolException or IOException or SocketException
                || (e is OperationCanceledException && !cancel.IsCancellationRequested)
            )
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
        protected override Task<long> GetSizeAsync(FormatOptions options, MimeMessage message, CancellationToken cancellationToken) =>
            Task.FromResult(-1L);
    }

    /// <summary>Notes whether any of the text went out: from then on a lost connection leaves the outcome open.</summary>
    private sealed class TextSent(Action onPart) : ITransferProgress
    {
        public bool Any { get; private set; }

        public void Report(long bytesTransferred, long totalSize) => Report(bytesTransferred);

        public void Report(long bytesTransferred)
        {
            Any = true;
            onPart();
        }
    }
}
