using Matchmaking.Web.Database;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>What came of an attempt to suppress an address.</summary>
public enum SuppressionOutcome
{
    /// <summary>It is suppressed, since now or since earlier.</summary>
    Done,

    /// <summary>It is an administrator's, whom nobody can cut off from the product's mails.</summary>
    Administrators,

    /// <summary>It is a colleague's of the desk, whom only an administrator can suppress.</summary>
    Colleagues,
}

/// <summary>Addresses that must not be written to. Suppressing takes back what waits for the address in the same transaction.</summary>
public sealed class SuppressionRegister(MatchmakingDb db, TimeProvider time)
{
    /// <summary>
    /// Whether the suppression <c>s</c> holds back the mail <c>m</c>. One that a report alone has caused holds back no mail about an
    /// account: reports can be written by whoever has seen one of our mails, and somebody waits for the link. None holds back an
    /// administrator's mails, for whatever reason the address was suppressed before.
    /// </summary>
    internal const string Holds = $"""
        (s.lifted_at IS NULL AND s.address = lower(m.to_address)
            AND NOT (m.kind LIKE '{OutgoingMail.AccountKinds}%' AND s.cause IN {Reported})
            AND NOT {IsAdministrators})
        """;

    private const string IsAdministrators = $"""EXISTS ({Administrators} AND p.normalized_email = upper(s.address COLLATE "C"))""";

    private const string Reported =
        $"('{nameof(SuppressionCause.Complaint)}', '{nameof(SuppressionCause.ReportedBounce)}', "
        + $"'{nameof(SuppressionCause.ReportedRefusal)}')";

    private const string People =
        "SELECT FROM people AS p JOIN person_roles AS held ON held.user_id = p.id JOIN roles AS r ON r.id = held.role_id";

    private const string Administrators =
        $"{People} WHERE r.name = '{Role.Administrator}' AND (p.lockout_end IS NULL OR p.lockout_end < 'infinity')";

    /// <summary>
    /// What speaks against suppressing the address $1, in capitals, by the person $2; null when nothing does. The one guard: what inserts
    /// asks it.
    /// </summary>
    private const string Objection = $"""
        CASE WHEN EXISTS ({Administrators} AND p.normalized_email = $1) THEN '{nameof(SuppressionOutcome.Administrators)}'
            WHEN $2::uuid IS NOT NULL AND NOT EXISTS ({Administrators} AND p.id = $2)
                AND EXISTS ({People} WHERE r.name IN ('{Role.Staff}', '{Role.Administrator}') AND p.normalized_email = $1)
            THEN '{nameof(SuppressionOutcome.Colleagues)}' END
        """;

    /// <summary>
    /// Suppresses an address. Doing it twice changes nothing; what holds back more takes the place of what holds back less.
    /// </summary>
    /// <param name="address">In any case.</param>
    /// <param name="cause">Why.</param>
    /// <param name="reason">In words.</param>
    /// <param name="byId">The member of the desk who did it; null for the product itself.</param>
    public async Task<SuppressionOutcome> AddAsync(
        string address,
        SuppressionCause cause,
        string? reason,
        Guid? byId,
        CancellationToken cancel
    )
    {
        var connection = (NpgsqlConnection)db.Database.GetDbConnection();
        await db.Database.OpenConnectionAsync(cancel);
        try
        {
            await using var batch = new NpgsqlBatch(connection);
            batch.BatchCommands.Add(LedgerSql.Command($"SELECT {Objection}", address.ToUpperInvariant(), (object?)byId ?? DBNull.Value));
            foreach (var command in Commands(address, cause, reason, byId, time.GetUtcNow()))
                batch.BatchCommands.Add(command);
            return await batch.ExecuteScalarAsync(cancel) is string objection
                ? Enum.Parse<SuppressionOutcome>(objection)
                : SuppressionOutcome.Done;
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
        return await db
                .MailSuppressions.Where(s => s.Address == key && s.LiftedAt == null)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(s => s.LiftedAt, now)
                            .SetProperty(s => s.LiftedById, byId)
                            .SetProperty(s => s.LiftedBecause, because),
                    cancel
                ) > 0;
    }

    /// <summary>The suppressions that hold back some mails.</summary>
    /// <param name="db">Where both are.</param>
    /// <param name="mails">By their ids.</param>
    internal static IQueryable<Guid> HeldBack(MatchmakingDb db, Guid[] mails) =>
        db.Database.SqlQueryRaw<Guid>(
            $$"""SELECT m.id AS "Value" FROM mails AS m JOIN mail_suppressions AS s ON {{Holds}} WHERE m.id = ANY({0})""",
            mails
        );

    /// <summary>The suppressions that hold back nothing, since their address is an administrator's by now.</summary>
    internal static IQueryable<Guid> WithoutEffect(MatchmakingDb db) =>
        db.Database.SqlQueryRaw<Guid>($"""SELECT s.id AS "Value" FROM mail_suppressions AS s WHERE {IsAdministrators}""");

    /// <summary>Does nothing when something speaks against it. Answers with no rows.</summary>
    internal static IEnumerable<NpgsqlBatchCommand> Commands(
        string address,
        SuppressionCause cause,
        string? reason,
        Guid? byId,
        DateTimeOffset now
    )
    {
        var key = address.ToLowerInvariant();
        yield return LedgerSql.Command(
            $"""
            INSERT INTO mail_suppressions AS known (id, address, cause, reason, at, by_id)
            SELECT $3, $4, $5, $6::text, $7, $2 WHERE ({Objection}) IS NULL
            ON CONFLICT (address) WHERE lifted_at IS NULL DO UPDATE
                SET cause = excluded.cause, reason = excluded.reason, at = excluded.at, by_id = excluded.by_id
                WHERE known.cause IN {Reported} AND excluded.cause NOT IN {Reported}
            """,
            address.ToUpperInvariant(),
            (object?)byId ?? DBNull.Value,
            Guid.CreateVersion7(now),
            key,
            cause.ToString(),
            reason is null ? DBNull.Value : CleanText.Line(Tokens.Without(reason), MailSuppression.ReasonLength),
            now
        );
        yield return LedgerSql.Command(
            $"""
            UPDATE mails AS m SET status = 'Suppressed', suppressed = 'Address' FROM mail_suppressions AS s
            WHERE ({OutgoingMailMapping.Ready} OR status = 'Sending') AND lower(m.to_address) = $1 AND {Holds}
            """,
            key
        );
    }
}
