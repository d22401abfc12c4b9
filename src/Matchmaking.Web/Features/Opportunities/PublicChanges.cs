using System.Runtime.CompilerServices;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Progress;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Matchmaking.Web.Features.Opportunities;

/// <summary>
/// Counts what changes what everybody can see: listings, documents, facts, and the people to write to. Whatever is kept of public pages is good for one number.
/// A commit of this node counts before its request is answered; one of another node when its hint comes, some milliseconds later.
/// </summary>
public sealed class PublicChanges : SaveChangesInterceptor, IDbTransactionInterceptor
{
    /// <summary>The channel on which a commit tells the other nodes.</summary>
    public const string Channel = "public_changes";

    private static readonly string[] Shown = [nameof(Person.FullName), nameof(Person.Email), nameof(Person.PhoneNumber), nameof(Person.LockoutEnd)];
    private static readonly object Pending = new();
    private readonly ConditionalWeakTable<DbContext, object> _pending = [];
    private long _number;

    /// <summary>Grows with each change.</summary>
    public long Number => Interlocked.Read(ref _number);

    /// <summary>Says that something has changed, or may have.</summary>
    public void Count() => Interlocked.Increment(ref _number);

    /// <inheritdoc/>
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        if (eventData.Context is { } db && db.ChangeTracker.Entries().Any(IsPublic))
            _pending.AddOrUpdate(db, Pending);
        return ValueTask.FromResult(result);
    }

    /// <inheritdoc/>
    public override async ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
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
    public Task TransactionCommittedAsync(System.Data.Common.DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
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

    private static bool IsPublic(EntityEntry entry) => entry.State != EntityState.Unchanged && entry.Entity switch
    {
        Opportunity or SignedDocument or SectorFact => true,
        // Whoever signs in changes a row, too.
        Person => entry.State == EntityState.Deleted || (entry.State == EntityState.Modified
            && Shown.Any(property => entry.Property(property).IsModified)),
        _ => false,
    };
}
