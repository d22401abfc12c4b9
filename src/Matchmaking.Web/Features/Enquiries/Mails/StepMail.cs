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
            ? Write(facts, line.State, line.NextStep, line.NextStepOn, text)
            : null;
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) =>
        [
            new(
                Kind,
                Write(EnquiryFacts.Sample(text), EnquiryState.Introduced, text["sample.enquiry.step"], new DateOnly(2026, 12, 11), text)
            ),
            new(Kind + ".signed", Write(EnquiryFacts.Sample(text), EnquiryState.Signed, null, null, text)),
            new(Kind + ".expired", Write(EnquiryFacts.Sample(text), EnquiryState.Expired, null, null, text)),
        ];

    private MailContent Write(EnquiryFacts facts, EnquiryState? state, string? step, DateOnly? on, Text t)
    {
        var lines = new List<(string, string)>();
        if (state is { } stage)
            lines.Add((t["enquiry.mail.step.state"], t["enquiry.state." + stage.ToString().ToLowerInvariant()]));
        if (step is not null && on is { } day)
            lines.AddRange([(t["enquiry.mail.step.next"], step), (t["enquiry.mail.step.on"], Dates.Day(day, t.Language))]);
        var isExpired = state == EnquiryState.Expired;
        var body = new MailBody(t)
            .Heading(t[isExpired ? "enquiry.mail.expired.heading" : "enquiry.mail.step.heading"], large: true)
            .Heading(facts.Title(t));
        if (isExpired)
            body.Paragraph(t["enquiry.mail.expired.text"]);
        body.Facts([.. lines, (t["enquiry.owner"], facts.Owner ?? t["enquiry.desk"])]);
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
