using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Matching on both events: a new or changed opportunity meets all mandates, a new or changed mandate meets all open opportunities.
/// The change, its matches and its mails are one transaction. Both directions hold one lock, because two changes that commit at
/// the same moment would not see each other and the match between them would be missed for ever.
/// </summary>
public sealed class MatchRun(MatchmakingDb db, ReferenceData reference, Revealed revealed, AlertQueue alerts, Nudge nudge, TimeProvider time)
{
    /// <summary>Saves the pending changes to an opportunity (tracked by this context), matches it and queues its alerts.</summary>
    public Task SaveAsync(Opportunity opportunity, CancellationToken cancel) => InOneTransactionAsync(async () =>
    {
        var existing = await db.Matches.Where(m => m.OpportunityId == opportunity.Id).ToDictionaryAsync(m => m.MandateId, cancel);
        var isOpen = opportunity.IsOpenOn(BakuDay.Of(time));
        var facts = opportunity.ToFacts(reference);
        var mandates = isOpen
            ? await db.Mandates.AsNoTracking().Include(m => m.Owner).Where(m => m.ArchivedAt == null).ToListAsync(cancel)
            : [];
        var known = await revealed.OfAsync([.. mandates.Select(mandate => mandate.OrganisationId).Distinct()], cancel);
        var found = new List<(Mandate, Match)>();
        foreach (var mandate in mandates)
            if (Meet(mandate, opportunity.Id, Matching.Matcher.Assess(mandate.ToCriteria(reference), facts).With(known.Reasons(mandate.OrganisationId, facts)), existing.GetValueOrDefault(mandate.Id)) is { } match)
                found.Add((mandate, match));
        RemoveRest(existing.Values, found.Select(pair => pair.Item2));
        await db.SaveChangesAsync(cancel);
        await alerts.QueueAsync(found, cancel);
    }, cancel);

    /// <summary>Saves the pending changes to a mandate (tracked by this context), matches it and queues its alerts.</summary>
    public Task SaveAsync(Mandate mandate, CancellationToken cancel) => InOneTransactionAsync(async () =>
    {
        await db.Entry(mandate).Reference(m => m.Owner).LoadAsync(cancel);
        var existing = await db.Matches.Where(m => m.MandateId == mandate.Id).ToDictionaryAsync(m => m.OpportunityId, cancel);
        var criteria = mandate.ToCriteria(reference);
        var opportunities = mandate.ArchivedAt is null
            ? await db.Opportunities.AsNoTracking().OpenOn(BakuDay.Of(time)).ToListAsync(cancel)
            : [];
        var known = await revealed.OfAsync([mandate.OrganisationId], cancel);
        var found = new List<(Mandate, Match)>();
        foreach (var opportunity in opportunities)
        {
            var facts = opportunity.ToFacts(reference);
            if (Meet(mandate, opportunity.Id, Matching.Matcher.Assess(criteria, facts).With(known.Reasons(mandate.OrganisationId, facts)), existing.GetValueOrDefault(opportunity.Id)) is { } match)
                found.Add((mandate, match));
        }
        RemoveRest(existing.Values, found.Select(pair => pair.Item2));
        await db.SaveChangesAsync(cancel);
        await alerts.QueueAsync(found, cancel);
    }, cancel);

    /// <summary>Until the end of the transaction nobody else matches, nor says what changes scores.</summary>
    internal static Task LockAsync(MatchmakingDb db, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext('matchmaking.match-run'))", cancel);

    private async Task InOneTransactionAsync(Func<Task> work, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LockAsync(db, cancel);
        await db.SaveChangesAsync(cancel);
        await work();
        await transaction.CommitAsync(cancel);
        nudge.MailsWaiting();
    }

    private Match? Meet(Mandate mandate, Guid opportunityId, Matching.Assessment assessment, Match? existing)
    {
        if (!assessment.IsMatch)
            return null;
        if (existing is null)
        {
            existing = new() { MandateId = mandate.Id, OpportunityId = opportunityId, Score = assessment.Score, DeclaredScore = assessment.Declared.Score, Reasons = assessment.Reasons, CreatedAt = time.GetUtcNow() };
            db.Matches.Add(existing);
        }
        else
            existing.Take(assessment);
        return existing;
    }

    /// <summary>What matches no longer is removed; what the organisation has said of it stays.</summary>
    private void RemoveRest(IEnumerable<Match> existing, IEnumerable<Match> kept) =>
        db.Matches.RemoveRange(existing.Except(kept));
}
