using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Desk.Mail;

/// <summary>How the sending of mails is, as far as the database tells. Six statements.</summary>
public sealed record MailHealth(
    IReadOnlyList<MailHealth.Period> Periods,
    IReadOnlyList<MailHealth.Line> Lines,
    IReadOnlyList<MailHealth.Sender> Senders,
    int InHand,
    IReadOnlyList<MailHealth.Server> Servers
)
{
    /// <summary>A mail server that takes nothing.</summary>
    public sealed record Server(string Name, DateTimeOffset TriedAt, string Said);

    /// <summary>Figures of one provider in one period.</summary>
    public sealed record Figures(ProviderGroup Provider, int Accepted, int Deferred, int Refused, int Unsubscribed, int Complained);

    /// <summary>The figures of all providers that had any; the name ends a text's key.</summary>
    public sealed record Period(string Name, IReadOnlyList<Figures> Providers);

    /// <summary>What waits for one provider, and whether it may go.</summary>
    public sealed record Line(
        ProviderGroup Provider,
        int Waiting,
        DateTimeOffset? Oldest,
        DateTimeOffset? PausedUntil,
        bool NeedsDesk,
        string? Answer
    );

    /// <summary>A process that sends.</summary>
    public sealed record Sender(string Name, DateTimeOffset SeenAt, bool IsAlive);

    public int Waiting => Lines.Sum(line => line.Waiting);
    public DateTimeOffset? Oldest => Lines.Min(line => line.Oldest);

    public static async Task<MailHealth> ReadAsync(MatchmakingDb db, DateTimeOffset now, CancellationToken cancel)
    {
        // Counted by whole hours: the running one belongs to each period.
        var hour = new DateTimeOffset(now.Year, now.Month, now.Day, now.Hour, 0, 0, now.Offset);
        var (aDayAgo, aWeekAgo, anHourAgo) = (hour.AddDays(-1), hour.AddDays(-7), hour.AddHours(-1));
        var hours = await db.ProviderHours.AsNoTracking().Where(h => h.Hour >= aWeekAgo).ToListAsync(cancel);
        var waiting = await db
            .Mails.Where(m => m.Status == MailStatus.Pending || m.Status == MailStatus.Deferred)
            .GroupBy(m => m.Provider)
            .Select(group => new
            {
                group.Key,
                Count = group.Count(),
                Oldest = group.Min(m => m.CreatedAt),
            })
            .ToDictionaryAsync(row => row.Key, cancel);
        var states = await db.ProviderStates.AsNoTracking().ToDictionaryAsync(state => state.Provider, cancel);
        // By the clock that the senders beat to.
        var dead = SenderLease.Length;
        var senders = await db
            .Database.SqlQuery<Sender>(
                $"SELECT name AS name, seen_at AS seen_at, seen_at > clock_timestamp() - {dead} AS is_alive FROM mail_senders ORDER BY name"
            )
            .ToListAsync(cancel);
        var queues = Relay.QueueOf("");
        var servers = await db
            .QueueRuns.Where(run => run.FailedAt != null && run.Queue.StartsWith(queues))
            .OrderBy(run => run.Queue)
            .Select(run => new Server(run.Queue.Substring(queues.Length), run.FailedAt!.Value, run.Fault ?? ""))
            .ToListAsync(cancel);
        var inHand = await db.Mails.CountAsync(m => m.Status == MailStatus.Sending, cancel);
        return new(
            [Sum("hour", anHourAgo), Sum("day", aDayAgo), Sum("week", aWeekAgo)],
            [
                .. Enum.GetValues<ProviderGroup>()
                    .Select(provider => (waiting.GetValueOrDefault(provider), states.GetValueOrDefault(provider), provider))
                    .Select(found => new Line(
                        found.provider,
                        found.Item1?.Count ?? 0,
                        found.Item1?.Oldest,
                        found.Item2?.PausedUntil is { } until && until > now ? until : null,
                        found.Item2?.NeedsDesk ?? false,
                        found.Item2?.Answer
                    )),
            ],
            senders,
            inHand,
            servers
        );

        Period Sum(string name, DateTimeOffset since) =>
            new(
                name,
                [
                    .. hours
                        .Where(h => h.Hour >= since)
                        .GroupBy(h => h.Provider)
                        .OrderBy(group => group.Key)
                        .Select(group => new Figures(
                            group.Key,
                            group.Sum(h => h.Accepted),
                            group.Sum(h => h.Deferred),
                            group.Sum(h => h.Refused),
                            group.Sum(h => h.Unsubscribed),
                            group.Sum(h => h.Complained)
                        )),
                ]
            );
    }
}
