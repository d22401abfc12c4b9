using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches;

/// <summary>What a mandate would do if it were saved now.</summary>
/// <param name="Mandate">The mandate as it stands in the form.</param>
/// <param name="Open">How many opportunities are open at all.</param>
/// <param name="Matches">How many of them match.</param>
/// <param name="Best">The best few, best first.</param>
/// <param name="NearMisses">How many only just miss.</param>
/// <param name="Cures">What would make them match.</param>
/// <param name="Recent">How many opportunities it would have told of in the last <see cref="Rehearsals.Days"/> days.</param>
/// <param name="Mails">In how many mails, at its frequency.</param>
public sealed record Rehearsal(
    Mandate Mandate, int Open, int Matches, IReadOnlyList<(Opportunity Opportunity, Assessment Assessment)> Best,
    int NearMisses, IReadOnlyList<Cure> Cures, int Recent, int Mails);

/// <summary>Rehearses a mandate that is still being written. Nothing is saved.</summary>
public sealed class Rehearsals(MatchmakingDb db, ReferenceData reference, Revealed revealed, TimeProvider time)
{
    public const int Days = 90;
    private const int Shown = 3;

    public async Task<Rehearsal> OfAsync(Mandate mandate, CancellationToken cancel)
    {
        var today = BakuDay.Of(time);
        var since = time.GetUtcNow().AddDays(-Days);
        // What was offered within the window would have been told of, even if its last day has passed since.
        var opportunities = await db.Opportunities.AsNoTracking()
            .Where(o => o.Status == PublicationStatus.Published && o.Availability == Availability.Open
                && (o.ValidUntil == null || o.ValidUntil >= today || o.PublishedAt >= since))
            .NotTurnedDownBy(db, mandate.OrganisationId)
            .ForMatching(withTexts: mandate.ExcludedWords.Count > 0)
            .ToListAsync(cancel);

        var known = await revealed.OfAsync([mandate.OrganisationId], cancel);
        var criteria = mandate.ToCriteria(reference);
        var all = opportunities
            .Select(opportunity => (Opportunity: opportunity, Facts: opportunity.ToFacts(reference)))
            .Select(pair => (pair.Opportunity, pair.Facts, Assessment: Matcher.Assess(criteria, pair.Facts).With(known.Reasons(mandate.OrganisationId, pair.Facts))))
            .ToList();
        var open = all.Where(row => row.Opportunity.IsOpenOn(today)).ToList();
        var matches = open.Where(row => row.Assessment.IsMatch)
            .OrderByDescending(row => row.Assessment.Score).ThenByDescending(row => row.Opportunity.PublishedAt).ToList();
        var misses = open.Select(row => NearMiss.Of(mandate, row.Opportunity, row.Facts, row.Assessment)).OfType<NearMiss>().ToList();
        var recent = all.Where(row => row.Assessment.IsMatch && row.Opportunity.PublishedAt >= since)
            .Select(row => row.Opportunity.PublishedAt!.Value).ToList();

        return new(mandate, open.Count, matches.Count, [.. matches.Take(Shown).Select(row => (row.Opportunity, row.Assessment))],
            misses.Count, Cure.For(mandate, misses, reference), recent.Count, recent.Select(at => MailOf(at, mandate.Frequency)).Distinct().Count());
    }

    /// <summary>Which mail a publication falls into: its own, or the digest that closes next. Baku's days are near enough for a count.</summary>
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
