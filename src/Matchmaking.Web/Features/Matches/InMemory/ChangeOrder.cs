using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Matches.InMemory;

/// <summary>
/// The order of all changes that matching sees: of published opportunities and of mandates outside the archive, in the columns that are
/// read. Triggers, so that no writer can forget it, make such a change hold one lock until it commits and give it the next number under
/// that lock. So numbers become visible in their own order: whoever has read everything up to a number has missed nothing below it.
/// Without the lock, a transaction that took a number early and committed late would be skipped by all who had already read past it.
/// A trigger takes the lock when its row is already locked, so whoever changes several rows, or one that a run may change, takes it
/// first (<see cref="LockSql"/>); the product always does.
/// </summary>
public static class ChangeOrder
{
    /// <summary>The channel on which a commit hints that there is something to read.</summary>
    public const string Channel = "matching_changes";

    /// <summary>
    /// Takes the lock, which the transaction then holds to its end. Taking it twice does no harm. A run looks up rows by their keys, and
    /// what it looks up is in memory: with the server's usual price of a random page, a thousand keys would be sought by reading the whole
    /// table. Nor does it wait for helpers to start.
    /// </summary>
    public const string LockSql = "SET LOCAL random_page_cost = 1.1; SET LOCAL max_parallel_workers_per_gather = 0; SELECT lock_matching()";

    internal static void IsNumberedByTheDatabase(this PropertyBuilder<long> number)
    {
        number.HasDefaultValue(0L).ValueGeneratedOnAddOrUpdate();
        number.Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        number.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);
    }
}
