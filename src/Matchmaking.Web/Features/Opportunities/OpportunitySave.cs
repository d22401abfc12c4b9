using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Npgsql;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>The one way in which a page saves an opportunity: address and search words follow its texts, the material version its facts,
/// matches the public ones. Each save that changes what a person edits is kept as a version, in the same transaction.</summary>
public sealed class OpportunitySave(MatchmakingDb db, MatchRun matching, InboxFollower inbox, ReferenceData reference, TimeProvider time)
{
    /// <summary>
    /// Saves a new draft or submission whose id is a <see cref="Forms.FormKey"/>: the same form sent again, even at the same moment, saves
    /// nothing more.
    /// </summary>
    /// <exception cref="ArgumentException">It is published: that takes a page of its own.</exception>
    public async Task AddOnceAsync(Opportunity opportunity, Guid by, CancellationToken cancel)
    {
        if (opportunity.PublishedAt is not null)
            throw new ArgumentException("Only what was never published is added by a form.", nameof(opportunity));
        var changed = ListingSources.ChangedBy(db.Entry(opportunity));
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.OneAfterTheOtherAsync(nameof(Opportunity), opportunity.Id.ToString(), cancel);
        if (await db.Opportunities.AnyAsync(o => o.Id == opportunity.Id, cancel))
            return;
        await TryAsync(opportunity, 0, by, cancel);
        await transaction.CommitAsync(cancel);
        await inbox.FollowAsync(changed);
    }

    /// <summary>
    /// Saves the opportunity and all else that is pending, in one transaction. False when somebody else saved it after
    /// <paramref name="version"/> was read; then nothing is saved.
    /// </summary>
    /// <param name="opportunity">New, or tracked and changed.</param>
    /// <param name="version">The row version that the change was made on; ignored for a new one.</param>
    /// <param name="by">Who saves it; null for the system.</param>
    /// <param name="restored">The earlier version that it brings back; null for an ordinary save.</param>
    /// <param name="isSmall">A small correction: nobody is told of it, and what was turned down does not come back for it.</param>
    public async Task<bool> TryAsync(
        Opportunity opportunity,
        uint version,
        Guid? by,
        CancellationToken cancel,
        OpportunityVersion? restored = null,
        bool isSmall = false
    )
    {
        opportunity.UpdatedAt = time.GetUtcNow();
        opportunity.SearchWords = SearchText.IndexOf(opportunity, reference);
        if (opportunity.PublishedAt is null)
            opportunity.Slug = await Slugs.FreeAsync(db, opportunity, cancel);
        var entry = db.Entry(opportunity);
        var isNew = entry.State == EntityState.Detached;
        var changed = ListingSources.ChangedBy(entry);
        if (isNew)
        {
            opportunity.CreatedAt = opportunity.UpdatedAt;
            db.Add(opportunity);
            db.Add(OpportunityVersion.First(opportunity, by));
        }
        else
        {
            if (!isSmall && MaterialChange.Is(entry))
                opportunity.MaterialVersion++;
            await KeepVersionAsync(entry, by, restored, cancel);
        }
        try
        {
            return await SaveAsync();
        }
        catch (DbUpdateException e)
            when (e.InnerException
                    is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "ix_opportunities_slug" }
            )
        {
            // Another draft took the same words between the question and the save.
            opportunity.Slug = Slugs.WithId(opportunity.Slug, opportunity.Id);
            return await SaveAsync();
        }
        catch (DbUpdateException e)
            when (e.InnerException
                    is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "pk_opportunity_versions" }
            )
        {
            // Somebody else's save took the number since the last one was read, and with it the row version.
            db.ChangeTracker.Clear();
            return false;
        }

        async Task<bool> SaveAsync()
        {
            if (!await db.TrySaveOnAsync(opportunity, isNew ? null : version, () => matching.SaveAsync(opportunity, cancel, isSmall)))
                return false;
            // After the commit: nobody waits longer for the lock of matching because of the inbox.
            if (db.Database.CurrentTransaction is null)
                await inbox.FollowAsync(changed);
            return true;
        }
    }

    /// <summary>Adds the version to what is pending; before it the first one of a listing that is older than versions.</summary>
    private async Task KeepVersionAsync(EntityEntry<Opportunity> entry, Guid? by, OpportunityVersion? restored, CancellationToken cancel)
    {
        var saved = (Opportunity)entry.OriginalValues.ToObject();
        var kept = await db.OpportunityVersions.AsNoTracking().LastAsync(saved.Id, cancel);
        if ((kept ?? db.Add(OpportunityVersion.First(saved, null)).Entity).Next(entry.Entity, by, restored) is { } next)
            db.Add(next);
    }
}
