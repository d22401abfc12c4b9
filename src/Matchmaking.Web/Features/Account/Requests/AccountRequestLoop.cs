using Matchmaking.Web.Database;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Account.Requests;

/// <summary>Wakes the loop below.</summary>
public sealed class AccountRequestSignal : IDisposable
{
    private readonly SemaphoreSlim _set = new(0, 1);

    /// <summary>Something was committed. A hint only: the loop looks by itself, too.</summary>
    public void Set()
    {
        try
        {
            _set.Release();
        }
        catch (SemaphoreFullException)
        {
            // Set already; once is enough.
        }
    }

    public Task<bool> WaitAsync(TimeSpan longest, CancellationToken cancel) => _set.WaitAsync(longest, cancel);

    public void Dispose() => _set.Dispose();
}

/// <summary>
/// Deals with what was asked for an address, one loop a node: at once after a signal, and every two seconds in case one was lost.
/// </summary>
public sealed partial class AccountRequestLoop(IServiceScopeFactory scopes, AccountRequestSignal signal, ILogger<AccountRequestLoop> log)
    : BackgroundService
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(2);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception e) when (e is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // The database is away. The rows are safe in it; look again after the rest.
                LookFailed(e);
            }
            await signal.WaitAsync(Rest, stoppingToken);
        }
    }

    /// <summary>Deals with what waits now.</summary>
    public async Task RunAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        await scope.ServiceProvider.GetRequiredService<AccountRequests>().RunAsync(alsoParked: false, cancel);
    }

    [LoggerMessage(LogLevel.Error, "Requests about accounts cannot be looked at")]
    private partial void LookFailed(Exception e);
}

/// <summary>Whether what was asked for is dealt with.</summary>
internal sealed class AccountRequestWatch(IServiceScopeFactory scopes, TimeProvider time) : IQueueWatch
{
    /// <inheritdoc/>
    public string Queue => AccountRequests.Queue;

    /// <inheritdoc/>
    public TimeSpan Promise => TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public async Task<TimeSpan> StandsForAsync(CancellationToken cancel)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        var oldest = await db
            .AccountRequests.Where(request =>
                !db.ParkedItems.Any(item => item.Queue == AccountRequests.Queue && item.Item == request.Id.ToString())
            )
            .MinAsync(request => (DateTimeOffset?)request.CreatedAt, cancel);
        return oldest is { } since ? time.GetUtcNow() - since : TimeSpan.Zero;
    }
}
