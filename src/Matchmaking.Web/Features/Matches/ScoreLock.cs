using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Matches;

/// <summary>
/// Scores follow what an organisation reveals of itself, and two write them: a run, for all organisations that it meets, and a change of
/// what one of them reveals. This lock keeps the two apart, so that neither stores what the other makes outdated; changes of several
/// organisations share it. It is another one than that of <see cref="InMemory.ChangeOrder"/>, because a thumbs-up changes nothing that
/// runs number: it waits for a run that is storing its matches, and for nobody else's transaction.
/// The order is always the same, so nobody waits in a circle: the lock of changes, rows of organisations, this one, rows of matches.
/// </summary>
internal static class ScoreLock
{
    /// <summary>
    /// Until its end, a run alone writes scores. Take it before reading what is inferred, and after everything that takes long.
    /// </summary>
    public const string OfRunSql = "SELECT pg_advisory_xact_lock(hashtext('matchmaking.scores'))";

    /// <summary>
    /// Until the end of the transaction nobody else changes what the organisation reveals, or scores that follow from it.
    /// </summary>
    public static Task TakeAsync(MatchmakingDb db, Guid organisation, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            SELECT FROM organisations WHERE id = {organisation} FOR NO KEY UPDATE;
            SELECT pg_advisory_xact_lock_shared(hashtext('matchmaking.scores'))
            """,
            cancel
        );
}
