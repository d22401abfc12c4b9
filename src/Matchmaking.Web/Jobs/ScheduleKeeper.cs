using Hangfire;
using Hangfire.Storage;

namespace Matchmaking.Web.Jobs;

/// <summary>
/// The tables of the job server are no record of anything: when they were emptied, the schedules are written down anew within a minute, and the jobs
/// find what was missed.
/// </summary>
public sealed partial class ScheduleKeeper(JobStorage storage, IServiceProvider services, ILogger<ScheduleKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (await timer.WaitForNextTickAsync(stoppingToken).AsTask().ContinueWith(tick => tick.IsCompletedSuccessfully, TaskScheduler.Default))
        {
            try
            {
                KeepOnce();
            }
            catch (Exception e)
            {
                // The database is away; the next look finds out.
                NotKept(e);
            }
        }
    }

    /// <summary>Writes the schedules down if some are missing. True when it did.</summary>
    internal bool KeepOnce()
    {
        using (var connection = storage.GetConnection())
            if (connection.GetRecurringJobs().Count >= Schedules.Count)
                return false;
        Schedules.Register(services);
        Restored();
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Schedules were missing from the tables of the job server and have been written down anew")]
    private partial void Restored();

    [LoggerMessage(LogLevel.Warning, "Whether all schedules are there could not be looked up")]
    private partial void NotKept(Exception e);
}
