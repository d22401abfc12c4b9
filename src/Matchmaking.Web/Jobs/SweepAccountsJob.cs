using Matchmaking.Web.Database;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Jobs;

/// <summary>Removes one-time sign-in links a day after they expired.</summary>
public sealed class SweepAccountsJob(MatchmakingDb db, TimeProvider time)
{
    public Task RunAsync(CancellationToken cancel)
    {
        var old = time.GetUtcNow().AddDays(-1);
        return db.SignInRequests.Where(request => request.ExpiresAt < old).ExecuteDeleteAsync(cancel);
    }
}
