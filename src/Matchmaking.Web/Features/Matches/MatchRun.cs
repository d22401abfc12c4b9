using Matchmaking.Matching;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Matching on both events: a new or changed opportunity meets all mandates, a new or changed mandate meets all open opportunities.
/// The change, its matches and its mails are one transaction. Both directions hold the lock of <see cref="ChangeOrder"/>, because two
/// changes that commit at the same moment would not see each other and the match between them would be missed for ever; from where scores
/// are given they hold <see cref="ScoreLock"/> too.
/// The index in memory names the candidates; what is stored was held against the rows.
/// </summary>
public sealed class MatchRun(
    MatchmakingDb db,
    ReferenceData reference,
    MandatesInMemory mandates,
    OpportunitiesInMemory opportunities,
    InferredPreferences inferred,
    MatchWriter matches,
    IMatchAlerts alerts,
    MailWakeUp wakeUp,
    TimeProvider time
)
{
    /// <summary>
    /// Saves the pending changes to an opportunity (tracked by this context), matches it and queues its alerts. What the public sees
    /// neither before nor after has no match, so a draft is only saved, and waits for nobody.
    /// </summary>
    /// <param name="opportunity">Tracked by this context.</param>
    /// <param name="isSmall">A small correction, of which nobody is told.</param>
    /// <returns>How many stored matches are other than before.</returns>
    /// <exception cref="InvalidOperationException">A change to a mandate is pending too; it needs a run of its own.</exception>
    public async Task<int> SaveAsync(Opportunity opportunity, CancellationToken cancel, bool isSmall = false)
    {
        RefuseChangesOf<Mandate>();
        var entry = db.Entry(opportunity);
        var isNew = entry.State == EntityState.Added || entry.Property(o => o.PublishedAt).OriginalValue is null;
        var wasPublished = entry.State != EntityState.Added && entry.Property(o => o.Status).OriginalValue == PublicationStatus.Published;
        if (opportunity.Status != PublicationStatus.Published && !wasPublished)
        {
            await db.SaveChangesAsync(cancel);
            return 0;
        }
        // A reconciliation runs what has not changed: no news for those who follow it.
        var isOpen = opportunity.IsOpenOn(BakuDay.Of(time));
        var saved = isNew ? null : (Opportunity)entry.OriginalValues.ToObject();
        var leavesAnswers = saved is not null && MaterialChange.LeavesAnswers(MaterialFacts.Of(saved), MaterialFacts.Of(opportunity));
        var news =
            entry.State == EntityState.Unchanged
                ? null
                : new OpportunityNews(
                    opportunity.Id,
                    opportunity.MaterialVersion,
                    isNew,
                    MaterialFacts.Of(opportunity),
                    leavesAnswers ? saved!.MaterialVersion : opportunity.MaterialVersion,
                    isOpen,
                    IsEdit: wasPublished,
                    isSmall
                );
        return await InOneTransactionAsync(
            async connection =>
            {
                OpportunityToMatch[] open = isOpen
                    ? [new(opportunity.Id, opportunity.MaterialVersion, opportunity.ToFacts(reference), opportunity.SubmittedById)]
                    : [];
                var candidates = isOpen ? (await mandates.CatchUpAsync(connection, cancel)).Matching(open[0].Facts) : [];
                var rows = await MandatesToMatch.ReadAsync(connection, [.. candidates], cancel);
                var found = await MeetAsync(connection, rows, open, cancel);
                await KeepStateAsync(connection, opportunity, cancel);
                if (leavesAnswers && saved!.MaterialVersion < opportunity.MaterialVersion)
                    await db.Feedback.StayTurnedDownAsync(opportunity.Id, saved.MaterialVersion, opportunity.MaterialVersion, cancel);
                var changed = await matches.ReplaceAsync(connection, opportunity, isNew, found, cancel);
                await alerts.QueueAsync(connection, found, news, cancel);
                return changed.Count;
            },
            cancel
        );
    }

    /// <summary>Saves the pending changes to a mandate (tracked by this context), matches it and queues its alerts.</summary>
    /// <returns>How many stored matches are other than before.</returns>
    /// <exception cref="InvalidOperationException">A change to an opportunity is pending too; it needs a run of its own.</exception>
    public Task<int> SaveAsync(Mandate mandate, CancellationToken cancel)
    {
        RefuseChangesOf<Opportunity>();
        var entry = db.Entry(mandate);
        var isNew = entry.State == EntityState.Added;
        var wasPaused = !isNew && entry.Property(m => m.PausedAt).OriginalValue is not null;
        return InOneTransactionAsync(
            async connection =>
            {
                var open = mandate.ArchivedAt is null ? await OpenForAsync(mandate, connection, cancel) : [];
                var rows = await MandatesToMatch.ReadAsync(connection, open.Length > 0 ? [mandate.Id] : [], cancel);
                var found = await MeetAsync(connection, rows, open, cancel);
                var changed = await matches.ReplaceAsync(connection, mandate, isNew, found, cancel);
                await alerts.QueueAsync(
                    connection,
                    found.ConvertAll(match =>
                        match with
                        {
                            IsOnScreen = Notification.WasOnScreen(
                                changed.Added.Contains(match.OpportunityId),
                                wasPaused,
                                mandate.PausedAt is not null
                            ),
                        }
                    ),
                    null,
                    cancel
                );
                return changed.Count;
            },
            cancel
        );
    }

    /// <summary>The open opportunities that may match a mandate, by their rows as they are now.</summary>
    private async Task<OpportunityToMatch[]> OpenForAsync(Mandate mandate, NpgsqlConnection connection, CancellationToken cancel)
    {
        var candidates = (await opportunities.CatchUpAsync(connection, cancel)).Open.Matching(mandate.ToCriteria(reference));
        var open = await db
            .Opportunities.AsNoTracking()
            .OpenOn(BakuDay.Of(time))
            .Where(o => candidates.Contains(o.Id))
            .ForMatching(withTexts: mandate.ExcludedWords.Count > 0)
            .ToListAsync(cancel);
        return [.. open.Select(o => new OpportunityToMatch(o.Id, o.MaterialVersion, o.ToFacts(reference), o.SubmittedById))];
    }

    /// <summary>
    /// A copy in memory may take in only what is committed, so a run must not have written to the table that it asks the copy of.
    /// </summary>
    private void RefuseChangesOf<TAsked>()
        where TAsked : class
    {
        if (db.ChangeTracker.Entries<TAsked>().Any(entry => entry.State != EntityState.Unchanged))
            throw new InvalidOperationException($"A run that asks for each {typeof(TAsked).Name} in memory cannot save one as well.");
    }

    private async Task<int> InOneTransactionAsync(Func<NpgsqlConnection, Task<int>> work, CancellationToken cancel)
    {
        int changed;
        // All of it stands or nothing: what fails ends the transaction, so a savepoint before each save would only cost round trips.
        db.Database.AutoSavepointsEnabled = false;
        await using (var transaction = await db.Database.BeginTransactionAsync(cancel))
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            await db.Database.ExecuteSqlRawAsync(ChangeOrder.LockSql, cancel);
            await db.SaveChangesAsync(cancel);
            changed = await work(connection);
            await transaction.CommitAsync(cancel);
        }
        wakeUp.MailsWaiting();
        return changed;
    }

    /// <summary>Keeps the facts of this material version, to tell later what has changed since.</summary>
    private static async Task KeepStateAsync(NpgsqlConnection connection, Opportunity opportunity, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand(
            """
            INSERT INTO opportunity_states (opportunity_id, version, facts) VALUES ($1, $2, $3::jsonb)
            ON CONFLICT (opportunity_id, version) DO UPDATE SET facts = excluded.facts
            """,
            connection
        );
        command.Parameters.Add(new() { Value = opportunity.Id });
        command.Parameters.Add(new() { Value = opportunity.MaterialVersion });
        command.Parameters.Add(new() { Value = MaterialFacts.Of(opportunity).ToJson() });
        await command.ExecuteNonQueryAsync(cancel);
    }

    /// <summary>
    /// Which of the mandates and opportunities match. From here to the end of the transaction nothing that is inferred changes: a thumbs-up
    /// before is counted, and one afterwards finds the matches stored.
    /// </summary>
    private async Task<List<FoundMatch>> MeetAsync(
        NpgsqlConnection connection,
        List<MandateToMatch> rows,
        OpportunityToMatch[] open,
        CancellationToken cancel
    )
    {
        await using (var alone = new NpgsqlCommand(ScoreLock.OfRunSql, connection))
            await alone.ExecuteNonQueryAsync(cancel);
        if (open.Length == 0)
            return [];
        var known = await inferred.OfAsync([.. rows.Select(row => row.Mandate.OrganisationId).Distinct()], cancel);
        return
        [
            .. from row in rows.AsParallel().AsOrdered()
            let criteria = row.Mandate.ToCriteria(reference)
            from opportunity in open
            let declared = Matcher.Assess(criteria, opportunity.Facts)
            where declared.IsMatch
            select new FoundMatch(
                Notification.IsOfOthers(row.Mandate.OrganisationId, opportunity.SubmittedBy) ? row : row with { CanBeNotified = false },
                opportunity.Id,
                opportunity.Version,
                declared.With(known.Reasons(row.Mandate.OrganisationId, opportunity.Facts))
            ),
        ];
    }
}
