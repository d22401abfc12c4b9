using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail.Records;

namespace Matchmaking.Web.Mail.Canary;

/// <summary>
/// A built-in subscriber of every publication: a mail to ourselves, written in the same transaction and sent the same way as the alerts.
/// Where it does not arrive, nobody's does.
/// </summary>
public sealed class CanaryMail(SiteAddress site) : IMailTemplate
{
    public const string MailKind = "canary";

    public string Kind => MailKind;

    /// <inheritdoc/>
    public Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        Task.FromResult<MailContent?>(Write(mail.About, text));

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text)
    {
        yield return new(Kind, Write("20261125T0830Z", text));
    }

    private MailContent Write(string about, Text text) =>
        new(
            text["mail.canary.subject", ("about", about)],
            new MailBody(text)
                .Paragraph(text["mail.canary.text", ("site", site.Name)])
                .Links((text["mail.trouble.act"], site.Link(SiteLinks.DeskMailHealth)))
        );
}
