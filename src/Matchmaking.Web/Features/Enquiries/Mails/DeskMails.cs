using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Mails;

/// <summary>
/// Tells somebody of the desk that an enquiry has come, was written in, is theirs now, or that an answer is owed. What is no longer so when
/// its turn comes is not sent.
/// </summary>
public sealed class OwnerMail(MatchmakingDb db, SiteAddress site, TimeProvider time) : IMailTemplate
{
    public string Kind => EnquiryMails.New;

    /// <inheritdoc/>
    public IReadOnlyList<string> Kinds { get; } =
    [EnquiryMails.New, EnquiryMails.Heard, EnquiryMails.Assigned, EnquiryMails.Reminder, EnquiryMails.Late];

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (await EnquiryFacts.ReadAsync(db, mail, cancel) is not { } facts)
            return null;
        if (mail.Data.TryGetValue(EnquiryMails.PromiseKey, out var key))
        {
            var id = Guid.Parse(key);
            // Answered, withdrawn, or asked back in the meantime: nobody need be told any more.
            if (
                !await db.AnswerPromises.AnyAsync(
                    p => p.Id == id && p.KeptAt == null && p.EndedAt == null && p.Enquiry!.PausedAt == null,
                    cancel
                )
            )
                return null;
        }
        var said = facts.Text;
        if (mail.Kind == EnquiryMails.Heard)
        {
            var id = Guid.Parse(mail.Data[EnquiryMails.MessageKey]);
            said = await db.EnquiryMessages.Where(m => m.Id == id).Select(m => m.Text).SingleOrDefaultAsync(cancel) ?? said;
        }
        return Write(mail.Kind, facts, said, await GivenAsync(mail, cancel), time.GetUtcNow(), text);
    }

    /// <summary>Who gave it, and why; null for every other mail, and where the system did.</summary>
    private async Task<(string By, string? Why)?> GivenAsync(OutgoingMail mail, CancellationToken cancel)
    {
        if (mail.Kind != EnquiryMails.Assigned || !mail.Data.TryGetValue(EnquiryMails.EventKey, out var key))
            return null;
        var id = Guid.Parse(key);
        var line = await db.Set<EnquiryEvent>().AsNoTracking().Include(e => e.By).SingleOrDefaultAsync(e => e.Id == id, cancel);
        return line?.By is { } by ? (by.DisplayName, line.Text) : null;
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text)
    {
        var facts = EnquiryFacts.Sample(text);
        return Kinds.Select(kind => new MailSample(
            kind,
            Write(
                kind,
                facts,
                facts.Text,
                kind == EnquiryMails.Assigned ? (text["sample.officer"], text["sample.enquiry.why"]) : null,
                facts.Next!.DueAt!.Value.AddHours(-9),
                text
            )
        ));
    }

    private MailContent Write(string kind, EnquiryFacts facts, string said, (string By, string? Why)? given, DateTimeOffset now, Text t)
    {
        var name = kind.Split('.')[1];
        var body = new MailBody(t)
            .Heading(t["enquiry.mail." + name + ".heading", ("number", facts.Name)], large: true)
            .Heading(facts.Title(t))
            .Facts([
                (t["enquiry.investor"], facts.Investor),
                (t["enquiry.owner"], facts.Owner ?? t["enquiry.nobody"]),
                .. facts.Next?.DueAt is { } due
                    ? new[] { (t[due < now ? "enquiry.mail.was-due" : "enquiry.mail.due"], TwoClocks.Moment(due, t.Language)) }
                    : [],
                .. given is var (by, _) ? new[] { (t["enquiry.mail.given-by"], by) } : [],
                .. given?.Why is { Length: > 0 } why ? new[] { (t["enquiry.mail.why"], why) } : [],
            ])
            .Quote(said)
            .Button(t["enquiry.mail.answer"], site.Link(SiteLinks.DeskEnquiry(facts.Id)));
        return new(t["enquiry.mail." + name + ".subject", ("title", facts.Title(t)), ("number", facts.Name)], body)
        {
            Conversation = facts.Id,
        };
    }
}
