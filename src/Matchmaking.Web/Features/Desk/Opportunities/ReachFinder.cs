using Matchmaking.Matching;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Whom an opportunity would reach if it were published now.</summary>
/// <param name="AtOnce">People who would get a mail at once.</param>
/// <param name="Daily">People who would read of it in their next daily mail.</param>
/// <param name="Weekly">People who would read of it in their next weekly mail.</param>
/// <param name="Silent">Mandates that match without a mail: paused, stopped, refused, or told before.</param>
/// <param name="Organisations">How many organisations have a mandate that matches.</param>
/// <param name="Best">The best of them, one mandate an organisation.</param>
public sealed record Reach(int AtOnce, int Daily, int Weekly, int Silent, int Organisations, IReadOnlyList<(Mandate Mandate, Assessment Assessment)> Best);

/// <summary>Holds an opportunity against all mandates without saving anything.</summary>
public sealed class ReachFinder(MatchmakingDb db, ReferenceData reference, TimeProvider time)
{
    private const int Most = 5;

    /// <summary>The reach of the opportunity as it stands, as if it were public already.</summary>
    public async Task<Reach> FindAsync(Opportunity opportunity, CancellationToken cancel)
    {
        if (opportunity.Availability != Availability.Open || opportunity.ValidUntil < BakuDay.Of(time))
            return new(0, 0, 0, 0, 0, []);
        var facts = opportunity.ToFacts(reference);
        var mandates = await db.Mandates.AsNoTracking().Include(m => m.Owner).Include(m => m.Organisation).Where(m => m.ArchivedAt == null).ToListAsync(cancel);
        var told = await db.AlertItems.Where(item => item.OpportunityId == opportunity.Id).Select(item => item.PersonId).ToHashSetAsync(cancel);
        var refused = await db.Feedback.TurnedDown().Where(f => f.OpportunityId == opportunity.Id).Select(f => f.OrganisationId).ToHashSetAsync(cancel);

        var matches = mandates.Select(mandate => (Mandate: mandate, Assessment: Matcher.Assess(mandate.ToCriteria(reference), facts)))
            .Where(pair => pair.Assessment.IsMatch)
            .ToList();
        // The same rules as the alert queue's: each person once, by the most urgent mandate.
        var reached = matches
            .Where(pair => pair.Mandate is { PausedAt: null, Owner: { AlertsStoppedAt: null, EmailConfirmed: true } }
                && !told.Contains(pair.Mandate.OwnerId) && !refused.Contains(pair.Mandate.OrganisationId))
            .ToLookup(pair => pair.Mandate.OwnerId, pair => pair.Mandate.Frequency);
        int People(AlertFrequency frequency) => reached.Count(person => person.Min() == frequency);
        // Of several mandates of one organisation the one that would carry the alert.
        var organisations = matches.OrderBy(pair => pair.Mandate.Frequency).ThenByDescending(pair => pair.Assessment.Score)
            .DistinctBy(pair => pair.Mandate.OrganisationId).OrderByDescending(pair => pair.Assessment.Score).ToList();
        return new(People(AlertFrequency.AtOnce), People(AlertFrequency.Daily), People(AlertFrequency.Weekly),
            matches.Count - reached.Sum(person => person.Count()), organisations.Count, [.. organisations.Take(Most)]);
    }
}
