using System.Diagnostics;
using Matchmaking.Web.Database;
using Matchmaking.Web.Queues;
using Npgsql;

namespace Matchmaking.Web.Features.Matches.InMemory;

/// <summary>
/// Keeps this node's copies close to the database, so that a publication has little to catch up with and a preview shows what
/// is true now. A commit hints on a channel; the look every half second is the guarantee, since a hint can be lost with its connection.
/// </summary>
public sealed partial class ChangeFeed(
    DatabaseAddress database,
    IEnumerable<ITableReplica> replicas,
    PublicChanges changes,
    ILogger<ChangeFeed> log
) : BackgroundService, IQueueWatch
{
    private long _followed = Stopwatch.GetTimestamp();

    /// <inheritdoc/>
    public string Queue => QueueNames.Copies;

    /// <inheritdoc/>
    public TimeSpan Promise => TimeSpan.FromSeconds(15);

    /// <inheritdoc/>
    public Task<TimeSpan> StandsForAsync(CancellationToken cancel) =>
        Task.FromResult(Stopwatch.GetElapsedTime(Interlocked.Read(ref _followed)));

    /// <summary>The longest time between two looks.</summary>
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(500);

    /// <summary>Loads the copies before the first request comes, so that no request has to wait for it.</summary>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await using (var connection = new NpgsqlConnection(database.ConnectionString))
        {
            await connection.OpenAsync(cancellationToken);
            foreach (var replica in replicas)
                await replica.CatchUpAsync(connection, cancellationToken);
        }
        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // Whatever it is, a node that stops for it is no better off: the copies are late, and readiness says so.
                Interrupted(e);
                await Task.Delay(TimeSpan.FromSeconds(1), stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }
    }

    private async Task FollowAsync(CancellationToken cancel)
    {
        await using var connection = new NpgsqlConnection(database.ConnectionString);
        await connection.OpenAsync(cancel);
        connection.Notification += (_, hint) =>
        {
            if (hint.Channel == PublicChanges.Channel)
                changes.Count();
        };
        await using (var listen = new NpgsqlCommand($"LISTEN {ChangeOrder.Channel}; LISTEN {PublicChanges.Channel}", connection))
            await listen.ExecuteNonQueryAsync(cancel);
        // What was hinted while nobody listened.
        changes.Count();
        while (true)
        {
            foreach (var replica in replicas)
            {
                var seen = replica.Seen;
                if (seen > await LastNumberAsync(connection, cancel))
                    await replica.StartAnewAsync(cancel);
                await replica.CatchUpAsync(connection, cancel);
                await replica.ReportAsync(cancel);
            }
            Interlocked.Exchange(ref _followed, Stopwatch.GetTimestamp());
            await connection.WaitAsync(Look, cancel);
        }
    }

    private static async Task<long> LastNumberAsync(NpgsqlConnection connection, CancellationToken cancel)
    {
        await using var command = new NpgsqlCommand("SELECT last_value FROM matching_change_numbers", connection);
        return (long)(await command.ExecuteScalarAsync(cancel))!;
    }

    [LoggerMessage(LogLevel.Warning, "Following the changes was interrupted; the copies are late until the database answers again")]
    private partial void Interrupted(Exception e);
}
