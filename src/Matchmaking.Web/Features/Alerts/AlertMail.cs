using System.Globalization;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Reference;

namespace Matchmaking.Web.Features.Alerts;

/// <summary>The alert: what matches or has changed, why it is told, and one click to look, to say what fits, or to stop.</summary>
public sealed class AlertMail(
    AlertContents contents,
    ReferenceData reference,
    ReasonWords words,
    ChangeWords changes,
    LinkTokens links,
    AlertFooter footer,
    SiteAddress site
) : IMailTemplate
{
    /// <summary>A mail at once, one of a window, and what fits now, asked for when a mandate is saved.</summary>
    public const string AtOnce = "alert",
        Digest = "alert.digest",
        Now = "alert.now";

    /// <summary>
    /// Of listings that a person follows, which another feature writes: that one has changed, and that its last day comes near.
    /// </summary>
    public const string Followed = "alert.followed",
        LastDay = "alert.last-day";

    /// <summary>In the data of <see cref="Now"/>: what the mandate is.</summary>
    internal const string MandateKey = "mandate";

    /// <summary>Every kind that an unsubscription stops.</summary>
    public static readonly string[] All = [AtOnce, Digest, Now, Followed, LastDay, KeepMail.MailKind];

    /// <summary>Those that tell of opportunities.</summary>
    public static readonly string[] Telling = [AtOnce, Digest, Now, Followed, LastDay];

    /// <summary>
    /// A mail at once that could not be handed in for longer is not sent any more: what it would have told goes into the next digest. After
    /// a week's stop nobody gets a week's alerts one by one.
    /// </summary>
    public static readonly TimeSpan Latest = TimeSpan.FromHours(24);

    /// <summary>How many opportunities one mail shows; the rest is counted and found on the site.</summary>
    public const int Most = 20;

    /// <summary>Up to so many are told at length; more would be neither read nor let through whole.</summary>
    private const int AtLength = 3;

    private const int MostSectors = 4;

    private IReadOnlyDictionary<Guid, AlertContents.Content> _contents = new Dictionary<Guid, AlertContents.Content>();

    public string Kind => AtOnce;

    public IReadOnlyList<string> Kinds => [AtOnce, Digest, Now];

    /// <summary>The digest of a window, which is its key: there is one a person.</summary>
    public static OutgoingMail NewDigest(Person person, DateTimeOffset end, DateTimeOffset now, ProviderGroup provider) =>
        new()
        {
            Kind = Digest,
            PersonId = person.Id,
            About = end.UtcDateTime.ToString("yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture),
            ToAddress = person.Email!,
            Language = person.Language,
            Provider = provider,
            Priority = 2,
            CreatedAt = now,
            NotBefore = now,
        };

    /// <summary>What fits a mandate when the mail goes out, once: its owner has asked for it on saving.</summary>
    public static OutgoingMail NewNow(Person person, Guid mandate, DateTimeOffset now, ProviderGroup provider)
    {
        var mail = person.NewMail(Now, provider, now);
        mail.Data[MandateKey] = mandate.ToString();
        return mail;
    }

    /// <summary>When the window of a digest closed; null for other mails.</summary>
    public static DateTimeOffset? EndOf(OutgoingMail mail) =>
        mail.Kind != Digest
            ? null
            : DateTimeOffset.ParseExact(mail.About, "yyyyMMdd'T'HHmm'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <inheritdoc/>
    public async Task PrepareAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancel)
    {
        var more = await contents.ReadAsync(mails, cancel);
        _contents =
            _contents.Count == 0
                ? more
                : _contents.Concat(more).GroupBy(pair => pair.Key).ToDictionary(group => group.Key, group => group.Last().Value);
    }

    /// <inheritdoc/>
    public Task<MailContent?> WriteAsync(OutgoingMail mail, Text t, CancellationToken cancel)
    {
        var content = _contents[mail.Id];
        return Task.FromResult<MailContent?>(
            content.Unwanted is { } because
                ? MailContent.Not(because, t)
                : Write(content.Entries, mail.PersonId!.Value, t, mail.Kind == Now)
        );
    }

    /// <inheritdoc/>
    public IEnumerable<MailSample> Samples(Text text)
    {
        var entries = AlertSamples.Entries(text, reference);
        yield return new(AtOnce, Write([entries[0]], Guid.Empty, text));
        yield return new("alert.changed", Write([AlertSamples.Changed(entries[1])], Guid.Empty, text));
        yield return new("alert.closed", Write([AlertSamples.Closed(AlertSamples.Entries(text, reference)[1])], Guid.Empty, text));
        yield return new(Now, Write(entries, Guid.Empty, text, isNow: true));
        yield return new(Digest, Write(entries, Guid.Empty, text));
    }

    /// <summary>Writes it; also with made-up entries.</summary>
    internal MailContent Write(IReadOnlyList<AlertEntryToTell> entries, Guid person, Text t, bool isNow = false)
    {
        var body = new MailBody(t).Heading(
            isNow ? t.Count("alert.now.heading", entries.Count)
                : entries.All(entry => entry.IsChange) ? t.Count("alert.heading.changed", entries.Count)
                : t.Count("alert.heading", entries.Count),
            large: true
        );
        foreach (var entry in entries.Take(Most))
            WriteEntry(body, entry, entries.Count <= AtLength, t);
        if (entries.Count > Most)
            body.Links((t.Count("alert.more", entries.Count - Most), site.Link(SiteLinks.Matches)));
        var mandates = entries.Take(Most).Select(entry => entry.Mandate).DistinctBy(mandate => mandate.Id).ToList();
        body.Paragraph(t.Count("alert.why", mandates.Count), quiet: true);
        foreach (var mandate in mandates)
        {
            body.Paragraph(mandate.Name, quiet: true);
            // All criteria of many mandates would make a mail that programs cut off.
            if (mandates.Count <= AtLength)
                body.Facts(words.Describe(mandate, t));
        }
        return footer.Close(
            new(isNow ? t.Count("alert.now.subject", entries.Count, ("mandate", entries[0].Mandate.Name)) : Subject(entries, t), body),
            person,
            t
        );
    }

    private string Subject(IReadOnlyList<AlertEntryToTell> entries, Text t)
    {
        var first = entries[0];
        var title = first.Opportunity.Title.In(t.Language);
        if (entries.Count > 1)
            return t["alert.subject.many", ("count", entries.Count), ("title", title)];
        if (first.IsChange)
            return ChangeWords.Subject(title, [.. Changes(first, t)], t);
        return first.Opportunity.Places.Count == 0
            ? t["alert.subject.one", ("title", title)]
            : t["alert.subject.one-with-place", ("title", title), ("places", words.Places(first.Opportunity.Places, t))];
    }

    private void WriteEntry(MailBody body, AlertEntryToTell entry, bool atLength, Text t)
    {
        var opportunity = entry.Opportunity;
        var token = links.Make(LinkPurpose.Alert, entry.ItemId);
        var url = site.Link(SiteLinks.Alert(token));
        body.Heading(opportunity.Title.In(t.Language), url);
        if (entry.IsChange)
            body.Changes(t["alert.changed"], Changes(entry, t));
        // Of what is not on offer (any more) nothing else is said.
        if (MaterialFacts.Of(opportunity).State != ListingState.Open)
        {
            body.Paragraph(t["alert.closed"], quiet: true).Button(t["alert.open"], url).Rule();
            return;
        }
        body.Facts(Facts(opportunity, atLength, t));
        if (atLength)
            body.Paragraph(opportunity.Summary.In(t.Language));
        if (entry.Match is { } match)
            body.Score(
                t["alert.score", ("score", match.Score)],
                words.Telling(match.Reasons).Take(atLength ? 7 : 2).Select(reason => words.Describe(reason, opportunity, entry.Mandate, t))
            );
        else
            body.Paragraph(t["alert.no-longer-matches"], quiet: true);
        if (entry.Fits.Count > 1)
            body.Paragraph(t["alert.fits-mandates", ("names", t.List(entry.Fits.Select(mandate => mandate.Name)))], quiet: true);
        if (atLength)
            body.Button(t["alert.open"], url);
        body.Links(
                (t["alert.fits"], url + "?answer=fits#ask"),
                (t["alert.does-not-fit"], url + "?answer=does-not-fit#ask"),
                (t["alert.ask"], site.Link(SiteLinks.EnquiryFromAlert(token, fits: false)))
            )
            .Rule();
    }

    private IEnumerable<(string, string)> Facts(Opportunity opportunity, bool atLength, Text t)
    {
        yield return (t["condition.sector"], Sectors(opportunity, t));
        yield return (
            t["condition.place"],
            opportunity.Places.Count > 0 ? words.Places(opportunity.Places, t) : t["opportunity.place.open"]
        );
        yield return (
            t["opportunity.amount"],
            Money.Range(opportunity.AmountFrom, opportunity.AmountTo, opportunity.Currency, t, reference) ?? t["opportunity.not-published"]
        );
        if (!atLength)
            yield break;
        if (opportunity.DealTypes.Count > 0)
            yield return (t["condition.deal-type"], words.DealTypes(opportunity.DealTypes, t));
        if (opportunity.TechnicalStage is { } technical)
            yield return (t["opportunity.technical-stage"], words.Stages([$"T{technical}"], t));
        if (opportunity.LegalStage is { } legal)
            yield return (t["opportunity.legal-stage"], words.Stages([$"L{legal}"], t));
        if (opportunity.ValidUntil is { } day)
            yield return (t["opportunity.valid-until"], Dates.Day(day, t.Language));
        yield return (t["opportunity.promoter"], opportunity.Promoter.In(t.Language));
    }

    /// <summary>A plot for every industry names more sectors than a mail has room for; the reasons name the one that counts.</summary>
    private string Sectors(Opportunity opportunity, Text t) =>
        words.Sectors(opportunity.AllSectors.Take(MostSectors), t) + (opportunity.AllSectors.Skip(MostSectors).Any() ? " …" : "");

    /// <summary>What has changed since its reader was told, field by field.</summary>
    private IEnumerable<(string Name, string Before, string After)> Changes(AlertEntryToTell entry, Text t) =>
        entry.Before is { } before && MaterialFacts.Of(entry.Opportunity) is var now
            ? changes.Of(now.DifferentFrom(before), before, now, t)
            : [];
}
