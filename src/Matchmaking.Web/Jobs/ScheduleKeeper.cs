using Hangfire;
using Hangfire.Storage;
using Matchmaking.Web.Database;
using Npgsql;

namespace Matchmaking.Web.Jobs;

/// <summary>
/// The tables of the job server are no record of anything: when they were emptied or dropped, the schedules are written down anew within a
/// minute, and the jobs find what was missed. Tables are made by the owner of the database; where this process is not told that role, it
/// says what to run, and goes on by itself after it.
/// </summary>
public sealed partial class ScheduleKeeper(
    JobStorage storage,
    DatabaseAddress database,
    IEnumerable<ScheduledJob> jobs,
    IServiceProvider services,
    ILogger<ScheduleKeeper> log
) : BackgroundService
{
    private static readonly TimeSpan Look = TimeSpan.FromMinutes(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Look);
        while (
            await timer
                .WaitForNextTickAsync(stoppingToken)
                .AsTask()
                .ContinueWith(tick => tick.IsCompletedSuccessfully, TaskScheduler.Default)
        )
        {
            try
            {
                await KeepOnceAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                // The database is away; the next look finds out.
                NotKept(e);
            }
        }
    }

    /// <summary>Why no job can run, in one line; null while the tables are there.</summary>
    public string? Fault { get; private set; }

    /// <summary>
    /// Writes the schedules down if some are missing; where the tables themselves are gone, has them made first. True when it did.
    /// </summary>
    internal async Task<bool> KeepOnceAsync(CancellationToken cancel)
    {
        try
        {
            using var connection = storage.GetConnection();
            if (connection.GetRecurringJobs().Count >= jobs.Count())
            {
                Fault = null;
                return false;
            }
        }
        catch (PostgresException e) when (JobTables.AreMissing(e))
        {
            Fault = database.OwnerConnectionString is { } owner
                ? (await DatabaseSetup.RunAsync(owner, database.ConnectionString, cancel)).Refusal
                : $"The tables of the job server are missing. Run: {DatabaseSetup.Command}";
            if (Fault is not null)
            {
                Missing(Fault);
                return false;
            }
        }
        ScheduledJobs.Register(services);
        Fault = null;
        Restored();
        return true;
    }

    [LoggerMessage(LogLevel.Error, "No job can run. {Fault}")]
    private partial void Missing(string fault);

    [LoggerMessage(LogLevel.Warning, "Schedules were missing from the tables of the job server and have been written down anew")]
    private partial void Restored();

    [LoggerMessage(LogLevel.Warning, "Whether all schedules are there could not be looked up")]
    private partial void NotKept(Exception e);
}
