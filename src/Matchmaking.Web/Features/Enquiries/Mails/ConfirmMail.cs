using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Mails;

/// <summary>
/// Asks whoever owns the address whether the enquiry is theirs; says nothing of what was asked, since anybody may have typed it.
/// </summary>
public sealed class ConfirmMail(MatchmakingDb db, LinkTokens links, SiteAddress site) : IMailTemplate
{
    public string Kind => EnquiryMails.Confirm;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        var id = Guid.Parse(mail.Data[EnquiryRequests.RequestKey]);
        return await db.Set<EnquiryRequest>().AnyAsync(r => r.Id == id, cancel) ? Write(links.Make(LinkPurpose.Enquiry, id), text) : null;
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write("sample", text))];

    private MailContent Write(string token, Text t) =>
        new(
            t["enquiry.mail.confirm.subject", ("site", site.Name)],
            new MailBody(t)
                .Heading(t["enquiry.mail.confirm.heading"], large: true)
                .Paragraph(t["enquiry.mail.confirm.text", ("site", site.Name)])
                .Button(t["enquiry.mail.confirm.act"], site.Link(SiteLinks.ConfirmEnquiry(token)))
                .Paragraph(t["enquiry.mail.confirm.not-you"], quiet: true)
        );
}
