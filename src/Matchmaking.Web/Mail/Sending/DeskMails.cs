using System.Linq.Expressions;
using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// What the desk does to mails. Each is one statement with its condition, so that a sender which takes the mail at the same moment wins or
/// loses whole.
/// </summary>
public sealed class DeskMails(MatchmakingDb db, Parking parking, TimeProvider time)
{
    /// <summary>The most mails that are sent again at once.</summary>
    public const int MostAtOnce = 10_000;

    /// <summary>
    /// Sent again on request: what was refused, what waits for its next try, and what was taken back for a reason that may have gone.
    /// </summary>
    public static readonly Expression<Func<OutgoingMail, bool>> MayBeRetried = mail =>
        mail.Status == MailStatus.Failed
        || mail.Status == MailStatus.Deferred
        || (
            mail.Status == MailStatus.Suppressed
            && (mail.Suppressed == SuppressedBecause.Address || mail.Suppressed == SuppressedBecause.Desk)
        );

    /// <summary>
    /// Taken back on request: what still waits. Not what somebody needs to come in, nor what tells administrators of trouble.
    /// </summary>
    public static readonly Expression<Func<OutgoingMail, bool>> MayBeSuppressed = mail =>
        (mail.Status == MailStatus.Pending || mail.Status == MailStatus.Deferred)
        && !mail.Kind.StartsWith("desk.")
        && (!mail.Kind.StartsWith("account.") || mail.Kind == Features.Account.AccountMails.Known);

    /// <summary>
    /// Puts a mail back into the queue, due now. False when it cannot be: its state is another by now, its address must not be written to,
    /// or another mail has told the same since it was taken back.
    /// </summary>
    public async Task<bool> RetryAsync(Guid id, Guid byId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            var back = await db
                .Mails.Where(mail => mail.Id == id)
                .Where(MayBeRetried)
                .Where(mail => !Barred.Any(barred => barred.Id == mail.Id))
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(mail => mail.Status, MailStatus.Pending)
                            .SetProperty(mail => mail.Suppressed, (SuppressedBecause?)null)
                            .SetProperty(mail => mail.NotBefore, now)
                            .SetProperty(mail => mail.Doubts, 0),
                    cancel
                );
            if (back == 0)
                return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
        await AddEventAsync(id, MailEventKind.RetriedByDesk, null, byId, now, cancel);
        await transaction.CommitAsync(cancel);
        await parking.ReleaseAsync(QueueNames.Mails, id.ToString(), cancel);
        await parking.ReleaseAsync(QueueNames.Ledger, id.ToString(), cancel);
        return true;
    }

    /// <summary>Mails that a suppression of their address holds back.</summary>
    private IQueryable<OutgoingMail> Barred =>
        db.Mails.FromSqlRaw($"SELECT m.* FROM mails AS m JOIN mail_suppressions AS s ON {SuppressionRegister.Holds}");

    /// <summary>
    /// Those of some mails that can be sent again together: not to an address that must not be written to, not what another mail has told
    /// or would tell too, and not what may have arrived, of which somebody has to look at each.
    /// </summary>
    public IQueryable<OutgoingMail> Retryable(IQueryable<OutgoingMail> mails) =>
        mails
            .Where(MayBeRetried)
            .Where(mail =>
                mail.Doubts == 0
                && !Barred.Any(barred => barred.Id == mail.Id)
                && (
                    mail.Status != MailStatus.Suppressed
                    || !db.Mails.Any(other =>
                        other.Id != mail.Id
                        && other.PersonId == mail.PersonId
                        && other.Kind == mail.Kind
                        && other.About == mail.About
                        && other.Version == mail.Version
                        && (
                            other.Status != MailStatus.Suppressed
                            || (
                                other.Id > mail.Id
                                && (other.Suppressed == SuppressedBecause.Address || other.Suppressed == SuppressedBecause.Desk)
                            )
                        )
                    )
                )
            );

    /// <summary>Puts mails back into the queue, due now; the oldest first, at most <see cref="MostAtOnce"/>.</summary>
    /// <param name="mails">Which, of the same database session; what cannot be sent again is left out.</param>
    /// <param name="byId">The member of the desk who asks for it.</param>
    /// <returns>How many; null when something changed at the same moment and nothing was done.</returns>
    public async Task<int?> RetryAllAsync(IQueryable<OutgoingMail> mails, Guid byId, CancellationToken cancel)
    {
        var ids = await Retryable(mails).OrderBy(mail => mail.Id).Take(MostAtOnce).Select(mail => mail.Id).ToArrayAsync(cancel);
        var now = time.GetUtcNow();
        try
        {
            // What a sender has taken meanwhile is no longer in one of these states; a new refusal of it is news and stays.
            return await db.Database.ExecuteSqlRawAsync(
                $$"""
                WITH back AS (
                    UPDATE mails AS m SET status = 'Pending', suppressed = NULL, not_before = {1}, doubts = 0
                    WHERE id = ANY({0}) AND status IN ('Failed', 'Deferred', 'Suppressed')
                      AND NOT EXISTS (SELECT FROM mail_suppressions AS s WHERE {{SuppressionRegister.Holds}})
                    RETURNING id, attempts),
                released AS (
                    DELETE FROM parked_items
                    WHERE queue IN ('{{QueueNames.Mails}}', '{{QueueNames.Ledger}}') AND item IN (SELECT id::text FROM back))
                INSERT INTO mail_events (mail_id, kind, at, attempt, by_id)
                SELECT id, '{{nameof(MailEventKind.RetriedByDesk)}}', {1}, attempts, {2} FROM back
                """,
                [ids, now, byId],
                cancel
            );
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return null;
        }
    }

    /// <summary>Takes a mail back that has not gone out. False when it is too late.</summary>
    public async Task<bool> SuppressAsync(Guid id, string reason, Guid byId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (
            await db
                .Mails.Where(mail => mail.Id == id)
                .Where(MayBeSuppressed)
                .ExecuteUpdateAsync(
                    set =>
                        set.SetProperty(mail => mail.Status, MailStatus.Suppressed)
                            .SetProperty(mail => mail.Suppressed, SuppressedBecause.Desk),
                    cancel
                ) == 0
        )
            return false;
        await AddEventAsync(id, MailEventKind.SuppressedByDesk, reason, byId, now, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task AddEventAsync(Guid id, MailEventKind kind, string? text, Guid byId, DateTimeOffset now, CancellationToken cancel)
    {
        var attempts = await db.Mails.Where(mail => mail.Id == id).Select(mail => mail.Attempts).SingleAsync(cancel);
        db.MailEvents.Add(
            new()
            {
                MailId = id,
                Kind = kind,
                At = now,
                Attempt = attempts,
                Text = text,
                ById = byId,
            }
        );
        await db.SaveChangesAsync(cancel);
    }
}
