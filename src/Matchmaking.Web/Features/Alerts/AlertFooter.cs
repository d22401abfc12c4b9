using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>The end of every mail that somebody subscribed to: the ways to change it and to leave.</summary>
public sealed class AlertFooter(LinkTokens links, SenderAddress sender, SiteAddress site)
{
    /// <summary>Adds the links and what mail programs need to unsubscribe with one click (RFC 8058).</summary>
    public MailContent Close(MailContent content, Guid person, Text t)
    {
        var token = links.Make(LinkPurpose.Unsubscribe, person);
        content.Body.Links(
            (t["alert.change-mandate"], site.Link(SiteLinks.Mandates)),
            (t["alert.preferences"], site.Link(SiteLinks.Preferences(links.Make(LinkPurpose.Preferences, person)))),
            (t["alert.unsubscribe"], site.Link(SiteLinks.Unsubscribe(token)))
        );
        return content with { UnsubscribeUrl = site.Link(SiteLinks.Unsubscribe(token)), UnsubscribeAddress = sender.Unsubscribe(token) };
    }
}
