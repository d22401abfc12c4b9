using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>
/// Follows a change that was committed with locks which others wait for (matching, scores): right after it, in a transaction of its own,
/// and without waiting. What it cannot do now, <see cref="FollowInboxJob"/> does within the minute.
/// </summary>
public sealed partial class InboxFollower(IServiceScopeFactory scopes, ILogger<InboxFollower> log)
{
    /// <summary>Brings some subjects up to date. Never fails: the change itself is done.</summary>
    public async Task FollowAsync(params IReadOnlyList<(InboxKind Kind, string Subject)> changed)
    {
        if (changed.Count == 0)
            return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"SET LOCAL lock_timeout = '100ms'");
            foreach (var (kind, subject) in changed)
                await scope.ServiceProvider.GetRequiredService<InboxService>().FollowAsync(kind, subject, CancellationToken.None);
            await transaction.CommitAsync();
        }
        catch (Exception e) when (e is DbUpdateException or System.Data.Common.DbException or TimeoutException or InvalidOperationException)
        {
            Later(changed[0].Kind, changed[0].Subject, e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "The inbox follows {Kind} {Subject} later")]
    private partial void Later(InboxKind kind, string subject, Exception e);
}
