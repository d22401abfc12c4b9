using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.Requests;
using Matchmaking.Web.Jobs;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.SignUp;

/// <summary>
/// Removes one-time sign-in links a day after they expired, sessions and counts that are over, and accounts that were never confirmed;
/// gives requests that were parked another turn.
/// </summary>
public sealed class SweepAccountsJob(
    MatchmakingDb db,
    UnconfirmedAccounts unconfirmed,
    AccountRequests requests,
    AttemptService attempts,
    TimeProvider time
) : IScheduledJob
{
    /// <inheritdoc/>
    public async Task RunAsync(CancellationToken cancel)
    {
        var old = time.GetUtcNow().AddDays(-1);
        await db.SignInRequests.Where(request => request.ExpiresAt < old).ExecuteDeleteAsync(cancel);
        var now = time.GetUtcNow();
        await db.Sessions.Where(session => session.EndsAt < now).ExecuteDeleteAsync(cancel);
        await attempts.SweepAsync(cancel);
        await requests.RunAsync(alsoParked: true, cancel);
        await unconfirmed.RemoveAsync(cancel);
    }
}
