using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Matchmaking.Web.Database;

/// <summary>Rows of which everybody can see something. Each feature registers its own.</summary>
/// <param name="Entity">Their type.</param>
/// <param name="Columns">The properties that can be seen; none for all. Only changes and deletions count then: a new row is
/// seen by what names it.</param>
public sealed record PublicRows(Type Entity, params string[] Columns);

/// <summary>
/// Counts what changes what everybody can see (<see cref="PublicRows"/>). Whatever is kept of public pages is good for one number.
/// A commit of this node counts before its request is answered; one of another node when its hint comes, some milliseconds later.
/// </summary>
public sealed class PublicChanges(IEnumerable<PublicRows> rows) : SaveChangesInterceptor, IDbTransactionInterceptor
{
    /// <summary>The channel on which a commit tells the other nodes.</summary>
    public const string Channel = "public_changes";

    private static readonly object Pending = new();
    private readonly Dictionary<Type, string[]> _rows = rows.ToDictionary(row => row.Entity, row => row.Columns);
    private readonly ConditionalWeakTable<DbContext, object> _pending = [];
    private long _number;

    /// <summary>Grows with each change.</summary>
    public long Number => Interlocked.Read(ref _number);

    /// <summary>Says that something has changed, or may have.</summary>
    public void Count() => Interlocked.Increment(ref _number);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { } db && db.ChangeTracker.Entries().Any(IsPublic))
            _pending.AddOrUpdate(db, Pending);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> SavedChangesAsync(
        SaveChangesCompletedEventData eventData,
        int result,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { } db && _pending.TryGetValue(db, out _))
        {
            // In a transaction it is told with the commit, and not at all without one.
            await db.Database.ExecuteSqlAsync($"SELECT pg_notify({Channel}, '')", cancellationToken);
            if (db.Database.CurrentTransaction is null)
                Done(db);
        }
        return result;
    }

    /// <inheritdoc/>
    public Task TransactionCommittedAsync(
        System.Data.Common.DbTransaction transaction,
        TransactionEndEventData eventData,
        CancellationToken cancellationToken = default
    )
    {
        if (eventData.Context is { } db)
            Done(db);
        return Task.CompletedTask;
    }

    private void Done(DbContext db)
    {
        if (_pending.Remove(db))
            Count();
    }

    private bool IsPublic(EntityEntry entry) =>
        entry.State != EntityState.Unchanged
        && _rows.TryGetValue(entry.Metadata.ClrType, out var columns)
        && (
            columns.Length == 0
            || entry.State == EntityState.Deleted
            || (entry.State == EntityState.Modified && columns.Any(column => entry.Property(column).IsModified))
        );
}
