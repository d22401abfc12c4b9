using Matchmaking.Web.Mail.Providers;
using MimeKit;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>Where mails are handed in.</summary>
public interface IMailTransport
{
    /// <summary>A connection for one sender of one provider's mails. It connects when it is first used.</summary>
    IMailConnection Open(ProviderGroup provider, ProviderLimits limits);

    /// <summary>
    /// Asks the relay which of some mails it has accepted, by their Message-IDs. Null where it cannot be asked; then a mail in doubt is handed in
    /// again under the same Message-ID.
    /// </summary>
    Task<IReadOnlySet<string>?> AcceptedAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel);
}

/// <summary>One connection, used by one sender at a time.</summary>
public interface IMailConnection : IAsyncDisposable
{
    /// <summary>Hands a message in.</summary>
    /// <returns>What the server said when it took it.</returns>
    /// <exception cref="MailRefusedException">The server answered, and did not take it.</exception>
    /// <exception cref="MailInDoubtException">The connection was lost after the text had been sent.</exception>
    Task<string> SendAsync(MimeMessage message, MailboxAddress from, MailboxAddress to, CancellationToken cancel);
}

/// <summary>The server's answer was not that it took the mail.</summary>
public sealed class MailRefusedException(int code, string text, Exception? inner = null) : Exception($"{code} {text}", inner)
{
    /// <summary>The reply code; 0 when the server refused without one.</summary>
    public int Code => code;
    public string Text => text;
}

/// <summary>Nobody can say whether the server took the mail (RFC 1047).</summary>
public sealed class MailInDoubtException(Exception inner) : Exception("The connection was lost after the text had been sent: " + inner.Message, inner);
