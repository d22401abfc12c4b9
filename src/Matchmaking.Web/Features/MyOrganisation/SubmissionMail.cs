using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.MyOrganisation;

/// <summary>Tells the members of an organisation what became of the opportunity that they sent in.</summary>
public static class SubmissionMail
{
    public const string Accepted = "opportunity.accepted",
        Returned = "opportunity.returned",
        Declined = "opportunity.declined";
    internal const string OpportunityKey = "opportunity",
        StatusKey = "status";

    /// <summary>Adds a mail for each member to what is pending; none when the desk wrote the opportunity itself.</summary>
    public static async Task AddAsync(
        MatchmakingDb db,
        RecipientProviders providers,
        Opportunity opportunity,
        string kind,
        DateTimeOffset now,
        CancellationToken cancel
    )
    {
        if (opportunity.SubmittedById is not { } organisation)
            return;
        foreach (var member in await db.Users.Active().Where(p => p.OrganisationId == organisation && p.EmailConfirmed).ToListAsync(cancel))
        {
            var mail = member.NewMail(kind, providers.Of(member.Email!), now);
            mail.Data[OpportunityKey] = opportunity.Id.ToString();
            mail.Data[StatusKey] = opportunity.Status.ToString();
            db.Mails.Add(mail);
        }
    }

    /// <summary>The opportunity of a mail while it still stands as the mail was going to say; null when the news is old.</summary>
    internal static Task<Opportunity?> FindAsync(MatchmakingDb db, OutgoingMail mail, CancellationToken cancel)
    {
        var (id, status) = (Guid.Parse(mail.Data[OpportunityKey]), Enum.Parse<PublicationStatus>(mail.Data[StatusKey]));
        return db.Opportunities.AsNoTracking().SingleOrDefaultAsync(o => o.Id == id && o.Status == status, cancel);
    }
}

/// <summary>"Accepted, the desk prepares it", and later "published": the news is good both times.</summary>
public sealed class AcceptedMail(MatchmakingDb db, SiteAddress site) : IMailTemplate
{
    public string Kind => SubmissionMail.Accepted;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (await SubmissionMail.FindAsync(db, mail, cancel) is not { } opportunity)
            return null;
        return Write(
            opportunity.Title.In(text.Language),
            opportunity.Status == PublicationStatus.Published ? opportunity.Slug : null,
            text
        );
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) =>
        [
            new(Kind, Write(text["sample.listing.1.title"], null, text)),
            new("opportunity.published", Write(text["sample.listing.1.title"], "sample", text)),
        ];

    /// <param name="title">In the reader's language.</param>
    /// <param name="slug">Where it is public; null while it is not.</param>
    /// <param name="text">The reader's language.</param>
    private MailContent Write(string title, string? slug, Text text) =>
        slug is not null
            ? new(
                text["organisation.mail.published.subject", ("title", title)],
                new MailBody(text)
                    .Heading(text["organisation.mail.published.heading"], large: true)
                    .Paragraph(title)
                    .Paragraph(text["organisation.mail.published.text"])
                    .Button(text["organisation.mail.published.open"], site.Link(SiteLinks.Opportunity(slug)))
            )
            : new(
                text["organisation.mail.accepted.subject", ("title", title)],
                new MailBody(text)
                    .Heading(text["organisation.mail.accepted.heading"], large: true)
                    .Paragraph(title)
                    .Paragraph(text["organisation.mail.accepted.text"])
                    .Button(text["organisation.mail.open-list"], site.Link(SiteLinks.Submissions))
            );
}

/// <summary>Sent back, with the reviewer's reason and the way to put it right.</summary>
public sealed class ReturnedMail(MatchmakingDb db, SiteAddress site) : IMailTemplate
{
    public string Kind => SubmissionMail.Returned;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel)
    {
        if (await SubmissionMail.FindAsync(db, mail, cancel) is not { } opportunity)
            return null;
        return Write(opportunity.Title.In(text.Language), opportunity.ReturnReason ?? "", opportunity.Id, text);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) =>
        [new(Kind, Write(text["sample.listing.1.title"], text["sample.return-reason"], Guid.Empty, text))];

    private MailContent Write(string title, string reason, Guid opportunity, Text text)
    {
        var body = new MailBody(text)
            .Heading(text["organisation.mail.returned.heading"], large: true)
            .Paragraph(title)
            .Paragraph(text["organisation.mail.returned.text"]);
        foreach (var line in reason.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            body.Paragraph(line);
        body.Button(text["organisation.mail.returned.edit"], site.Link(SiteLinks.Submission(opportunity)));
        return new(text["organisation.mail.returned.subject", ("title", title)], body);
    }
}

/// <summary>Not published, and why.</summary>
public sealed class DeclinedMail(MatchmakingDb db, SiteAddress site) : IMailTemplate
{
    public string Kind => SubmissionMail.Declined;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
        await SubmissionMail.FindAsync(db, mail, cancel) is { } opportunity
            ? Write(opportunity.Title.In(text.Language), opportunity.ReturnReason ?? "", text)
            : null;

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text) =>
        [new(Kind, Write(text["sample.listing.1.title"], text["sample.refusal-reason"], text))];

    private MailContent Write(string title, string reason, Text text)
    {
        var body = new MailBody(text)
            .Heading(text["organisation.mail.declined.heading"], large: true)
            .Paragraph(title)
            .Paragraph(text["organisation.mail.returned.text"]);
        foreach (var line in reason.Split('\n', StringSplitOptions.RemoveEmptyEntries))
            body.Paragraph(line);
        body.Button(text["organisation.mail.open-list"], site.Link(SiteLinks.Submissions));
        return new(text["organisation.mail.declined.subject", ("title", title)], body);
    }
}
