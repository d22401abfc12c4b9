using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Mails;

/// <summary>Tells whoever asks how far an enquiry has come, what comes next, and by when.</summary>
public sealed class StepMail(MatchmakingDb db, SenderAddress sender, SiteAddress site) : IMailTemplate
{
    public string Kind => EnquiryMails.Step;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        var id = Guid.Parse(mail.Data[EnquiryMails.EventKey]);
        return
            await EnquiryFacts.ReadAsync(db, mail, cancel) is { } facts
            && await db.Set<EnquiryEvent>().AsNoTracking().SingleOrDefaultAsync(line => line.Id == id, cancel) is { } line
            ? Write(facts, line.State, text)
            : null;
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text)
    {
        var next = new EnquiryNext(text["sample.enquiry.step"], new DateOnly(2026, 12, 11), null, IsAsked: false);
        return
        [
            new(Kind, Write(EnquiryFacts.Sample(text) with { Next = next }, EnquiryState.Introduced, text)),
            new(Kind + ".signed", Write(EnquiryFacts.Sample(text) with { Next = null }, EnquiryState.Signed, text)),
            new(Kind + ".expired", Write(EnquiryFacts.Sample(text) with { Next = null }, EnquiryState.Expired, text)),
        ];
    }

    private MailContent Write(EnquiryFacts facts, EnquiryState? state, Text t)
    {
        var lines = new List<(string, string)>();
        if (state is { } stage)
            lines.Add((t["enquiry.mail.step.state"], t["enquiry.state." + stage.ToString().ToLowerInvariant()]));
        if (facts.Next is { } next)
            lines.AddRange([(t["enquiry.mail.step.next"], next.ForInvestor(t)), (t["enquiry.mail.step.on"], next.Until(t))]);
        if (facts.Next?.Then is var (step, on))
            lines.AddRange([(t["enquiry.mail.step.then"], step), (t["enquiry.mail.step.on"], Dates.Day(on, t.Language))]);
        var isExpired = state == EnquiryState.Expired;
        var body = new MailBody(t)
            .Heading(t[isExpired ? "enquiry.mail.expired.heading" : "enquiry.mail.step.heading"], large: true)
            .Heading(facts.Title(t));
        if (isExpired)
            body.Paragraph(t["enquiry.mail.expired.text"]);
        body.Facts([.. lines, (t["enquiry.owner"], facts.Owner ?? t["enquiry.desk"])]);
        if (facts.Next is { WaitsForReply: true })
            body.Paragraph(t["enquiry.mail.step.waits"]);
        if (sender.IsRead)
            body.Paragraph(t["enquiry.mail.reply"], quiet: true);
        facts.Open(body, site, t).Paragraph(t["enquiry.no-fees"], quiet: true);
        return new(t["enquiry.mail.step.subject", ("title", facts.Title(t)), ("number", facts.Name)], body)
        {
            ReplyTo = sender.EnquiryReplies(facts.Id),
            Conversation = facts.Id,
        };
    }
}
