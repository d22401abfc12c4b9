using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Desk.Opportunities;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk;

/// <summary>The desk's numbers of today.</summary>
public sealed record DeskFigures(
    int Reviews,
    int Drafts,
    int Open,
    int Expiring,
    int Expired,
    int MailsWaiting,
    int MailsFailed,
    int AlertsSent,
    int Parked
)
{
    public static async Task<DeskFigures> CountAsync(MatchmakingDb db, TimeProvider time, CancellationToken cancel)
    {
        var (today, weekAgo) = (BakuDay.Of(time), time.GetUtcNow().AddDays(-7));
        // The key finds the young ones. A mail that had to wait for longer than three weeks is not counted when it goes out at last.
        var firstId = MailRetention.Oldest(weekAgo.AddDays(-21));
        // Every column is a count of its own in one statement; each reads an index.
        return await db
            .Roles.OrderBy(role => role.Id)
            .Take(1)
            .Select(_ => new DeskFigures(
                db.Opportunities.Count(o => o.Status == PublicationStatus.Submitted),
                db.Opportunities.Count(o => o.Status == PublicationStatus.Draft),
                db.Opportunities.OpenOn(today).Count(),
                db.Opportunities.Expiring(today, 30).Count(),
                db.Opportunities.ExpiredOn(today).Count(),
                db.Mails.Count(m => m.Status == MailStatus.Pending || m.Status == MailStatus.Deferred)
                    + db.Mails.Count(m => m.Status == MailStatus.Sending),
                db.Mails.Count(m => m.Status == MailStatus.Failed),
                db.Mails.Count(m => m.Id >= firstId && m.AcceptedAt >= weekAgo && AlertMail.Telling.Contains(m.Kind)),
                db.ParkedItems.Count(item => item.SeenAt == null)
            ))
            .SingleAsync(cancel);
    }
}
