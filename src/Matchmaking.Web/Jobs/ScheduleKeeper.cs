using Hangfire;
using Hangfire.PostgreSql;
using Hangfire.Storage;
using Matchmaking.Web.Database;
using Npgsql;

namespace Matchmaking.Web.Jobs;

/// <summary>
/// The tables of the job server are no record of anything: when they were emptied or dropped, the schedules are written down anew within a minute, and the jobs
/// find what was missed.
/// </summary>
public sealed partial class ScheduleKeeper(JobStorage storage, DatabaseAddress database, IServiceProvider services, ILogger<ScheduleKeeper> log) : BackgroundService
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

    /// <summary>Writes the schedules down if some are missing; where the tables themselves are gone, makes them first. True when it did.</summary>
    internal bool KeepOnce()
    {
        try
        {
            using var connection = storage.GetConnection();
            if (connection.GetRecurringJobs().Count >= Schedules.Promises.Count)
                return false;
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InvalidSchemaName)
        {
            using var connection = new NpgsqlConnection(database.ConnectionString);
            connection.Open();
            PostgreSqlObjectsInstaller.Install(connection, Schedules.Schema);
        }
        Schedules.Register(services);
        Restored();
        return true;
    }

    [LoggerMessage(LogLevel.Warning, "Schedules were missing from the tables of the job server and have been written down anew")]
    private partial void Restored();

    [LoggerMessage(LogLevel.Warning, "Whether all schedules are there could not be looked up")]
    private partial void NotKept(Exception e);
}
