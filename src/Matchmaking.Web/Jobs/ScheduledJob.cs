using Hangfire;
using Hangfire.Common;
using Matchmaking.Web.Queues;

namespace Matchmaking.Web.Jobs;

/// <summary>
/// A job that runs again and again. A wake-up signal, never the record: a run that was missed is made up for by the next.
/// </summary>
public interface IScheduledJob
{
    /// <summary>One run. It may be ended early and run again, also while another node still runs it.</summary>
    Task RunAsync(CancellationToken cancel);
}

/// <summary>A job and when it runs.</summary>
/// <param name="Job">A class that implements <see cref="IScheduledJob"/>, asked for from the services of the run.</param>
/// <param name="Name">Unique; the desk and readiness call it so.</param>
/// <param name="Cron">Five fields, in UTC.</param>
public sealed record ScheduledJob(Type Job, string Name, string Cron);

/// <summary>Registers jobs, and writes them down for the job server.</summary>
public static class ScheduledJobs
{
    /// <summary>Has a job run by a schedule.</summary>
    /// <param name="services">Of the application.</param>
    /// <param name="name">Unique; also a text <c>desk.queues.name.…</c>.</param>
    /// <param name="cron">Five fields, in UTC.</param>
    /// <param name="promise">How long after its last end it may stay away before readiness says so.</param>
    public static IServiceCollection AddScheduledJob<TJob>(this IServiceCollection services, string name, string cron, TimeSpan promise)
        where TJob : class, IScheduledJob =>
        services.AddSingleton(new ScheduledJob(typeof(TJob), name, cron)).AddSingleton(new QueuePromise(name, promise));

    /// <summary>Writes the schedules down; a changed one replaces its predecessor.</summary>
    public static void Register(IServiceProvider services)
    {
        var manager = services.GetRequiredService<IRecurringJobManager>();
        foreach (var job in services.GetServices<ScheduledJob>())
        {
            var run = new Job(job.Job, job.Job.GetMethod(nameof(IScheduledJob.RunAsync))!, CancellationToken.None);
            manager.AddOrUpdate(job.Name, run, job.Cron);
        }
    }
}
