using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Inbox.Mails;

/// <summary>Tells somebody of the desk what a colleague has given them, as far as it is still theirs.</summary>
public sealed class AssignedMail(MatchmakingDb db, SiteAddress site) : IMailTemplate
{
    private const int Most = 20;

    public string Kind => InboxMails.Assigned;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        var id = Guid.Parse(mail.Data[InboxMails.ChangeKey]);
        if (await db.InboxChanges.AsNoTracking().Include(c => c.Person).SingleOrDefaultAsync(c => c.Id == id, cancel) is not { } change)
            return null;
        var ids = change.Before.ConvertAll(one => one.Id);
        var items = await db
            .InboxItems.AsNoTracking()
            // Enquiries are told of by a mail of their own.
            .Where(i => ids.Contains(i.Id) && i.OwnerId == mail.PersonId && i.DoneAt == null && i.Kind != InboxKind.Enquiry)
            .InOrder()
            .Select(i => new MorningItem(new(i.TitleZh, i.TitleAz, i.TitleEn), i.Who, i.DueAt))
            .ToListAsync(cancel);
        return items.Count == 0 ? null : Write(change.Person!.DisplayName, items, text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) => [new(Kind, Write(text["sample.officer"], [InboxLines.Sample(text)], text))];

    private MailContent Write(string by, IReadOnlyList<MorningItem> items, Text t) =>
        new(
            t.Count("inbox.mail.assigned.subject", items.Count, ("title", items[0].Title.In(t.Language))),
            new MailBody(t)
                .Heading(t.Count("inbox.mail.assigned.heading", items.Count, ("name", by)), large: true)
                .Facts(items.Take(Most).Select(item => InboxLines.Of(item, t)))
                .Button(t["inbox.mail.open"], site.Link(SiteLinks.DeskInbox))
                .Paragraph(t["inbox.mail.how"], quiet: true)
        );
}

/// <summary>The list of a working morning.</summary>
public sealed class MorningMail(MatchmakingDb db, SiteAddress site, TimeProvider time) : IMailTemplate
{
    public string Kind => InboxMails.Morning;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        var list = await MorningList.ReadAsync(db, mail.PersonId!.Value, time.GetUtcNow(), cancel);
        return list.IsEmpty ? null : Write(list, text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text)
    {
        var one = InboxLines.Sample(text);
        return [new(Kind, Write(new([one], [one], [one with { DueAt = null }]), text))];
    }

    private MailContent Write(MorningList list, Text t)
    {
        var body = new MailBody(t).Heading(t["inbox.mail.morning.heading"], large: true);
        foreach (var (key, items) in new[] { ("late", list.Late), ("today", list.Today), ("unowned", list.Unowned) })
            if (items.Count > 0)
                body.Heading(t["inbox.mail.morning." + key]).Facts(items.Select(item => InboxLines.Of(item, t)));
        return new(
            t["inbox.mail.morning.subject", ("late", list.Late.Count), ("today", list.Today.Count), ("unowned", list.Unowned.Count)],
            body.Button(t["inbox.mail.open"], site.Link(SiteLinks.DeskInbox)).Paragraph(t["inbox.mail.how"], quiet: true)
        );
    }
}

/// <summary>Items as lines of a mail.</summary>
internal static class InboxLines
{
    public static (string Name, string Value) Of(MorningItem item, Text t) =>
        (item.In(t), item.DueAt is { } due ? TwoClocks.Moment(due, t.Language) : t["inbox.mail.no-date"]);

    public static MorningItem Sample(Text t)
    {
        var title = t["sample.listing.1.title"];
        return new(new(title, title, title), t["sample.investor"], new DateTimeOffset(2026, 11, 30, 14, 0, 0, TimeSpan.Zero));
    }
}
