using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using MimeKit;

namespace Matchmaking.Web.Mail.Transport;

/// <summary>Where mails are handed in.</summary>
public interface IMailTransport
{
    /// <summary>A connection for one sender of one provider's mails. It connects when it is first used.</summary>
    IMailConnection Open(ProviderGroup provider, ProviderLimits limits);

    /// <summary>
    /// Asks the relay which of some mails it has accepted, by their Message-IDs. Null where it cannot be asked; then a mail in doubt is
    /// handed in again under the same Message-ID.
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
    /// <exception cref="MailServerAwayException">There was no server to give it to.</exception>
    /// <exception cref="MailNotTriedException">The server takes nothing just now, as another connection has found out while this one waited
    /// for its turn.</exception>
    Task<string> SendAsync(MimeMessage message, MailboxAddress from, MailboxAddress to, CancellationToken cancel);
}

/// <summary>
/// How far a conversation with a mail server had come. What is refused before the recipient is named is not about the recipient.
/// </summary>
public enum SmtpStage
{
    /// <summary>Greeting, EHLO, TLS or login.</summary>
    Session,

    /// <summary>MAIL FROM.</summary>
    Sender,

    /// <summary>RCPT TO.</summary>
    Recipient,

    /// <summary>DATA and the text.</summary>
    Message,
}

/// <summary>The server's answer was not that it took the mail.</summary>
/// <param name="code">See <see cref="Code"/>.</param>
/// <param name="text">Cleaned here: it goes into the log and before people's eyes.</param>
/// <param name="inner">What the client threw.</param>
public sealed class MailRefusedException(int code, string text, Exception? inner = null)
    : Exception($"{code} {ServerWords.Clean(text)}", inner)
{
    /// <summary>The reply code; 0 when the server refused without one.</summary>
    public int Code => code;
    public string Text { get; } = ServerWords.Clean(text);

    /// <summary>At which command.</summary>
    public SmtpStage Stage { get; init; } = SmtpStage.Message;
}

/// <summary>The server could not be reached, did not answer, or cannot be trusted: nothing was handed in.</summary>
public sealed class MailServerAwayException(string text, Exception inner) : Exception(ServerWords.Clean(text), inner)
{
    /// <summary>Waiting will not cure it: its certificate or what it can do is not what the settings ask for.</summary>
    public bool NeedsDesk { get; init; }
}

/// <summary>The mail was not tried; see the inner exception for what another connection has met.</summary>
public sealed class MailNotTriedException(Exception inner)
    : Exception("The mail server takes nothing just now: " + ServerWords.Clean(inner.Message), inner);

/// <summary>Nobody can say whether the server took the mail (RFC 1047).</summary>
public sealed class MailInDoubtException(Exception inner)
    : Exception("The connection was lost after the text had been sent: " + ServerWords.Clean(inner.Message), inner);

/// <summary>What a mail server says is cleaned where it comes in: one line of what can be shown, of bounded length.</summary>
internal static class ServerWords
{
    /// <summary>In UTF-16 units; more than the longest reply line of RFC 5321 4.5.3.1.5 has, several times.</summary>
    private const int Longest = 4000;

    public static string Clean(string text) => CleanText.Line(text, Longest);
}
