using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Database;

/// <summary>Saving on top of what was read: the one answer to two people who change the same row.</summary>
public static class OptimisticSave
{
    /// <summary>
    /// Saves what is pending, with the row on top of the version that the change was made on. False when somebody else saved it since: then
    /// nothing is saved, and the context is empty, so that whoever goes on reads it anew.
    /// </summary>
    /// <param name="db">The context that tracks the row.</param>
    /// <param name="row">The changed row; it has a <c>Version</c>.</param>
    /// <param name="version">The row version that the change was made on; null for the one that was just read.</param>
    /// <param name="save">How it is saved.</param>
    public static async Task<bool> TrySaveOnAsync(this MatchmakingDb db, object row, uint? version, Func<Task> save)
    {
        if (version is not null)
            db.Entry(row).Property("Version").OriginalValue = version;
        try
        {
            await save();
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
