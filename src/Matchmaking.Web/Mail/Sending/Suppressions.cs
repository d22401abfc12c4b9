using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>Addresses that must not be written to. Suppressing takes back what waits for the address in the same transaction.</summary>
public sealed class Suppressions(MatchmakingDb db, TimeProvider time)
{
    /// <summary>Suppresses an address. Doing it twice changes nothing.</summary>
    /// <param name="address">In any case.</param>
    /// <param name="cause">Why.</param>
    /// <param name="reason">In words.</param>
    /// <param name="byId">The member of the desk who did it; null for the product itself.</param>
    /// <param name="cancel">Stops it.</param>
    public async Task AddAsync(string address, SuppressionCause cause, string? reason, Guid? byId, CancellationToken cancel)
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var batch = new NpgsqlBatch(connection);
            foreach (var command in Commands(address, cause, reason, byId, time.GetUtcNow()))
                batch.BatchCommands.Add(command);
            await batch.ExecuteNonQueryAsync(cancel);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>Lets an address be written to again. What was taken back stays so. False when it was not suppressed.</summary>
    public async Task<bool> LiftAsync(string address, string because, Guid byId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var key = address.ToLowerInvariant();
        return await db.MailSuppressions.Where(s => s.Address == key && s.LiftedAt == null)
            .ExecuteUpdateAsync(set => set.SetProperty(s => s.LiftedAt, now).SetProperty(s => s.LiftedById, byId).SetProperty(s => s.LiftedBecause, because), cancel) > 0;
    }

    internal static IEnumerable<NpgsqlBatchCommand> Commands(string address, SuppressionCause cause, string? reason, Guid? byId, DateTimeOffset now)
    {
        yield return LedgerSql.Command("""
            INSERT INTO mail_suppressions (id, address, cause, reason, at, by_id) VALUES ($1, $2, $3, $4, $5, $6)
            ON CONFLICT (address) WHERE lifted_at IS NULL DO NOTHING
            """,
            Guid.CreateVersion7(now), address.ToLowerInvariant(), cause.ToString(),
            reason is null ? DBNull.Value : CleanText.Line(reason, MailSuppression.ReasonLength), now, (object?)byId ?? DBNull.Value);
        yield return LedgerSql.Command($"""
            UPDATE mails SET status = 'Suppressed', suppressed = 'Address'
            WHERE ({OutgoingMailMapping.Ready} OR status = 'Sending') AND lower(to_address) = $1
            """, address.ToLowerInvariant());
    }
}
