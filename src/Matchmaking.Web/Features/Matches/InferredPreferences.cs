using Matchmaking.Matching;
using Matchmaking.Matching.Feedback;
using Matchmaking.Matching.TrackRecords;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// What organisations have inferred of themselves beside their mandates. It moves scores, shows in the reasons, and never makes or
/// unmakes a match.
/// </summary>
public sealed class InferredPreferences(MatchmakingDb db, ReferenceData reference, ModelProvider records)
{
    /// <summary>What counts for some organisations now; nothing for those that have switched it off. One statement for each kind.</summary>
    public async Task<KnownPreferences> OfAsync(IReadOnlyCollection<Guid> organisations, CancellationToken cancel)
    {
        if (organisations.Count == 0)
            return KnownPreferences.Nothing;
        var feedback = await Weighing(db.Feedback)
            .Where(f => organisations.Contains(f.OrganisationId) && f.Organisation!.PersonalisationOffAt == null)
            .ToListAsync(cancel);
        return new(
            feedback.GroupBy(f => f.OrganisationId).ToDictionary(group => group.Key, Weights),
            records.Model,
            await WithRecordAsync(organisations, cancel)
        );
    }

    /// <summary>What the answers of one organisation weigh, whether they count now or are switched off.</summary>
    public async Task<FeedbackWeights> WeightsOfAsync(Guid organisation, CancellationToken cancel) =>
        Weights(await Weighing(db.Feedback).Where(f => f.OrganisationId == organisation).ToListAsync(cancel));

    /// <summary>
    /// Lets the stored scores of an organisation's matches follow what is inferred of it now. Call it after saving the cause, in
    /// the same transaction, under <see cref="ScoreLock"/>: a run in between would store what is outdated.
    /// </summary>
    public async Task RescoreAsync(Guid organisation, CancellationToken cancel)
    {
        var matches = await db
            .Matches.Where(m => m.Mandate!.OrganisationId == organisation && m.Mandate.ArchivedAt == null)
            .Select(m => new
            {
                m.MandateId,
                m.OpportunityId,
                m.Score,
                m.Reasons,
            })
            .ToListAsync(cancel);
        var ids = matches.Select(m => m.OpportunityId).Distinct().ToArray();
        var facts = (
            await db.Opportunities.AsNoTracking().Where(o => ids.Contains(o.Id)).ForMatching(withTexts: false).ToListAsync(cancel)
        ).ToDictionary(o => o.Id, o => o.ToFacts(reference));
        var inferred = await OfAsync([organisation], cancel);
        var changed =
            from match in matches
            let stored = new Assessment(match.Reasons)
            let now = MatchRow.Of(
                match.MandateId,
                match.OpportunityId,
                stored.Declared.With(inferred.Reasons(organisation, facts[match.OpportunityId]))
            )
            where (now.Score, now.Reasons) != (match.Score, ReasonsText.Write(stored.Reasons))
            select now;
        await MatchWriter.UpdateAsync((NpgsqlConnection)db.Database.GetDbConnection(), [.. changed], cancel);
    }

    /// <summary>
    /// Which of the organisations have a track record that counts. Most have none, and then nothing is asked of the database.
    /// </summary>
    private async Task<IReadOnlySet<Guid>> WithRecordAsync(IReadOnlyCollection<Guid> organisations, CancellationToken cancel)
    {
        var known = records.Model is { } model ? organisations.Where(id => model.Knows(ModelProvider.KeyOf(id))).ToArray() : [];
        return known.Length == 0
            ? new HashSet<Guid>()
            : await db
                .Organisations.Where(o => known.Contains(o.Id) && o.PersonalisationOffAt == null)
                .Select(o => o.Id)
                .ToHashSetAsync(cancel);
    }

    /// <summary>Answers that can weigh anything: given since the last reset, and for or against some value.</summary>
    private static IQueryable<OpportunityFeedback> Weighing(IQueryable<OpportunityFeedback> feedback) =>
        feedback
            .AsNoTracking()
            .Where(f => f.Organisation!.WeightsResetAt == null || f.At > f.Organisation.WeightsResetAt)
            .Where(f => f.Answer == FeedbackAnswer.Fits || (f.Because != null && f.Because != FeedbackCause.Other));

    private FeedbackWeights Weights(IEnumerable<OpportunityFeedback> feedback) =>
        FeedbackWeights.From(feedback.Select(f => f.ToGiven(reference)));
}

/// <summary>What is inferred of some organisations, ready to be held against opportunities.</summary>
/// <param name="feedback">By organisation; most have none.</param>
/// <param name="records">What was learned from track records; null for nothing.</param>
/// <param name="withRecord">The organisations whose track record counts.</param>
public sealed class KnownPreferences(
    IReadOnlyDictionary<Guid, FeedbackWeights> feedback,
    TrackRecordModel? records,
    IReadOnlySet<Guid> withRecord
)
{
    /// <summary>Of nobody.</summary>
    public static KnownPreferences Nothing { get; } = new(new Dictionary<Guid, FeedbackWeights>(), null, new HashSet<Guid>());

    /// <summary>The reasons that what is inferred of an organisation adds for an opportunity; none that moves nothing.</summary>
    public IEnumerable<Reason> Reasons(Guid organisation, OpportunityFacts facts)
    {
        if (
            withRecord.Contains(organisation)
            && OfRecord(records!.Points(ModelProvider.KeyOf(organisation), ModelProvider.ListingOf(facts)), facts) is { } made
        )
            yield return made;
        if (feedback.TryGetValue(organisation, out var weights) && weights.ReasonFor(facts) is { Points: not 0 } said)
            yield return said;
    }

    /// <summary>The values named are those that pull the way that the whole goes.</summary>
    private static Reason? OfRecord(RecordPoints points, OpportunityFacts facts)
    {
        if (points.Total == 0)
            return null;
        var values = points
            .Reasons.Where(reason => Math.Sign(reason.Points) == Math.Sign(points.Total))
            .Select(reason => reason.By == InferredFrom.Amount ? SizeBucket.Of(facts.Amount)?.Code : reason.Value)
            .OfType<string>();
        return new(Condition.TrackRecord, points.Total > 0 ? Fit.Exact : Fit.Against, points.Total, RecordPoints.Most, [.. values]);
    }
}
