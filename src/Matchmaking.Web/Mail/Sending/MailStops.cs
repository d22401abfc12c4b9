using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Mail.Sending;

/// <summary>
/// The switch that stops all sending, on all nodes. What is being handed in when it is thrown is finished; nothing else is begun.
/// </summary>
public sealed class MailStops(MatchmakingDb db, TimeProvider time)
{
    /// <summary>The stop that is on; null while mails go out.</summary>
    public Task<MailStop?> CurrentAsync(CancellationToken cancel) =>
        db.MailStops.AsNoTracking().SingleOrDefaultAsync(stop => stop.LiftedAt == null, cancel);

    /// <summary>Stops all sending. While it is stopped already, nothing changes: the first reason stands.</summary>
    public Task StopAsync(string reason, Guid byId, CancellationToken cancel) =>
        db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO mail_stops (id, at, by_id, reason) VALUES ({Guid.CreateVersion7()}, {time.GetUtcNow()}, {byId}, {reason})
                ON CONFLICT DO NOTHING
            """,
            cancel
        );

    /// <summary>Lets mails go out again. False when nothing was stopped.</summary>
    public async Task<bool> LiftAsync(Guid byId, CancellationToken cancel)
    {
        var now = time.GetUtcNow();
        return await db
                .MailStops.Where(stop => stop.LiftedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(stop => stop.LiftedAt, now).SetProperty(stop => stop.LiftedById, byId), cancel)
            > 0;
    }
}
