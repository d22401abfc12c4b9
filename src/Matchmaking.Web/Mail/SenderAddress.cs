using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Records;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail;

/// <summary>Who our mails come from: in the header, and on the envelope.</summary>
public sealed class SenderAddress(IOptions<MailSettings> settings, SiteAddress site, LinkTokens tokens)
{
    /// <summary>What stands in the header.</summary>
    public MailboxAddress From => new(settings.Value.Sender.Name ?? site.Name, Address);

    /// <summary>Whether an answer to a mail is read; nobody may be told to write one otherwise.</summary>
    public bool IsRead => settings.Value.IsRead;

    /// <summary>Of our Message-IDs.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>
    /// Where reports about a mail go: an address of its own (VERP), so that even a report that names nothing can be told. Without
    /// <c>Mail__Bounces__Domain</c> reports go to the sender's address.
    /// </summary>
    public MailboxAddress Envelope(OutgoingMail mail) =>
        new("", settings.Value.Bounces.Domain is { Length: > 0 } domain ? new BounceAddress(tokens.Keys).Make(mail.Id, domain) : Address);

    /// <summary>
    /// Where answers to a mail about an enquiry go; null without <c>Mail__Bounces__Domain</c>: then they come to the sender's address, and
    /// what they answer is told by their references.
    /// </summary>
    public string? EnquiryReplies(Guid enquiry) =>
        settings.Value.Bounces.Domain is { Length: > 0 } domain ? new EnquiryAddress(tokens.Keys).Make(enquiry, domain) : null;

    /// <summary>The <c>mailto:</c> twin of a one-click address.</summary>
    public string Unsubscribe(string token) => $"mailto:{Address}?subject=unsubscribe%20{token}";

    private string Address => settings.Value.Sender.Address!;
}
