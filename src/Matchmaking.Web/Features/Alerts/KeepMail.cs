using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>After a year without any sign of life: shall the alerts go on?</summary>
public sealed class KeepMail(MatchmakingDb db, LinkTokens links, AlertFooter footer, SiteAddress site) : IMailTemplate
{
    public const string MailKind = "alert.keep";

    public string Kind => MailKind;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        // Whoever has shown up in the meantime has answered.
        await db.Users.Notifiable().AnyAsync(p => p.Id == mail.PersonId && p.AskedToKeepAt != null, cancel)
            ? Write(mail.PersonId!.Value, text)
            : null;

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write(Guid.Empty, text))];

    private MailContent Write(Guid person, Text text) =>
        footer.Close(
            new(
                text["alert.keep.subject", ("site", site.Name)],
                new MailBody(text)
                    .Heading(text["alert.keep.heading"], large: true)
                    .Paragraph(text["alert.keep.text", ("site", site.Name)])
                    .Button(text["alert.keep.act"], site.Link(SiteLinks.KeepAlerts(links.Make(LinkPurpose.Preferences, person))))
                    .Paragraph(text["alert.keep.else"], quiet: true)
            ),
            person,
            text
        );
}
