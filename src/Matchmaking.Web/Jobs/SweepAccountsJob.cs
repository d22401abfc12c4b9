using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.SignUp;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Jobs;

/// <summary>Removes one-time sign-in links a day after they expired, and accounts that were never confirmed.</summary>
public sealed class SweepAccountsJob(MatchmakingDb db, UnconfirmedAccounts unconfirmed, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        var old = time.GetUtcNow().AddDays(-1);
        await db.SignInRequests.Where(request => request.ExpiresAt < old).ExecuteDeleteAsync(cancel);
        await unconfirmed.RemoveAsync(cancel);
    }
}
