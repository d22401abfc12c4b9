using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Enquiries.Mails;

/// <summary>What mails tell of an enquiry, as it is when they are written.</summary>
internal sealed record EnquiryFacts(
    Guid Id,
    int Number,
    Localized? Listing,
    string Text,
    string Investor,
    string? Owner,
    DateTimeOffset? First,
    DateTimeOffset? Substantive,
    EnquiryNext? Next,
    bool HasAccount,
    bool HasPassword
)
{
    /// <summary>
    /// Where whoever asks reads it: whoever has no password is let in by a link of a mail first. Null for whom no account shows it.
    /// </summary>
    public string? Path =>
        !HasAccount ? null
        : HasPassword ? SiteLinks.Enquiry(Id)
        : SiteLinks.SignInByMailBefore(SiteLinks.Enquiry(Id));

    /// <summary>The button that leads to it, where there is a page.</summary>
    public MailBody Open(MailBody body, SiteAddress site, Text t) =>
        Path is { } path ? body.Button(t["enquiry.mail.open"], site.Link(path)) : body;

    /// <summary>What people call it by.</summary>
    public string Name => EnquiryWords.Name(Number);

    /// <summary>The listing, else the beginning of what was asked.</summary>
    public string Title(Text t) => TitleOf(Listing, Text, t);

    /// <inheritdoc cref="Title"/>
    public static string TitleOf(Localized? listing, string asked, Text t) => listing?.In(t.Language) ?? CleanText.Shown(asked, 60);

    /// <summary>Those of a mail; null when the enquiry is gone.</summary>
    public static async Task<EnquiryFacts?> ReadAsync(MatchmakingDb db, OutgoingMail mail, CancellationToken cancel)
    {
        var id = Guid.Parse(mail.Data[EnquiryMails.EnquiryKey]);
        var found = await db
            .Enquiries.AsNoTracking()
            .Where(e => e.Id == id)
            .Select(e => new
            {
                e.Number,
                Zh = e.Opportunity == null ? null : e.Opportunity.Title.Zh,
                Az = e.Opportunity == null ? null : e.Opportunity.Title.Az,
                En = e.Opportunity == null ? null : e.Opportunity.Title.En,
                Text = e.Messages.OrderBy(m => m.At).ThenBy(m => m.Id).Select(m => m.Text).First(),
                Investor = e.ContactName + " · " + e.Company,
                Owner = e.Owner!.DisplayName,
                First = e.Promises.Where(p => p.Kind == PromiseKind.First).Select(p => (DateTimeOffset?)p.DueAt).FirstOrDefault(),
                Substantive = e
                    .Promises.Where(p => p.Kind == PromiseKind.Substantive)
                    .Select(p => (DateTimeOffset?)p.DueAt)
                    .FirstOrDefault(),
                e.DueAt,
                e.NextStep,
                e.NextStepOn,
                IsAsked = e.PausedAt != null,
                HasAccount = e.PersonId != null,
                HasPassword = e.Person!.PasswordHash != null,
            })
            .SingleOrDefaultAsync(cancel);
        return found is null
            ? null
            : new(
                id,
                found.Number,
                found.En is null ? null : new(found.Zh!, found.Az!, found.En),
                found.Text,
                found.Investor,
                found.Owner,
                found.First,
                found.Substantive,
                EnquiryNext.Of(found.NextStep, found.NextStepOn, found.DueAt, found.IsAsked),
                found.HasAccount,
                found.HasPassword
            );
    }

    /// <summary>A made-up one.</summary>
    public static EnquiryFacts Sample(Text t)
    {
        var monday = new DateTimeOffset(2026, 11, 30, 14, 0, 0, TimeSpan.Zero);
        return new(
            Guid.Empty,
            147,
            new(t["sample.listing.1.title"], t["sample.listing.1.title"], t["sample.listing.1.title"]),
            t["sample.enquiry"],
            t["sample.investor"],
            t["sample.officer"],
            monday,
            monday.AddDays(4),
            new(null, null, monday.AddDays(4), IsAsked: false),
            HasAccount: true,
            HasPassword: true
        );
    }
}
