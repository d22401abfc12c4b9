using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail;

/// <summary>Takes mails out of the table and writes back what became of them. All times are the application's clock.</summary>
public sealed class MailQueue(MatchmakingDb db, TimeProvider time)
{
    /// <summary>How long one sender may hold a row. Renewed before each send, and longer than a send can take (30 s a step).</summary>
    public static readonly TimeSpan Lease = TimeSpan.FromMinutes(3);

    /// <summary>After this long a mail that was never accepted is given up: nobody wants an alert of last week.</summary>
    public static readonly TimeSpan GiveUpAfter = TimeSpan.FromDays(3);

    /// <summary>Claims up to <paramref name="most"/> mails whose time has come, most urgent first. Two senders never get the same one.</summary>
    public async Task<List<OutgoingMail>> ClaimAsync(int most, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await db.Mails.FromSql($"""
            UPDATE mails SET status = 'Sending', attempts = attempts + 1, lease_id = {Guid.NewGuid()}, lease_until = {now + Lease}
            WHERE id IN (
                SELECT id FROM mails WHERE status = 'Pending' AND not_before <= {now}
                ORDER BY priority, not_before LIMIT {most} FOR UPDATE SKIP LOCKED)
            RETURNING *, xmin
            """).AsNoTracking().ToListAsync(cancel);
    }

    /// <summary>
    /// Renews the lease just before sending. False when it has ended meanwhile, because mails before it in the batch took too long: then
    /// somebody else may have it, and it must not be sent.
    /// </summary>
    public async Task<bool> BeginAsync(OutgoingMail mail, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await Mine(mail).Where(m => m.LeaseUntil > now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.LeaseUntil, now + Lease), cancel) == 1;
    }

    /// <summary>Gives back mails that were claimed and not begun, so that a restart need not wait for their leases to end.</summary>
    public Task ReleaseAsync(IReadOnlyCollection<OutgoingMail> mails, CancellationToken cancel)
    {
        var leases = mails.Select(mail => mail.LeaseId).ToArray();
        var ids = mails.Select(mail => mail.Id).ToArray();
        return db.Mails.Where(m => ids.Contains(m.Id) && leases.Contains(m.LeaseId) && m.Status == MailStatus.Sending)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MailStatus.Pending).SetProperty(m => m.Attempts, m => m.Attempts - 1), cancel);
    }

    /// <summary>Accepted by the server.</summary>
    public Task SentAsync(OutgoingMail mail, string subject, CancellationToken cancel) =>
        Mine(mail).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.Status, MailStatus.Sent)
            .SetProperty(m => m.SentAt, time.GetUtcNow())
            .SetProperty(m => m.Subject, subject)
            .SetProperty(m => m.LastError, (string?)null), cancel);

    /// <summary>Not wanted any more when its turn came.</summary>
    public Task CancelledAsync(OutgoingMail mail, CancellationToken cancel) =>
        Mine(mail).ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MailStatus.Cancelled), cancel);

    /// <summary>Not accepted: tried again later, or given up when the refusal is final or the mail too old.</summary>
    public Task FailedAsync(OutgoingMail mail, string error, bool final, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        var status = final || now - mail.CreatedAt > GiveUpAfter ? MailStatus.Failed : MailStatus.Pending;
        return Mine(mail).ExecuteUpdateAsync(set => set
            .SetProperty(m => m.Status, status)
            .SetProperty(m => m.NotBefore, now + Pause(mail.Attempts))
            .SetProperty(m => m.LastError, error), cancel);
    }

    /// <summary>Gives mails whose sender died back to the queue. Returns how many.</summary>
    public Task<int> RecoverAsync(CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return db.Mails.Where(m => m.Status == MailStatus.Sending && m.LeaseUntil < now)
            .ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MailStatus.Pending), cancel);
    }

    /// <summary>10 s, 40 s, 3 min, 10 min, then half an hour: a server that restarts is not missed, one that is down is not beaten.</summary>
    private static TimeSpan Pause(int attempts) => attempts switch
    {
        <= 1 => TimeSpan.FromSeconds(10),
        2 => TimeSpan.FromSeconds(40),
        3 => TimeSpan.FromMinutes(3),
        4 => TimeSpan.FromMinutes(10),
        _ => TimeSpan.FromMinutes(30),
    };

    /// <summary>The row while our lease on it holds: a sender that was too slow writes nothing.</summary>
    private IQueryable<OutgoingMail> Mine(OutgoingMail mail) =>
        db.Mails.Where(m => m.Id == mail.Id && m.LeaseId == mail.LeaseId && m.Status == MailStatus.Sending);
}
