using System.Net.Sockets;
using MailKit;
using MailKit.Net.Imap;
using MailKit.Security;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Transport;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>An open mailbox. Whatever the server does wrong is a <see cref="MailboxException"/>, in words for people.</summary>
internal sealed class ImapMailbox : IAsyncDisposable
{
    private readonly MailboxSettings _settings;
    private readonly TlsSettings _tls;
    private ImapClient _client = new();
    private IMailFolder? _folder;

    private ImapMailbox(MailboxSettings settings, TlsSettings tls) => (_settings, _tls) = (settings, tls);

    /// <summary>The server's UIDVALIDITY: while it is the same, a number means the same message.</summary>
    public uint Validity { get; private set; }

    /// <exception cref="MailboxException">It cannot be opened.</exception>
    public static async Task<ImapMailbox> OpenAsync(MailSettings settings, CancellationToken cancel)
    {
        var mailbox = new ImapMailbox(settings.Mailbox, settings.Tls);
        try
        {
            await mailbox.OpenAsync(cancel);
            return mailbox;
        }
        catch
        {
            await mailbox.DisposeAsync();
            throw;
        }
    }

    /// <summary>Numbers and sizes of the messages after one, in order.</summary>
    public Task<IReadOnlyList<(UniqueId Id, uint? Size)>> AfterAsync(uint last, CancellationToken cancel) =>
        AskAsync(
            async () =>
            {
                if (last == uint.MaxValue)
                    return (IReadOnlyList<(UniqueId, uint?)>)[];
                // "From here to the end" always names the last message too, even one that was read.
                var range = new UniqueIdRange(new UniqueId(last + 1), UniqueId.MaxValue);
                var found = await _folder!.FetchAsync(range, MessageSummaryItems.UniqueId | MessageSummaryItems.Size, cancel);
                var later = found.Where(s => s.UniqueId.Id > last && IsGiven(s.UniqueId)).OrderBy(s => s.UniqueId);
                return (IReadOnlyList<(UniqueId, uint?)>)[.. later.Select(s => (s.UniqueId, s.Size))];
            },
            cancel
        );

    /// <summary>
    /// Whether the server can have given this number: one at or above what it calls the next one is a slip, and to go on from there would
    /// pass over everything that is still to come.
    /// </summary>
    private bool IsGiven(UniqueId id) =>
        id.Id < uint.MaxValue
        && (_folder!.UidNext is not { } next || id.Id < next.Id || _folder.Count > 0 && id.Id <= next.Id + (uint)_folder.Count);

    /// <summary>A whole message, which stays unread; null when it is gone.</summary>
    /// <exception cref="MailboxException">The server is away.</exception>
    /// <exception cref="InvalidDataException">The server can be talked to, but not about this message.</exception>
    public async Task<byte[]?> ReadAsync(UniqueId id, CancellationToken cancel)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                await using var stream = await _folder!.GetStreamAsync(id, "", cancel);
                using var copy = new MemoryStream();
                await stream.CopyToAsync(copy, cancel);
                return copy.ToArray();
            }
            catch (MessageNotFoundException)
            {
                return null;
            }
            catch (Exception e) when (!cancel.IsCancellationRequested)
            {
                // The connection or the message: a new connection tells.
                await OpenAsync(cancel);
                if (attempt == 2)
                    throw new InvalidDataException("The server does not hand it out. " + Words(e));
            }
        }
    }

    /// <returns>False when the server does not want to.</returns>
    public Task<bool> MarkReadAsync(UniqueId id, CancellationToken cancel) =>
        AskAsync(
            async () =>
            {
                if (_folder!.Access != FolderAccess.ReadWrite)
                    return false;
                try
                {
                    await _folder.AddFlagsAsync(id, MessageFlags.Seen, silent: true, cancel);
                    return true;
                }
                catch (ImapCommandException)
                {
                    return false;
                }
            },
            cancel
        );

    public async ValueTask DisposeAsync()
    {
        try
        {
            using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(5));
            if (_client.IsConnected)
                await _client.DisconnectAsync(quit: true, limit.Token);
        }
        catch (Exception e)
            when (e is IOException or SocketException or ImapProtocolException or ImapCommandException or OperationCanceledException)
        {
            // All that matters was said before.
        }
        _client.Dispose();
    }

    private Task OpenAsync(CancellationToken cancel) =>
        AskAsync(
            async () =>
            {
                _client.Dispose();
                _client = new() { Timeout = 30_000 };
                new MailTls(_tls).SetUp(_client);
                await _client.ConnectAsync(
                    _settings.Host!,
                    _settings.Port,
                    _settings.Security switch
                    {
                        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
                        SmtpSecurity.None => SecureSocketOptions.None,
                        _ => SecureSocketOptions.StartTls,
                    },
                    cancel
                );
                var canIdentify = _client.Capabilities.HasFlag(ImapCapabilities.Id);
                await _client.AuthenticateAsync(_settings.User ?? "", _settings.Password ?? "", cancel);
                if (canIdentify || _client.Capabilities.HasFlag(ImapCapabilities.Id))
                    await IdentifyAsync(cancel);
                _folder = await _client.GetFolderAsync(_settings.Folder, cancel);
                await _folder.OpenAsync(FolderAccess.ReadWrite, cancel);
                Validity = _folder.UidValidity;
                return true;
            },
            cancel
        );

    /// <summary>NetEase (163, 126) opens no mailbox for a program that has not said its name (RFC 2971).</summary>
    private async Task IdentifyAsync(CancellationToken cancel)
    {
        try
        {
            var version = typeof(ImapMailbox).Assembly.GetName().Version?.ToString(3) ?? "1.0.0";
            await _client.IdentifyAsync(
                new()
                {
                    Name = "Korpu",
                    Version = version,
                    Vendor = "AZPROMO",
                },
                cancel
            );
        }
        catch (ImapCommandException)
        {
            // A courtesy: a server that insists on it says so when the mailbox is opened.
        }
    }

    private async Task<T> AskAsync<T>(Func<Task<T>> question, CancellationToken cancel)
    {
        try
        {
            return await question();
        }
        catch (Exception e) when (!cancel.IsCancellationRequested)
        {
            throw new MailboxException(Words(e), e);
        }
    }

    private string Words(Exception e)
    {
        var said = CleanText.Line(CleanText.Cut(e.Message, 300));
        return MailTls.Explained(e) switch
        {
            MailTlsException tls => tls.Message,
            AuthenticationException =>
                $"The mailbox does not accept user and password (Mail__Mailbox__User, Mail__Mailbox__Password): {said}",
            FolderNotFoundException => $"The mailbox has no folder {_settings.Folder} (Mail__Mailbox__Folder).",
            ImapCommandException command =>
                $"The mailbox refuses: {CleanText.Line(CleanText.Cut(command.ResponseText ?? command.Message, 300))}",
            SocketException or TimeoutException or OperationCanceledException or IOException =>
                $"The server of the mailbox, {_settings.Host}:{_settings.Port}, cannot be reached: {said}",
            NotSupportedException => $"The server of the mailbox does not offer what Mail__Mailbox__Security asks for: {said}",
            _ => $"The server of the mailbox cannot be understood: {said}",
        };
    }
}

/// <summary>The mailbox cannot be read now, whatever message is in it.</summary>
public sealed class MailboxException(string message, Exception inner) : Exception(message, inner);
