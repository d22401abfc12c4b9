using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>Removes what nobody came back for: accounts of investors whose address was not confirmed, and spent stamps.</summary>
public sealed class UnconfirmedAccounts(MatchmakingDb db, IEnumerable<IOwnedRows> owned, Parking parking, TimeProvider time)
{
    /// <summary>How long the newest sign-up of an address may wait for its confirmation.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromDays(7);

    /// <summary>The name under which an account that cannot be removed is parked.</summary>
    public const string Queue = "sweep-accounts";

    private const int Most = 500;

    /// <returns>How many accounts were removed.</returns>
    public async Task<int> RemoveAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await db.SpentStamps.Where(stamp => stamp.ExpiresAt < now).ExecuteDeleteAsync(cancel);
        var before = now - Keep;
        var old = await db
            .Users.Where(p => !p.EmailConfirmed && p.OrganisationId != null && (p.ConsentAt ?? p.CreatedAt) < before)
            .OrderBy(p => p.Id)
            .Take(Most)
            .Select(p => p.Id)
            .ToListAsync(cancel);
        var removed = 0;
        await parking.EachAsync(Queue, old, id => id.ToString(), async id => removed += await RemoveAsync(id, before, cancel), cancel);
        return removed;
    }

    /// <summary>With its organisation, unless that is somebody else's too or the desk knows something of it.</summary>
    private async Task<int> RemoveAsync(Guid id, DateTimeOffset before, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var organisation = await db.Users.Where(p => p.Id == id).Select(p => p.OrganisationId).SingleOrDefaultAsync(cancel);
        // Asked again: it may have been confirmed at this moment.
        var removed = await db
            .Users.Where(p => p.Id == id && !p.EmailConfirmed && (p.ConsentAt ?? p.CreatedAt) < before)
            .ExecuteDeleteAsync(cancel);
        if (removed > 0 && organisation is { } left && !await owned.AnyAsync(db, left, cancel))
            await db
                .Organisations.Where(o => o.Id == left && !db.OrganisationMerges.Any(m => m.SourceId == o.Id || m.TargetId == o.Id))
                .ExecuteDeleteAsync(cancel);
        await transaction.CommitAsync(cancel);
        return removed;
    }
}
