using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Mails;

/// <summary>
/// Asks whoever owns the address whether the enquiry is theirs. Names the listing and nothing that was typed, since anybody may have typed
/// it.
/// </summary>
public sealed class ConfirmMail(MatchmakingDb db, LinkTokens links, SiteAddress site) : IMailTemplate
{
    public string Kind => EnquiryMails.Confirm;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        var id = Guid.Parse(mail.Data[EnquiryRequests.RequestKey]);
        if (await db.Set<EnquiryRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, cancel) is not { } request)
            return null;
        var listing = await db
            .Opportunities.Where(o => o.Id == request.Draft.Opportunity)
            .Select(o => new Localized(o.Title.Zh, o.Title.Az, o.Title.En))
            .SingleOrDefaultAsync(cancel);
        return Write(links.Make(LinkPurpose.Enquiry, id), listing?.In(text.Language), text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write("sample", text["sample.listing.1.title"], text))];

    private MailContent Write(string token, string? listing, Text t) =>
        new(
            t["enquiry.mail.confirm.subject", ("site", site.Name)],
            new MailBody(t)
                .Heading(t["enquiry.mail.confirm.heading"], large: true)
                .Paragraph(
                    listing is null
                        ? t["enquiry.mail.confirm.text", ("site", site.Name)]
                        : t["enquiry.mail.confirm.text-listing", ("site", site.Name), ("title", listing)]
                )
                .Button(t["enquiry.mail.confirm.act"], site.Link(SiteLinks.ConfirmEnquiry(token)))
                .Paragraph(t.Count("enquiry.mail.confirm.days", EnquiryRequest.Lifespan.Days), quiet: true)
                .Paragraph(t["enquiry.mail.confirm.not-you"], quiet: true)
        );
}
