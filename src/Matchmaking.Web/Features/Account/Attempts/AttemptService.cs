using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.Attempts;

/// <summary>What came of paying for an attempt.</summary>
/// <param name="IsAllowed">It may be made.</param>
/// <param name="Number">Which one of its client it is; from 1.</param>
/// <param name="IsLast">After this one the client is refused.</param>
/// <param name="IsWorthTelling">Many were made by now, by this client or by all of its kind together.</param>
public readonly record struct Paid(bool IsAllowed, int Number, bool IsLast, bool IsWorthTelling);

/// <summary>
/// Counts attempts, each paid for before it is made, in one statement that counts and judges together: attempts made at the
/// same time are as many as they are.
/// </summary>
public sealed class AttemptService(MatchmakingDb db, TimeProvider time)
{
    private const string Strangers = "*",
        Devices = "+";

    /// <summary>The owner hears of so many, whoever made them.</summary>
    private const int Many = 20;

    /// <summary>
    /// Pays for one attempt. It counts for all of its kind together only while it is allowed, so that one who is
    /// refused locks nobody else out.
    /// </summary>
    public async Task<Paid> PayAsync(AttemptLimits limits, string account, Client client, CancellationToken cancel)
    {
        var limit = client.IsKnown ? limits.OfDevice : limits.OfStranger;
        var number = await CountAsync(limits.Kind, account, client.Key, limit, cancel);
        if (number > limit.Most)
            return new(false, number, false, false);
        var all = client.IsKnown ? limits.OfDevices : limits.OfStrangers;
        var together = await CountAsync(limits.Kind, account, client.IsKnown ? Devices : Strangers, all, cancel);
        var isLast = number == limit.Most || together == all.Most;
        return new(together <= all.Most, number, isLast, isLast || together == Many);
    }

    /// <summary>Forgets the attempts of somebody who proved to be the owner, and those of its kind together.</summary>
    public Task ForgetAsync(AttemptLimits limits, string account, Client client, CancellationToken cancel) =>
        db
            .AttemptCounts.Where(count =>
                count.Account == account
                && count.Kind == limits.Kind
                && (count.Client == client.Key || count.Client == (client.IsKnown ? Devices : Strangers))
            )
            .ExecuteDeleteAsync(cancel);

    /// <summary>Removes counts that are over.</summary>
    public Task SweepAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db.AttemptCounts.Where(count => count.Until < now).ExecuteDeleteAsync(cancel);
    }

    private async Task<int> CountAsync(string kind, string account, string client, Limit limit, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var until = now + limit.Within;
        return (
            await db
                .Database.SqlQuery<int>(
                    $"""
                    INSERT INTO attempts AS a (kind, account, client, count, until) VALUES ({kind}, {account}, {client}, 1, {until})
                    ON CONFLICT (account, kind, client) DO UPDATE SET
                        count = CASE WHEN a.until <= {now} THEN 1 ELSE least(a.count, {limit.Most}) + 1 END,
                        until = CASE WHEN a.until <= {now} OR a.count < {limit.Most} THEN excluded.until ELSE a.until END
                    RETURNING count
                    """
                )
                .ToListAsync(cancel)
        ).Single();
    }
}
