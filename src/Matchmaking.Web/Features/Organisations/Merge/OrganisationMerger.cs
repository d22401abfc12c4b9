using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Inbox;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Organisations.Merge;

/// <summary>
/// Makes one organisation of two, and two of one again. The source stays as an empty row that points to the target, and the record of the
/// merge knows each row that moved, so that splitting brings back exactly those.
/// </summary>
public sealed class OrganisationMerger(
    MatchmakingDb db,
    IEnumerable<IOwnedRows> owned,
    InboxService inbox,
    Parking parking,
    TimeProvider time
)
{
    /// <summary>The job that follows merges; one that cannot be followed is parked under its name.</summary>
    public const string Queue = "follow-merges";

    /// <summary>How many rows of each kind would move out of an organisation.</summary>
    public async Task<IReadOnlyDictionary<string, int>> ExtentAsync(Guid source, CancellationToken cancel)
    {
        var counts = new Dictionary<string, int>();
        foreach (var rows in owned)
            counts[rows.Kind] = await rows.CountAsync(db, source, cancel);
        return counts;
    }

    /// <summary>
    /// Merges the source into the target, in one transaction. False when one of the two has been merged meanwhile, or the source stands
    /// above the target: a company is merged into its parent, not the parent into it.
    /// </summary>
    public async Task<bool> MergeAsync(Guid source, Guid target, Guid by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await LockAsync(source, target, cancel);
        var both = await db.Organisations.AsNoTracking().Living().Where(o => o.Id == source || o.Id == target).ToListAsync(cancel);
        if (source == target || both.Count != 2 || await IsAboveAsync(source, target, cancel))
            return false;
        var now = time.GetUtcNow();
        var moved = await RowsOfAsync(source, target, cancel);
        var merge = new OrganisationMerge
        {
            SourceId = source,
            TargetId = target,
            Moved = moved,
            MergedAt = now,
            MergedById = by,
        };
        if (await KeepNameAsync(both.Single(o => o.Id == source), target, now, cancel) is { } added)
            merge.Moved = new() { Ids = moved.Ids, AddedName = added.Id };
        db.OrganisationMerges.Add(merge);
        await db.SaveChangesAsync(cancel);
        await MoveAsync(moved, source, target, cancel);
        await db.Organisations.Where(o => o.Id == source).ExecuteUpdateAsync(set => set.SetProperty(o => o.MergedIntoId, target), cancel);
        await FollowAsync(source, target, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>
    /// Undoes a merge. What was moved and is still the target's goes back. False when it was undone already, or the
    /// target was itself merged since.
    /// </summary>
    public async Task<bool> SplitAsync(Guid merge, Guid by, CancellationToken cancel)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.OrganisationMerges.AsNoTracking().SingleOrDefaultAsync(m => m.Id == merge, cancel) is not { } record)
            return false;
        await LockAsync(record.SourceId, record.TargetId, cancel);
        var now = time.GetUtcNow();
        if (
            !await db.Organisations.Living().AnyAsync(o => o.Id == record.TargetId, cancel)
            || await db
                .OrganisationMerges.Where(m => m.Id == merge && m.SplitAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.SplitAt, now).SetProperty(m => m.SplitById, by), cancel) == 0
        )
            return false;
        // Read again under the lock: latecomers may have joined the list.
        var moved = await db.OrganisationMerges.Where(m => m.Id == merge).Select(m => m.Moved).SingleAsync(cancel);
        await MoveAsync(moved, record.TargetId, record.SourceId, cancel);
        if (moved.AddedName is { } added)
            await db.OrganisationNames.Where(n => n.Id == added && n.OrganisationId == record.TargetId).ExecuteDeleteAsync(cancel);
        await db
            .Organisations.Where(o => o.Id == record.SourceId)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.MergedIntoId, (Guid?)null), cancel);
        await FollowAsync(record.SourceId, record.TargetId, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>
    /// A member whose sign-in still names the merged organisation can leave something there for some minutes, until the sign-in is renewed.
    /// It follows, and is remembered for a split.
    /// </summary>
    public async Task FollowAsync(CancellationToken cancel)
    {
        var since = time.GetUtcNow().AddHours(-1);
        var recent = await db.OrganisationMerges.Where(m => m.SplitAt == null && m.MergedAt > since).Select(m => m.Id).ToListAsync(cancel);
        await parking.EachAsync(Queue, recent, id => id.ToString(), id => FollowAsync(id, cancel), cancel);
    }

    /// <summary>Which of the two may still be another one.</summary>
    private async Task FollowAsync(Guid source, Guid target, CancellationToken cancel)
    {
        foreach (var one in new[] { source, target }.Order())
            await inbox.FollowAsync(InboxKind.LookAlike, one.ToString(), cancel);
    }

    private async Task FollowAsync(Guid id, CancellationToken cancel)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var merge = await db.OrganisationMerges.SingleAsync(m => m.Id == id, cancel);
        await LockAsync(merge.SourceId, merge.TargetId, cancel);
        await db.Entry(merge).ReloadAsync(cancel);
        var late = await RowsOfAsync(merge.SourceId, merge.TargetId, cancel);
        if (merge.SplitAt is null && late.Ids.Values.Any(ids => ids.Count > 0))
        {
            await MoveAsync(late, merge.SourceId, merge.TargetId, cancel);
            merge.Moved = merge.Moved.And(late);
            await db.SaveChangesAsync(cancel);
            await transaction.CommitAsync(cancel);
        }
    }

    private async Task<MovedRows> RowsOfAsync(Guid organisation, Guid target, CancellationToken cancel)
    {
        var ids = new Dictionary<string, IReadOnlyList<Guid>>();
        foreach (var rows in owned)
            ids[rows.Kind] = await rows.FindAsync(db, organisation, target, cancel);
        return new() { Ids = ids };
    }

    private async Task MoveAsync(MovedRows moved, Guid from, Guid to, CancellationToken cancel)
    {
        foreach (var rows in owned)
            if (moved.Ids.GetValueOrDefault(rows.Kind) is { Count: > 0 } ids)
                await rows.MoveAsync(db, ids, from, to, cancel);
    }

    /// <summary>
    /// A name that somebody only signed up with has no row of its own yet; it becomes an alias of the target,
    /// unless it is a certain name already.
    /// </summary>
    private async Task<OrganisationName?> KeepNameAsync(Organisation source, Guid target, DateTimeOffset now, CancellationToken cancel)
    {
        var name = OrganisationName.Of(target, source.Name, NameKind.Alias, certain: true, now);
        if (
            name.Key.Length == 0
            || await db.OrganisationNames.AnyAsync(n => n.Whole == name.Whole && (n.IsCertain || n.OrganisationId == source.Id), cancel)
        )
            return null;
        db.OrganisationNames.Add(name);
        return name;
    }

    /// <summary>Whether one is the parent of the other, at any distance.</summary>
    public async Task<bool> IsAboveAsync(Guid one, Guid other, CancellationToken cancel)
    {
        var walked = new HashSet<Guid>();
        for (Guid? at = other; at is { } id && walked.Add(id); )
        {
            at = await db.Organisations.Where(o => o.Id == id).Select(o => o.ParentId).SingleOrDefaultAsync(cancel);
            if (at == one)
                return true;
        }
        return false;
    }

    /// <summary>
    /// In the order of their ids, so that two merges of the same pair wait for each other and never both ways. The lock of matching comes
    /// first, as it does wherever mandates or answers change.
    /// </summary>
    private Task LockAsync(Guid one, Guid other, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"SELECT lock_matching(); SELECT 1 FROM organisations WHERE id = {one} OR id = {other} ORDER BY id FOR UPDATE",
            cancel
        );
}
