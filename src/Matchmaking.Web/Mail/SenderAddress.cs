using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Mail;

/// <summary>Who our mails come from: in the header, and on the envelope.</summary>
public sealed class SenderAddress(IOptions<MailSettings> settings, SiteAddress site)
{
    /// <summary>What stands in the header.</summary>
    public MailboxAddress From => new(settings.Value.Sender.Name ?? site.Name, Address);

    /// <summary>Of our Message-IDs.</summary>
    public string Domain => Address[(Address.LastIndexOf('@') + 1)..];

    /// <summary>Where reports about a mail go.</summary>
    public MailboxAddress Envelope(OutgoingMail mail) => new("", Address);

    /// <summary>The <c>mailto:</c> twin of a one-click address.</summary>
    public string Unsubscribe(string token) => $"mailto:{Address}?subject=unsubscribe%20{token}";

    private string Address => settings.Value.Sender.Address!;
}
