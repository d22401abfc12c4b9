using System.Linq.Expressions;
using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>What the desk does to single mails. Each is one statement with its condition, so that a sender which takes the mail at the same moment wins or loses whole.</summary>
public sealed class DeskMails(MatchmakingDb db, TimeProvider time)
{
    /// <summary>Sent again on request: what was refused, what waits for its next try, and what was taken back for a reason that may have gone.</summary>
    public static readonly Expression<Func<OutgoingMail, bool>> MayBeRetried = mail =>
        mail.Status == MailStatus.Failed || mail.Status == MailStatus.Deferred
        || (mail.Status == MailStatus.Suppressed && (mail.Suppressed == SuppressedBecause.Address || mail.Suppressed == SuppressedBecause.Desk));

    /// <summary>Taken back on request: what still waits.</summary>
    public static readonly Expression<Func<OutgoingMail, bool>> MayBeSuppressed = mail => mail.Status == MailStatus.Pending || mail.Status == MailStatus.Deferred;

    /// <summary>
    /// Puts a mail back into the queue, due now. False when it cannot be: its state is another by now, its address must not be written to,
    /// or another mail has told the same since it was taken back.
    /// </summary>
    public async Task<bool> RetryAsync(Guid id, Guid byId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        if (await db.Mails.Where(mail => mail.Id == id).Select(mail => mail.ToAddress).SingleOrDefaultAsync(cancel) is not { } address)
            return false;
        var key = address.ToLowerInvariant();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        try
        {
            var back = await db.Mails.Where(mail => mail.Id == id).Where(MayBeRetried)
                .Where(mail => !db.MailSuppressions.Any(s => s.LiftedAt == null && s.Address == key))
                .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Status, MailStatus.Pending).SetProperty(mail => mail.Suppressed, (SuppressedBecause?)null)
                    .SetProperty(mail => mail.NotBefore, now).SetProperty(mail => mail.Doubts, 0), cancel);
            if (back == 0)
                return false;
        }
        catch (PostgresException e) when (e.SqlState == PostgresErrorCodes.UniqueViolation)
        {
            return false;
        }
        await AddEventAsync(id, MailEventKind.RetriedByDesk, null, byId, now, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    /// <summary>Takes a mail back that has not gone out. False when it is too late.</summary>
    public async Task<bool> SuppressAsync(Guid id, string reason, Guid byId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        await using var transaction = await db.Database.BeginTransactionAsync(cancel);
        if (await db.Mails.Where(mail => mail.Id == id).Where(MayBeSuppressed)
                .ExecuteUpdateAsync(set => set.SetProperty(mail => mail.Status, MailStatus.Suppressed).SetProperty(mail => mail.Suppressed, SuppressedBecause.Desk), cancel) == 0)
            return false;
        await AddEventAsync(id, MailEventKind.SuppressedByDesk, reason, byId, now, cancel);
        await transaction.CommitAsync(cancel);
        return true;
    }

    private async Task AddEventAsync(Guid id, MailEventKind kind, string? text, Guid byId, DateTimeOffset now, CancellationToken cancel)
    {
        var attempts = await db.Mails.Where(mail => mail.Id == id).Select(mail => mail.Attempts).SingleAsync(cancel);
        db.MailEvents.Add(new() { MailId = id, Kind = kind, At = now, Attempt = attempts, Text = text, ById = byId });
        await db.SaveChangesAsync(cancel);
    }
}
