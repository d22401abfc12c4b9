using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Opportunities.Versions;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>The one way in which a page saves an opportunity: address and search words follow its texts, the material version its facts,
/// matches the public ones.</summary>
public sealed class OpportunitySave(MatchmakingDb db, MatchRun matching, ReferenceData reference, TimeProvider time)
{
    /// <summary>
    /// Saves the opportunity and all else that is pending, in one transaction. False when somebody else saved it after
    /// <paramref name="version"/> was read; then nothing is saved.
    /// </summary>
    /// <param name="opportunity">New, or tracked and changed.</param>
    /// <param name="version">The row version that the change was made on; ignored for a new one.</param>
    /// <param name="cancel">Ends it early.</param>
    /// <param name="isSmall">A small correction: nobody is told of it, and what was turned down does not come back for it.</param>
    public async Task<bool> TryAsync(Opportunity opportunity, uint version, CancellationToken cancel, bool isSmall = false)
    {
        opportunity.UpdatedAt = time.GetUtcNow();
        opportunity.SearchWords = SearchText.IndexOf(opportunity, reference);
        if (opportunity.PublishedAt is null)
            opportunity.Slug = await Slugs.FreeAsync(db, opportunity, cancel);
        var entry = db.Entry(opportunity);
        var isNew = entry.State == EntityState.Detached;
        if (isNew)
        {
            opportunity.CreatedAt = opportunity.UpdatedAt;
            db.Add(opportunity);
        }
        else
        {
            if (!isSmall && MaterialChange.Is(entry))
                opportunity.MaterialVersion++;
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

        Task<bool> SaveAsync() =>
            db.TrySaveOnAsync(opportunity, isNew ? null : version, () => matching.SaveAsync(opportunity, cancel, isSmall));
    }
}
