using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>The alert: what matches, why, and one click to look, to say what fits, or to stop.</summary>
public sealed class AlertMail(MatchmakingDb db, ReferenceData reference, ReasonWords words, LinkTokens links, SiteAddress site, IOptions<MailSettings> settings, TimeProvider time) : IMailTemplate
{
    public const string MailKind = "alert";
    /// <summary>How many opportunities one mail shows; the rest is counted and found on the site.</summary>
    private const int Most = 10;

    public string Kind => MailKind;

    /// <inheritdoc/>
    public async Task<MailContent?> WriteAsync(OutgoingMail mail, Text t, CancellationToken cancel)
    {
        var entries = await WantedAsync(mail.Id, cancel);
        await ForgetRestAsync(mail.Id, entries, cancel);
        if (entries.Count == 0)
            return null;
        var first = entries[0];
        var title = first.Opportunity.Title.In(t.Language);
        var subject = entries.Count == 1
            ? first.Opportunity.Places.Count == 0
                ? t["alert.subject.one", ("title", title)]
                : t["alert.subject.one-with-place", ("title", title), ("places", words.Places(first.Opportunity.Places, t))]
            : t["alert.subject.many", ("count", entries.Count), ("title", title)];

        var body = new MailBody().Heading(t.Count("alert.heading", entries.Count), large: true);
        foreach (var entry in entries.Take(Most))
            Write(body, entry, t);
        if (entries.Count > Most)
            body.Links((t.Count("alert.more", entries.Count - Most), site.Link("/matches")));

        var unsubscribe = links.Make(LinkPurpose.Unsubscribe, mail.PersonId!.Value);
        body.Paragraph(t["alert.why"], quiet: true);
        foreach (var mandate in entries.Select(entry => entry.Mandate).DistinctBy(mandate => mandate.Id))
            body.Paragraph(mandate.Name, quiet: true).Facts(words.Describe(mandate, t));
        body.Links(
            (t["alert.change-mandate"], site.Link("/mandates")),
            (t["alert.unsubscribe"], site.Link("/unsubscribe/" + unsubscribe)));

        return new(subject, body)
        {
            UnsubscribeUrl = site.Link("/unsubscribe/" + unsubscribe),
            UnsubscribeAddress = settings.Value.Sender.Address is { } address ? $"mailto:{address}?subject=unsubscribe%20{unsubscribe}" : null,
        };
    }

    /// <summary>The entries of a mail that are still wanted now, best first.</summary>
    private async Task<List<Entry>> WantedAsync(Guid mailId, CancellationToken cancel)
    {
        var today = BakuDay.Of(time);
        var entries = await db.AlertItems.AsNoTracking()
            .Where(item => item.MailId == mailId && item.Person!.AlertsStoppedAt == null
                && item.Mandate!.PausedAt == null && item.Mandate.ArchivedAt == null)
            .Join(db.Opportunities.OpenOn(today), item => item.OpportunityId, opportunity => opportunity.Id, (item, opportunity) => new { item, opportunity })
            .Join(db.Matches.Wanted(db), pair => new { pair.item.MandateId, pair.item.OpportunityId }, match => new { match.MandateId, match.OpportunityId },
                (pair, match) => new { pair.item, pair.opportunity, match, mandate = pair.item.Mandate! })
            .OrderByDescending(row => row.match.Score).ThenByDescending(row => row.opportunity.PublishedAt)
            .ToListAsync(cancel);
        return [.. entries.Select(row => new Entry(row.item.Id, row.opportunity, row.match, row.mandate))];
    }

    /// <summary>What this mail does not tell, its reader has not heard of: it may be told when it is offered again.</summary>
    private Task ForgetRestAsync(Guid mailId, List<Entry> told, CancellationToken cancel)
    {
        var ids = told.Select(entry => entry.ItemId).ToArray();
        return db.AlertItems.Where(item => item.MailId == mailId && !ids.Contains(item.Id)).ExecuteDeleteAsync(cancel);
    }

    private void Write(MailBody body, Entry entry, Text t)
    {
        var (itemId, opportunity, match, mandate) = entry;
        var url = site.Link("/alerts/" + links.Make(LinkPurpose.Alert, itemId));
        body.Heading(opportunity.Title.In(t.Language), url)
            .Facts(
            [
                (t["condition.sector"], words.Sectors(opportunity.AllSectors, t)),
                (t["condition.place"], opportunity.Places.Count > 0 ? words.Places(opportunity.Places, t) : t["opportunity.place.open"]),
                (t["opportunity.amount"], Money.Range(opportunity.AmountFrom, opportunity.AmountTo, opportunity.Currency, t, reference) ?? t["opportunity.amount.unpublished"]),
                .. opportunity.DealTypes.Count > 0 ? new[] { (t["condition.deal-type"], words.DealTypes(opportunity.DealTypes, t)) } : [],
                .. StageFacts(opportunity, t),
                (t["opportunity.promoter"], opportunity.Promoter.In(t.Language)),
            ])
            .Paragraph(opportunity.Summary.In(t.Language))
            .Score(t["alert.score", ("score", match.Score)], words.Telling(match.Reasons).Select(reason => words.Describe(reason, opportunity, mandate, t)))
            .Button(t["alert.open"], url)
            .Links((t["alert.fits"], url + "?answer=fits"), (t["alert.does-not-fit"], url + "?answer=does-not-fit"))
            .Rule();
    }

    private IEnumerable<(string, string)> StageFacts(Opportunity opportunity, Text t)
    {
        if (opportunity.TechnicalStage is { } technical)
            yield return (t["opportunity.technical-stage"], words.Stages([$"T{technical}"], t));
        if (opportunity.LegalStage is { } legal)
            yield return (t["opportunity.legal-stage"], words.Stages([$"L{legal}"], t));
    }

    private sealed record Entry(Guid ItemId, Opportunity Opportunity, Match Match, Mandates.Mandate Mandate);
}
