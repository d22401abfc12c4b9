using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches.Preview;

/// <summary>An opportunity and how well it fits.</summary>
public sealed record PreviewedMatch(Opportunity Opportunity, Assessment Assessment);

/// <summary>What a mandate would do if it were saved now.</summary>
/// <param name="Mandate">The mandate as it stands in the form.</param>
/// <param name="Matches">The open opportunities that match, best first.</param>
/// <param name="NearMisses">How many only just miss.</param>
/// <param name="Suggestions">What would make them match.</param>
/// <param name="Notified">What it would have told of in the last <see cref="MandatePreviews.Days"/> days, newest first.</param>
/// <param name="Mails">In how many mails, at its frequency.</param>
/// <param name="Weeks">How many of them in each of the <see cref="MandatePreviews.Weeks"/> weeks, the oldest first;
/// the last one ends now.</param>
public sealed record MandatePreview(
    Mandate Mandate,
    IReadOnlyList<PreviewedMatch> Matches,
    int NearMisses,
    IReadOnlyList<Suggestion> Suggestions,
    IReadOnlyList<PreviewedMatch> Notified,
    int Mails,
    IReadOnlyList<int> Weeks
)
{
    /// <summary>Nothing came in a quarter of a year: perhaps it asks for too much.</summary>
    public bool IsSilent => Notified.Count == 0;

    /// <summary>More in some week than anybody reads: perhaps it asks for too little.</summary>
    public bool IsLoud => Weeks.Max() > MandatePreviews.MostAWeek;
}

/// <summary>Previews a mandate that is still being written. Nothing is saved.</summary>
public sealed class MandatePreviews(
    MatchmakingDb db,
    ReferenceData reference,
    OpportunitiesInMemory inMemory,
    InferredPreferences inferred,
    TimeProvider time
)
{
    public const int Days = 90,
        Weeks = 13,
        MostAWeek = 20;

    public async Task<MandatePreview> OfAsync(Mandate mandate, CancellationToken cancel) => (await OfAsync([mandate], cancel))[0];

    /// <summary>Previews several mandates of one organisation on the same opportunities, so that they can be compared.</summary>
    public async Task<IReadOnlyList<MandatePreview>> OfAsync(IReadOnlyList<Mandate> mandates, CancellationToken cancel)
    {
        var organisation = mandates[0].OrganisationId;
        var (now, today) = (time.GetUtcNow(), BakuDay.Of(time));
        var since = now.AddDays(-Days);
        // The copy in memory says which ones match or just miss, whenever their last day is, and knows their texts; the rows say the rest.
        var index = (await inMemory.CatchUpAsync(db, cancel)).Open;
        var near = mandates.Select(mandate => index.Near(mandate.ToCriteria(reference))).ToList();
        var any = near.SelectMany(ids => ids).Distinct().ToArray();
        // What was offered within the window would have been told of, even if its last day has passed since.
        var opportunities = await db
            .Opportunities.AsNoTracking()
            .Where(o =>
                any.Contains(o.Id)
                && o.Status == PublicationStatus.Published
                && o.Availability == Availability.Open
                && (o.ValidUntil == null || o.ValidUntil >= today || o.PublishedAt >= since)
            )
            .NotTurnedDownBy(db, organisation)
            .ForMatching(withTexts: false)
            .ToListAsync(cancel);
        var known = await inferred.OfAsync([organisation], cancel);
        var all = opportunities.Select(opportunity => (Opportunity: opportunity, Facts: opportunity.ToFacts(reference))).ToList();
        return [.. mandates.Select((mandate, i) => Preview(mandate, all.Where(pair => near[i].Contains(pair.Opportunity.Id)), known, now))];
    }

    private MandatePreview Preview(
        Mandate mandate,
        IEnumerable<(Opportunity Opportunity, OpportunityFacts Facts)> opportunities,
        KnownPreferences known,
        DateTimeOffset now
    )
    {
        var criteria = mandate.ToCriteria(reference);
        var (today, since) = (BakuDay.Of(now), now.AddDays(-Days));
        var (matches, misses, told) = (new List<PreviewedMatch>(), new List<NearMiss>(), new List<PreviewedMatch>());
        foreach (var (opportunity, facts) in opportunities)
        {
            var assessment = Matcher.Assess(criteria, facts).With(known.Reasons(mandate.OrganisationId, facts));
            var isOpen = opportunity.IsOpenOn(today);
            if (isOpen && NearMiss.Of(mandate, opportunity, facts, assessment) is { } miss)
                misses.Add(miss);
            if (!assessment.IsMatch)
                continue;
            if (isOpen)
                matches.Add(new(opportunity, assessment));
            if (opportunity.PublishedAt >= since && opportunity.PublishedAt <= now)
                told.Add(new(opportunity, assessment));
        }
        var weeks = new int[Weeks];
        foreach (var found in told)
            weeks[Weeks - 1 - (int)((now - found.Opportunity.PublishedAt!.Value).TotalDays / 7)]++;
        return new(
            mandate,
            [.. matches.OrderByDescending(found => found.Assessment.Score).ThenByDescending(found => found.Opportunity.PublishedAt)],
            misses.Count,
            Suggestion.For(mandate, misses, reference),
            [.. told.OrderByDescending(found => found.Opportunity.PublishedAt).ThenBy(found => found.Opportunity.Id)],
            told.Select(found => MailOf(found.Opportunity.PublishedAt!.Value, mandate.Frequency)).Distinct().Count(),
            weeks
        );
    }

    /// <summary>
    /// Which mail a publication falls into: its own, or the digest that closes next. Baku's days are near enough for a count.
    /// </summary>
    private static long MailOf(DateTimeOffset published, AlertFrequency frequency)
    {
        var day = BakuDay.Of(published).DayNumber;
        return frequency switch
        {
            AlertFrequency.AtOnce => published.UtcTicks,
            AlertFrequency.Daily => day,
            // Day 0 was a Monday.
            _ => day / 7,
        };
    }
}
