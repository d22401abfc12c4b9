using System.Globalization;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Saved;

/// <summary>
/// Tells whoever follows a listing what has changed of it, or that its last day comes near. Never the note: the desk can look at mails.
/// </summary>
public sealed class FollowedMail(
    MatchmakingDb db,
    ReferenceData reference,
    ChangeWords words,
    AlertFooter footer,
    SiteAddress site,
    TimeProvider time
) : IMailTemplate
{
    public string Kind => AlertMail.Followed;

    public IReadOnlyList<string> Kinds => [AlertMail.Followed, AlertMail.LastDay];

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text t, CancellationToken cancel)
    {
        var (id, now) = (Guid.Parse(mail.About), time.GetUtcNow());
        var saved = db.SavedOpportunities.Where(s => s.PersonId == mail.PersonId && s.OpportunityId == id);
        if (
            !await saved.AnyAsync(s => s.Follows && s.RemovedAt == null, cancel)
            || await db.Users.Notifiable().SingleOrDefaultAsync(p => p.Id == mail.PersonId, cancel) is not { } person
        )
            return null;
        var known = int.Parse(mail.Data[FollowedNews.KnownKey], CultureInfo.InvariantCulture);
        if (person.AlertsPausedUntil > now)
        {
            // Told when the pause is over: the row knows again what it knew before this mail.
            await (
                mail.Kind == AlertMail.LastDay
                    ? saved.ExecuteUpdateAsync(set => set.SetProperty(s => s.KnownLastDay, (DateOnly?)null), cancel)
                    : saved.ExecuteUpdateAsync(set => set.SetProperty(s => s.KnownVersion, known), cancel)
            );
            return MailContent.Not(SuppressedBecause.Unsubscribed, t);
        }
        var listing = await db.Opportunities.AsNoTracking().Where(o => o.Id == id).ForReading().SingleAsync(cancel);
        var title = (await db.PublicTitlesAsync([id], cancel)).GetValueOrDefault(id, Localized.Empty).In(t.Language);
        if (mail.Kind == AlertMail.LastDay)
            return listing.IsOpenOn(BakuDay.Of(time)) && listing.ValidUntil?.DayNumber == mail.Version
                ? LastDay(listing, title, person.Id, t)
                : null;
        // It tells the newest state, so that no second mail does.
        await saved
            .Where(s => s.KnownVersion < listing.MaterialVersion)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.KnownVersion, listing.MaterialVersion), cancel);
        var before = await db
            .OpportunityStates.AsNoTracking()
            .Where(s => s.OpportunityId == id && s.Version == known)
            .Select(s => s.Facts)
            .SingleOrDefaultAsync(cancel);
        return Changed(listing, before, title, person.Id, t);
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text)
    {
        var changed = AlertSamples.Changed(AlertSamples.Entries(text, reference)[0]);
        var title = changed.Opportunity.Title.In(text.Language);
        yield return new(AlertMail.Followed, Changed(changed.Opportunity, changed.Before, title, Guid.Empty, text)!);
        yield return new(AlertMail.LastDay, LastDay(changed.Opportunity, title, Guid.Empty, text));
        var closed = AlertSamples.Closed(AlertSamples.Entries(text, reference)[1]);
        title = closed.Opportunity.Title.In(text.Language);
        yield return new("alert.followed.closed", Changed(closed.Opportunity, closed.Before, title, Guid.Empty, text)!);
    }

    /// <summary>Null when all that had changed was taken back.</summary>
    private MailContent? Changed(Opportunity listing, MaterialFacts? before, string title, Guid person, Text t)
    {
        var now = MaterialFacts.Of(listing);
        IReadOnlyList<(string, string, string)> changes = before is null
            ? []
            : [.. words.Of(now.NewsSince(before, now.State == ListingState.Open), before, now, t)];
        if (before is not null && changes.Count == 0)
            return null;
        var body = Begin(t["followed.changed.heading"], listing, title, t);
        if (changes.Count > 0)
            body.Changes(t["alert.changed"], changes);
        if (now.State == ListingState.Open)
            body.Facts(Facts(listing, t));
        return End(new(ChangeWords.Subject(title, changes, t), body), listing, person, t);
    }

    private MailContent LastDay(Opportunity listing, string title, Guid person, Text t)
    {
        var day = Dates.Day(listing.ValidUntil!.Value, t.Language);
        var body = Begin(t["followed.last-day.heading", ("day", day)], listing, title, t).Facts(Facts(listing, t));
        return End(new(t["followed.last-day.subject", ("title", title), ("day", day)], body), listing, person, t);
    }

    private MailBody Begin(string heading, Opportunity listing, string title, Text t) =>
        new MailBody(t)
            .Heading(heading, large: true)
            .Heading(title, listing.Status == PublicationStatus.Published ? site.Link(SiteLinks.Opportunity(listing.Slug)) : null);

    private MailContent End(MailContent content, Opportunity listing, Guid person, Text t)
    {
        content.Body.Button(
            t[listing.Status == PublicationStatus.Published ? "alert.open" : "followed.list"],
            site.Link(listing.Status == PublicationStatus.Published ? SiteLinks.Opportunity(listing.Slug) : SiteLinks.Saved)
        );
        content.Body.Paragraph(t["followed.why"], quiet: true).Links((t["followed.stop"], site.Link(SiteLinks.SavedNote(listing.Slug))));
        return footer.Close(content, person, t);
    }

    private IEnumerable<(string, string)> Facts(Opportunity listing, Text t)
    {
        yield return (
            t["condition.place"],
            listing.Places.Count == 0
                ? t["opportunity.place.open"]
                : t.List(listing.Places.Select(code => reference.PlaceName(code, t.Language)))
        );
        if (Money.Range(listing.AmountFrom, listing.AmountTo, listing.Currency, t, reference) is { } amount)
            yield return (t["opportunity.amount"], amount);
        if (listing.ValidUntil is { } day)
            yield return (t["opportunity.valid-until"], Dates.Day(day, t.Language));
    }
}
