using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Database;

/// <summary>Saving a row whose key says what it is: the same one again, even at the same moment, changes nothing more.</summary>
public static class IdempotentSave
{
    /// <summary>Saves what is pending, with a new row of it, unless that row is there already. False when it was.</summary>
    /// <param name="db">The context; it has no transaction yet.</param>
    /// <param name="row">Added, with its key.</param>
    /// <param name="cancel">Ends it early; nothing is saved then.</param>
    public static async Task<bool> SaveOnceAsync(this MatchmakingDb db, object row, CancellationToken cancel)
    {
        var entry = db.Entry(row);
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        await db.OneAfterTheOtherAsync(entry.Metadata.ShortName(), entry.Property("Id").CurrentValue!.ToString()!, cancel);
        if (await entry.GetDatabaseValuesAsync(cancel) is not null)
        {
            db.ChangeTracker.Clear();
            return false;
        }
        await db.SaveChangesAsync(cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>
    /// Lets whoever comes with the same key at the same moment wait until the transaction that is open ends, and then see what it left.
    /// </summary>
    /// <param name="db">With an open transaction.</param>
    /// <param name="what">Of what kind the key is.</param>
    /// <param name="key">Which one.</param>
    /// <param name="cancel">Ends it early.</param>
    public static Task OneAfterTheOtherAsync(this MatchmakingDb db, string what, string key, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock(hashtext({"matchmaking." + what}), hashtext({key}))", cancel);
}
