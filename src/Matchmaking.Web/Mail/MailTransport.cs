using System.Net.Sockets;
using MailKit.Net.Smtp;
using MailKit.Security;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail;

/// <summary>Hands a message in. Throws when it was not accepted.</summary>
public interface IMailTransport
{
    Task SendAsync(MimeMessage message, CancellationToken cancel);
}

/// <summary>Development without a mail server: each mail is a file that <c>/dev/mail</c> shows.</summary>
public sealed class FolderTransport(MailFolder folder) : IMailTransport
{
    public async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        // Written aside and renamed, so that a reader never sees half a mail; a second attempt replaces the first.
        var name = Path.Combine(folder.Path, message.MessageId!.Split('@')[0] + ".eml");
        var half = name + ".part";
        await message.WriteToAsync(half, cancel);
        File.Move(half, name, overwrite: true);
    }
}

/// <summary>Where mails are written in Development.</summary>
/// <param name="Path">An existing folder.</param>
public sealed record MailFolder(string Path);

/// <summary>A mail server, over one connection that is kept while mails follow each other.</summary>
public sealed class SmtpTransport(IOptions<MailSettings> settings) : IMailTransport, IAsyncDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private SmtpClient? _client;

    public async Task SendAsync(MimeMessage message, CancellationToken cancel)
    {
        await _one.WaitAsync(cancel);
        try
        {
            var client = await ConnectedAsync(cancel);
            try
            {
                await client.SendAsync(message, cancel);
            }
            catch
            {
                // After a failure nobody knows in which state the session is: the next mail gets a new one.
                client.Dispose();
                _client = null;
                throw;
            }
        }
        finally
        {
            _one.Release();
        }
    }

    private async Task<SmtpClient> ConnectedAsync(CancellationToken cancel)
    {
        if (_client is { IsConnected: true } open)
        {
            try
            {
                await open.NoOpAsync(cancel);
                return open;
            }
            catch (Exception e) when (e is SmtpCommandException or SmtpProtocolException or IOException)
            {
                // The server closed an idle connection, as it may: connect again.
            }
        }
        _client?.Dispose();
        _client = null;
        var smtp = settings.Value.Smtp;
        var client = new SmtpClient { Timeout = 30_000 };
        // A socket of our own with NoDelay: with Nagle's algorithm each mail waits 40 ms for a delayed acknowledgement.
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancel);
            limit.CancelAfter(TimeSpan.FromSeconds(30));
            await socket.ConnectAsync(smtp.Host!, smtp.Port, limit.Token);
            await client.ConnectAsync(socket, smtp.Host!, smtp.Port, smtp.Security switch
            {
                SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                SmtpSecurity.None => SecureSocketOptions.None,
                _ => SecureSocketOptions.StartTls,
            }, limit.Token);
            if (smtp.User is { Length: > 0 } user)
                await client.AuthenticateAsync(user, smtp.Password ?? "", limit.Token);
        }
        catch (OperationCanceledException) when (!cancel.IsCancellationRequested)
        {
            client.Dispose();
            socket.Dispose();
            throw new TimeoutException("The mail server did not answer within 30 seconds.");
        }
        catch
        {
            client.Dispose();
            socket.Dispose();
            throw;
        }
        return _client = client;
    }

    public async ValueTask DisposeAsync()
    {
        if (_client is { IsConnected: true } open)
            await open.DisconnectAsync(quit: true);
        _client?.Dispose();
        _one.Dispose();
    }
}
