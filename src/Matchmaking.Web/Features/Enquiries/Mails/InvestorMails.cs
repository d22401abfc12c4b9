using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Mails;

/// <summary>What it says that an enquiry has come: who answers, and until when. Sent at once, by the machine, and says so.</summary>
public sealed class ReceivedMail(MatchmakingDb db, SenderAddress sender, SiteAddress site) : IMailTemplate
{
    public string Kind => EnquiryMails.Received;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (await EnquiryFacts.ReadAsync(db, mail, cancel) is not { } facts)
            return null;
        return Write(facts, text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write(EnquiryFacts.Sample(text), text))];

    private MailContent Write(EnquiryFacts facts, Text t)
    {
        var body = new MailBody(t)
            .Heading(t["enquiry.mail.received.heading"], large: true)
            .Paragraph(t["enquiry.mail.received.text", ("number", facts.Name), ("owner", facts.Owner ?? t["enquiry.desk"])])
            .Facts([
                (t["enquiry.due.first"], facts.First is { } first ? TwoClocks.Moment(first, t.Language) : ""),
                (t["enquiry.due.substantive"], facts.Substantive is { } due ? TwoClocks.Moment(due, t.Language) : ""),
            ])
            .Paragraph(t["enquiry.asked"], quiet: true)
            .Quote(facts.Text);
        facts.Open(body, site, t).Paragraph(t["enquiry.no-fees"], quiet: true);
        return new(t["enquiry.mail.received.subject", ("title", facts.Title(t)), ("number", facts.Name)], body)
        {
            ReplyTo = sender.EnquiryReplies(facts.Id),
            Conversation = facts.Id,
        };
    }
}

/// <summary>What the desk has written, as it was written.</summary>
public sealed class MessageMail(MatchmakingDb db, SenderAddress sender, SiteAddress site) : IMailTemplate
{
    public string Kind => EnquiryMails.Message;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        var id = Guid.Parse(mail.Data[EnquiryMails.MessageKey]);
        if (
            await EnquiryFacts.ReadAsync(db, mail, cancel) is not { } facts
            || await db.EnquiryMessages.AsNoTracking().Include(m => m.Files).SingleOrDefaultAsync(m => m.Id == id, cancel) is not { } said
        )
            return null;
        return Write(facts, said.Kind, said.AuthorName, said.Text, [.. said.Files.Select(file => file.Name)], text) with
        {
            IsPersonal = !said.IsTemplate,
        };
    }

    /// <summary>What the investor is asked for, and what comes next by when: the lines under a message.</summary>
    public static IEnumerable<string> WhatComes(MessageKind said, EnquiryNext? next, Text t) =>
        // A template as it stands asks nothing: the clock goes on.
        [
            .. said == MessageKind.Question && next is { IsAsked: true } ? new[] { t["enquiry.mail.question"] } : [],
            .. next?.Sentences(t) ?? [],
        ];

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text)
    {
        var friday = new DateOnly(2026, 12, 11);
        return
        [
            Sample(Kind, MessageKind.Answer, "sample.enquiry.answer", new(text["sample.enquiry.step"], friday, null, IsAsked: false)),
            Sample(Kind + ".question", MessageKind.Question, "sample.enquiry.ask", new(null, friday, null, IsAsked: true)),
        ];
        MailSample Sample(string kind, MessageKind said, string words, EnquiryNext next) =>
            new(kind, Write(EnquiryFacts.Sample(text) with { Next = next }, said, text["sample.officer"], text[words], [], text));
    }

    private MailContent Write(EnquiryFacts facts, MessageKind kind, string author, string said, IReadOnlyList<string> files, Text t)
    {
        var body = new MailBody(t).Heading(facts.Title(t), large: true);
        foreach (var paragraph in said.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            body.Paragraph(paragraph);
        if (Signature.Of(author, said, t) is { } signature)
            body.Paragraph(signature);
        if (files.Count > 0)
            body.Paragraph(t["enquiry.mail.files", ("names", t.List(files))], quiet: true);
        foreach (var line in WhatComes(kind, facts.Next, t))
            body.Paragraph(line, quiet: true);
        if (sender.IsRead)
            body.Paragraph(t["enquiry.mail.reply"], quiet: true);
        facts.Open(body, site, t).Paragraph(t["enquiry.no-fees"], quiet: true);
        return new(t["enquiry.mail.message.subject", ("title", facts.Title(t)), ("number", facts.Name)], body)
        {
            ReplyTo = sender.EnquiryReplies(facts.Id),
            Conversation = facts.Id,
            IsPersonal = true,
        };
    }
}
