using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Reference;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Opportunities;

/// <summary>Holds an opportunity against all mandates without saving anything.</summary>
public sealed class ReachFinder(MatchmakingDb db, ReferenceData reference, MandatesInMemory mandates, Revealed revealed, OpportunityReader reader, TimeProvider time)
{
    /// <summary>How many organisations are shown with their reasons.</summary>
    public const int Most = 10;

    /// <summary>The reach of a form as it is typed, whatever in it can be read.</summary>
    /// <param name="input">The form.</param>
    /// <param name="saved">What it is the form of (tracked); null for a new one.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task<ReachView> FindAsync(OpportunityInput input, Opportunity? saved, CancellationToken cancel)
    {
        var before = saved is null ? null : (Opportunity)db.Entry(saved).OriginalValues.ToObject();
        var typed = new Opportunity { Id = saved?.Id ?? Guid.CreateVersion7(), Slug = "", Sector = "" };
        var errors = new ModelStateDictionary();
        reader.Read(input, typed, errors);
        reader.ReadDeskPart(input, typed, [], Guid.Empty, errors);
        string[] matched = [nameof(input.MoreSectors), nameof(input.DealTypes), nameof(input.TechnicalStage), nameof(input.LegalStage), nameof(input.AmountFrom), nameof(input.AmountTo), nameof(input.Currency), nameof(input.Places)];
        // What changes materially comes back to those who turned it down.
        var comesBack = before is not null && MaterialChange.Between(before, typed);
        return new(typed, typed.Sector.Length == 0 ? null : await FindAsync(typed, comesBack, cancel), matched.Any(field => errors.ContainsKey("Input." + field)));
    }

    /// <summary>The reach of the opportunity as it stands, as if it were public already.</summary>
    public Task<Reach> FindAsync(Opportunity opportunity, CancellationToken cancel) => FindAsync(opportunity, comesBack: false, cancel);

    private async Task<Reach> FindAsync(Opportunity opportunity, bool comesBack, CancellationToken cancel)
    {
        if (opportunity.Availability != Availability.Open || opportunity.ValidUntil < BakuDay.Of(time))
            return Reach.Nobody;
        var facts = opportunity.ToFacts(reference);
        var (ids, all, failed) = await AskAsync(facts, cancel);
        var rows = await db.Mandates.AsNoTracking().Include(m => m.Owner).Include(m => m.Organisation).Where(m => ids.Contains(m.Id)).ToListAsync(cancel);
        var known = await revealed.OfAsync([.. rows.Select(mandate => mandate.OrganisationId).Distinct()], cancel);
        var matches = rows
            .Select(mandate => (Mandate: mandate, Assessment: Matcher.Assess(mandate.ToCriteria(reference), facts).With(known.Reasons(mandate.OrganisationId, facts))))
            .Where(pair => pair.Assessment.IsMatch).ToList();
        var reached = await ReachedAsync(opportunity, comesBack, matches.Select(pair => pair.Mandate), cancel);
        // Of several mandates of one organisation the one that would carry the alert.
        var organisations = matches.OrderBy(pair => pair.Mandate.Frequency).ThenByDescending(pair => pair.Assessment.Score).ThenBy(pair => pair.Mandate.Id)
            .DistinctBy(pair => pair.Mandate.OrganisationId).OrderByDescending(pair => pair.Assessment.Score).ThenBy(pair => pair.Mandate.Id).ToList();
        return new([.. Enum.GetValues<AlertFrequency>().Select(frequency => Group(frequency, reached))], matches.Count - reached.Count, organisations.Count,
            [.. organisations.Take(Most)], all, [.. failed.Where(pair => pair.Value > 0).OrderByDescending(pair => pair.Value).ThenBy(pair => pair.Key).Select(pair => (pair.Key, pair.Value))]);
    }

    /// <summary>The question to the index of mandates: which match, of how many, and how many fail each condition.</summary>
    private async Task<(IReadOnlyList<Guid> Matching, int Mandates, IReadOnlyDictionary<Condition, int> Failed)> AskAsync(OpportunityFacts facts, CancellationToken cancel)
    {
        var index = await mandates.CatchUpAsync(db, cancel);
        return (index.Matching(facts), index.Count, index.Find(facts, best: 0).Failed);
    }

    /// <summary>The matching mandates whose owner would be told, by the rules of the alert queue.</summary>
    private async Task<IReadOnlyList<Mandate>> ReachedAsync(Opportunity opportunity, bool comesBack, IEnumerable<Mandate> mandates, CancellationToken cancel)
    {
        var told = await db.AlertItems.Where(item => item.OpportunityId == opportunity.Id).Select(item => item.PersonId).ToHashSetAsync(cancel);
        HashSet<Guid> refused = comesBack ? []
            : await db.Feedback.TurnedDown().Where(f => f.OpportunityId == opportunity.Id).Select(f => f.OrganisationId).ToHashSetAsync(cancel);
        return [.. mandates.Where(mandate => mandate is { PausedAt: null, Owner: { AlertsStoppedAt: null, EmailConfirmed: true } }
            && !told.Contains(mandate.OwnerId) && !refused.Contains(mandate.OrganisationId))];
    }

    private static ReachGroup Group(AlertFrequency frequency, IReadOnlyList<Mandate> reached) => new(frequency,
        reached.GroupBy(mandate => mandate.OwnerId).Count(person => person.Min(mandate => mandate.Frequency) == frequency),
        [.. reached.GroupBy(mandate => mandate.OrganisationId).Where(own => own.Min(mandate => mandate.Frequency) == frequency)
            .Select(own => own.First().Organisation!.Name).Order(StringComparer.Ordinal)]);
}
