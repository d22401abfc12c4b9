using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// Removes what nobody needs any more: mails half a year after they ended, with their history, and figures after two years. What somebody
/// was told of stands with the alert items and is kept, or it would be told again.
/// </summary>
public sealed class MailRetention(MatchmakingDb db, TimeProvider time)
{
    public static readonly TimeSpan KeepMails = TimeSpan.FromDays(180),
        KeepFigures = TimeSpan.FromDays(730);

    /// <summary>Rows of one statement: short transactions, so that nothing waits for them.</summary>
    private const int Batch = 5000;

    /// <returns>How many mails were removed.</returns>
    public async Task<int> RunAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        // Ids carry the time at which they were made, so the key itself finds the old ones.
        var before = Oldest(now - KeepMails);
        int removed = 0,
            last;
        do
        {
            last = await db.Database.ExecuteSqlAsync(
                $"""
                DELETE FROM mails WHERE id IN (
                    SELECT id FROM mails WHERE id < {before} AND status IN ('Accepted', 'Suppressed', 'Failed') ORDER BY id LIMIT {Batch}
                        FOR UPDATE SKIP LOCKED)
                """,
                cancel
            );
            removed += last;
        } while (last == Batch);
        var (mails, figures) = (now - KeepMails, now - KeepFigures);
        await db.MailEvents.Where(e => e.At < mails).ExecuteDeleteAsync(cancel);
        await db.ProviderHours.Where(hour => hour.Hour < figures).ExecuteDeleteAsync(cancel);
        return removed;
    }

    /// <summary>The smallest version 7 id of a moment.</summary>
    internal static Guid Oldest(DateTimeOffset moment)
    {
        Span<byte> bytes = stackalloc byte[16];
        Guid.CreateVersion7(moment).TryWriteBytes(bytes, bigEndian: true, out _);
        bytes[6..].Clear();
        return new(bytes, bigEndian: true);
    }
}
