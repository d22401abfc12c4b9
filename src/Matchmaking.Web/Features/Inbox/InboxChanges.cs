using System.Security.Claims;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>Assigns items whose subject has an owner of its own; registered by the feature whose they are.</summary>
public interface IInboxOwners
{
    InboxKind Kind { get; }

    /// <summary>Gives a subject to somebody, who is told. False when it is gone, or theirs already.</summary>
    Task<bool> AssignAsync(string subject, Guid owner, Guid by, CancellationToken cancel);
}

/// <summary>What people do with items, several at once. Each time it is kept how they were before, so that it can be taken back.</summary>
public sealed class InboxChanges(MatchmakingDb db, IEnumerable<IInboxOwners> owners, InboxMails mails, MailWakeUp wakeUp, TimeProvider time)
{
    /// <summary>How many items one change is about at most: two pages.</summary>
    public const int Most = 100;

    /// <summary>How long a change may be taken back.</summary>
    public static readonly TimeSpan Keep = TimeSpan.FromHours(12);

    /// <summary>Gives items to somebody, who is told when somebody else did it.</summary>
    public Task<InboxChange> AssignAsync(IEnumerable<Guid> ids, Guid owner, ClaimsPrincipal by, CancellationToken cancel) =>
        ChangeAsync(
            InboxChangeKind.Assigned,
            ids,
            owner,
            by,
            items => items.Where(item => item.OwnerId != owner),
            (items, _) => items.ExecuteUpdateAsync(set => set.SetProperty(i => i.OwnerId, owner), cancel),
            cancel
        );

    /// <summary>Takes what is nobody's; what somebody was given meanwhile stays theirs.</summary>
    public Task<InboxChange> TakeAsync(Guid id, ClaimsPrincipal by, CancellationToken cancel)
    {
        var me = by.PersonId();
        return ChangeAsync(
            InboxChangeKind.Assigned,
            [id],
            me,
            by,
            items => items.Where(item => item.OwnerId == null),
            (items, _) => items.Where(i => i.OwnerId == null).ExecuteUpdateAsync(set => set.SetProperty(i => i.OwnerId, me), cancel),
            cancel
        );
    }

    /// <summary>Puts items off until a moment, with the reason.</summary>
    public Task<InboxChange> SnoozeAsync(
        IEnumerable<Guid> ids,
        DateTimeOffset until,
        string reason,
        ClaimsPrincipal by,
        CancellationToken cancel
    ) =>
        ChangeAsync(
            InboxChangeKind.Snoozed,
            ids,
            null,
            by,
            items => items.Where(item => item.SnoozedUntil != until || item.SnoozeReason != reason),
            (items, _) =>
                items
                    .Where(item => item.SnoozedUntil != until || item.SnoozeReason != reason)
                    .ExecuteUpdateAsync(
                        set => set.SetProperty(i => i.SnoozedUntil, until).SetProperty(i => i.SnoozeReason, reason),
                        cancel
                    ),
            cancel
        );

    /// <summary>Says of items that nothing is left to do; see <see cref="InboxQueries.MayBeDone"/>.</summary>
    public Task<InboxChange> FinishAsync(IEnumerable<Guid> ids, ClaimsPrincipal by, CancellationToken cancel) =>
        ChangeAsync(
            InboxChangeKind.Done,
            ids,
            null,
            by,
            items => items.Where(item => item.Kind.MayBeDone()),
            (items, now) => items.ExecuteUpdateAsync(set => set.SetProperty(i => i.DoneAt, now), cancel),
            cancel
        );

    /// <summary>What the person did last and may take back; null for nothing.</summary>
    public Task<InboxChange?> LastAsync(Guid person, CancellationToken cancel)
    {
        var since = time.GetUtcNow() - Keep;
        return db
            .InboxChanges.AsNoTracking()
            .Where(change => change.PersonId == person)
            .OrderByDescending(change => change.Id)
            .Take(1)
            .Where(change => change.UndoneAt == null && change.At > since)
            .SingleOrDefaultAsync(cancel);
    }

    /// <summary>Takes a change back. What somebody has changed since stays as it is.</summary>
    /// <returns>How many items are as before, of how many; null when there is nothing to take back (any more).</returns>
    public async Task<(int Undone, int Of)?> UndoAsync(Guid id, ClaimsPrincipal by, CancellationToken cancel)
    {
        var (now, me) = (time.GetUtcNow(), by.PersonId());
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (
            await db.InboxChanges.AsNoTracking().SingleOrDefaultAsync(c => c.Id == id && c.PersonId == me, cancel) is not { } change
            || await db
                .InboxChanges.Where(c => c.Id == id && c.UndoneAt == null && c.At > now - Keep)
                .ExecuteUpdateAsync(set => set.SetProperty(c => c.UndoneAt, now), cancel) == 0
        )
            return null;
        var undone = 0;
        foreach (var before in change.Before.OrderBy(one => one.Id))
            undone += await UndoAsync(change, before, me, cancel) ? 1 : 0;
        await transaction.CommitAsync(cancel);
        wakeUp.MailsWaiting();
        return (undone, change.Before.Count);
    }

    /// <summary>Forgets what can no longer be taken back.</summary>
    public Task<int> ForgetOldAsync(CancellationToken cancel)
    {
        var before = time.GetUtcNow() - Keep;
        return db.InboxChanges.Where(change => change.At < before).ExecuteDeleteAsync(cancel);
    }

    private async Task<bool> UndoAsync(InboxChange change, InboxBefore before, Guid by, CancellationToken cancel)
    {
        var one = db.InboxItems.Where(item => item.Id == before.Id);
        if (change.Kind == InboxChangeKind.Done)
            return await one.Where(item => item.DoneAt == change.At)
                    .ExecuteUpdateAsync(set => set.SetProperty(i => i.DoneAt, (DateTimeOffset?)null), cancel) > 0;
        if (change.Kind == InboxChangeKind.Snoozed)
            return !await WasPutOffSinceAsync(change, before.Id, cancel)
                && await one.Where(item => item.SnoozedUntil != null)
                    .ExecuteUpdateAsync(
                        set =>
                            set.SetProperty(i => i.SnoozedUntil, before.SnoozedUntil).SetProperty(i => i.SnoozeReason, before.SnoozeReason),
                        cancel
                    ) > 0;
        if (
            await one.AsNoTracking().SingleOrDefaultAsync(item => item.OwnerId == change.OwnerId, cancel) is not { } item
            // Whose access was withdrawn since gets nothing back.
            || (before.OwnerId is { } former && (await db.DeskPeopleAsync(cancel)).All(person => person.Id != former))
        )
            return false;
        if (owners.SingleOrDefault(own => own.Kind == item.Kind) is not { } own)
            return await one.Where(i => i.OwnerId == change.OwnerId)
                    .ExecuteUpdateAsync(set => set.SetProperty(i => i.OwnerId, before.OwnerId), cancel) > 0;
        return before.OwnerId is { } was && await own.AssignAsync(item.Subject, was, by, cancel);
    }

    /// <summary>What somebody else has put off since is theirs, with its day and its reason.</summary>
    private Task<bool> WasPutOffSinceAsync(InboxChange change, Guid item, CancellationToken cancel) =>
        db
            .Database.SqlQuery<bool>(
                $"""
                SELECT EXISTS (SELECT FROM inbox_changes WHERE kind = 'Snoozed' AND undone_at IS NULL
                    AND at >= {change.At} AND id <> {change.Id} AND position({item.ToString()} in before) > 0) AS "Value"
                """
            )
            .SingleAsync(cancel);

    private async Task<InboxChange> ChangeAsync(
        InboxChangeKind kind,
        IEnumerable<Guid> ids,
        Guid? owner,
        ClaimsPrincipal by,
        Func<IEnumerable<InboxItem>, IEnumerable<InboxItem>> which,
        Func<IQueryable<InboxItem>, DateTimeOffset, Task<int>> how,
        CancellationToken cancel
    )
    {
        var (chosen, me) = (ids.Distinct().Take(Most).ToArray(), by.PersonId());
        // As the database keeps it, so that it is found again by it.
        var now = new DateTimeOffset(time.GetUtcNow().UtcTicks / 10 * 10, TimeSpan.Zero);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        var items = which(
                await db.InboxItems.AsNoTracking().VisibleTo(by).Where(i => chosen.Contains(i.Id)).OrderBy(i => i.Id).ToListAsync(cancel)
            )
            .ToList();
        var changed = new List<InboxItem>();
        // First what has a row of its own that is locked before its item's, as whoever else changes it does.
        foreach (var item in items.Where(_ => kind == InboxChangeKind.Assigned))
            if (
                owners.SingleOrDefault(own => own.Kind == item.Kind) is { } own
                && await own.AssignAsync(item.Subject, owner!.Value, me, cancel)
            )
                changed.Add(item);
        var others = items.Where(item => kind != InboxChangeKind.Assigned || owners.All(own => own.Kind != item.Kind)).ToList();
        foreach (var item in others)
            if (await how(db.InboxItems.Where(i => i.Id == item.Id && i.DoneAt == null), now) > 0)
                changed.Add(item);
        var change = new InboxChange
        {
            PersonId = me,
            Kind = kind,
            At = now,
            OwnerId = owner,
            Chosen = chosen.Length,
            Before = changed.ConvertAll(item => new InboxBefore(item.Id, item.OwnerId, item.SnoozedUntil, item.SnoozeReason)),
        };
        if (changed.Count > 0)
        {
            db.InboxChanges.Add(change);
            if (owner is { } to && to != me && changed.Any(others.Contains))
                await mails.ToOwnerAsync(to, change, cancel);
            await db.SaveChangesAsync(cancel);
        }
        await transaction.CommitAsync(cancel);
        wakeUp.MailsWaiting();
        return change;
    }
}
