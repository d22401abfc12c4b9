using System.Security.Claims;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Opportunities;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Features.Saved;

/// <summary>The verbs on a person's list. Each may come twice, or from two tabs at once: the second time changes nothing.</summary>
public sealed class SavedList(MatchmakingDb db, TimeProvider time)
{
    /// <summary>How many listings a person may keep.</summary>
    public const int Most = 500;

    /// <summary>For how long after a removal its undo is offered.</summary>
    public static readonly TimeSpan UndoTime = TimeSpan.FromHours(1);

    /// <summary>For how long what was removed is kept at all.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(1);

    /// <summary>How many days before the last day of a listing its followers are mailed.</summary>
    public const int LastDays = 7;

    /// <summary>Whether one more finds room.</summary>
    public async Task<bool> HasRoomAsync(ClaimsPrincipal user, CancellationToken cancel) =>
        await db.SavedOpportunities.OwnedBy(user).CountAsync(cancel) < Most;

    /// <summary>
    /// Puts a published listing on the list. What was removed a moment ago comes back with its note, at the top. True when it is on the
    /// list afterwards; false for a listing that is not public.
    /// </summary>
    public async Task<bool> SaveAsync(ClaimsPrincipal user, Guid opportunity, CancellationToken cancel) =>
        await db.Database.ExecuteSqlRawAsync(
            """
            INSERT INTO saved_opportunities AS saved (person_id, opportunity_id, follows, created_at, known_version)
            SELECT @person, o.id, false, @now, o.material_version FROM opportunities o WHERE o.id = @opportunity AND o.status = 'Published'
            ON CONFLICT (person_id, opportunity_id) DO UPDATE SET removed_at = NULL,
                created_at = CASE WHEN saved.removed_at IS NULL THEN saved.created_at ELSE excluded.created_at END,
                known_version = CASE WHEN saved.removed_at IS NULL THEN saved.known_version ELSE excluded.known_version END
            """,
            [
                new NpgsqlParameter("person", user.PersonId()),
                new NpgsqlParameter("opportunity", opportunity),
                new NpgsqlParameter("now", time.GetUtcNow()),
            ],
            cancel
        ) > 0;

    /// <summary>Takes a listing off the list. False when it never was on it, or long ago.</summary>
    public async Task<bool> RemoveAsync(ClaimsPrincipal user, Guid opportunity, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var kept = db.SavedOpportunities.KeptBy(user).Where(s => s.OpportunityId == opportunity);
        await kept.Where(s => s.RemovedAt == null).ExecuteUpdateAsync(set => set.SetProperty(s => s.RemovedAt, now), cancel);
        return await kept.AnyAsync(cancel);
    }

    /// <summary>Brings back what was removed, with its note, to where it stood. False when there is nothing (any more).</summary>
    public async Task<bool> RestoreAsync(ClaimsPrincipal user, Guid opportunity, CancellationToken cancel) =>
        await db
            .SavedOpportunities.KeptBy(user)
            .Where(s => s.OpportunityId == opportunity)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.RemovedAt, (DateTimeOffset?)null), cancel) > 0;

    /// <summary>Begins or ends to follow what is on the list. Whoever begins knows the listing as it stands.</summary>
    /// <returns>False when it is not on the list.</returns>
    public async Task<bool> FollowAsync(ClaimsPrincipal user, Guid opportunity, bool follows, CancellationToken cancel)
    {
        var mine = db.SavedOpportunities.OwnedBy(user).Where(s => s.OpportunityId == opportunity);
        if (!follows)
            return await mine.ExecuteUpdateAsync(set => set.SetProperty(s => s.Follows, false), cancel) > 0;
        var soon = BakuDay.Of(time).AddDays(LastDays);
        var listing = db.Opportunities.Where(o => o.Id == opportunity);
        await mine.Where(s => !s.Follows)
            .ExecuteUpdateAsync(
                set =>
                    set.SetProperty(s => s.Follows, true)
                        .SetProperty(s => s.KnownVersion, s => listing.Select(o => o.MaterialVersion).First())
                        .SetProperty(s => s.KnownLastDay, s => listing.Select(o => o.ValidUntil <= soon ? o.ValidUntil : null).First()),
                cancel
            );
        return await mine.AnyAsync(cancel);
    }

    /// <summary>The listing behind an address that the person may save, or has saved; null for any other.</summary>
    public Task<ListingToSave?> FindAsync(ClaimsPrincipal user, string slug, CancellationToken cancel)
    {
        var mine = db.SavedOpportunities.KeptBy(user);
        return db
            .Opportunities.Where(o => o.Slug == slug && (o.Status == PublicationStatus.Published || mine.Any(s => s.OpportunityId == o.Id)))
            .Select(o => new ListingToSave(o.Id, o.Slug, o.Status == PublicationStatus.Published))
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>Forgets what was removed and not brought back.</summary>
    public Task<int> ForgetRemovedAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Keep;
        return db.SavedOpportunities.Where(s => s.RemovedAt < before).ExecuteDeleteAsync(cancel);
    }
}

/// <summary>A listing that a person may save or has saved.</summary>
public sealed record ListingToSave(Guid Id, string Slug, bool IsPublic);
