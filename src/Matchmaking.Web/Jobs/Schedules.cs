using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account.SignUp;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Queues;

namespace Matchmaking.Web.Jobs;

/// <summary>All schedules, in one place. Nothing outside this folder knows Hangfire.</summary>
public static class Schedules
{
    /// <summary>Where the job server keeps its tables.</summary>
    internal const string Schema = "hangfire";

    public static void AddJobs(this IServiceCollection services)
    {
        // Hangfire would keep its activator in a static field: with several hosts in one process, jobs of one would ask for the services of another.
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        services.AddHangfire((provider, hangfire) => hangfire
            .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
            .UseSimpleAssemblyNameTypeSerializer()
            .UseRecommendedSerializerSettings()
            .UsePostgreSqlStorage(
                storage => storage.UseNpgsqlConnection(provider.GetRequiredService<DatabaseAddress>().ConnectionString),
                new()
                {
                    SchemaName = Schema,
                    // The owner of the database makes its tables (DatabaseSetup); this role may not.
                    PrepareSchemaIfNecessary = false,
                    // A sliding half minute: a killed job comes back in seconds, and a long one is not started twice.
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = TimeSpan.FromSeconds(30),
                    QueuePollInterval = TimeSpan.FromSeconds(5),
                    AllowDegradedModeWithoutStorage = false,
                }));
        services.AddSingleton<JobRuns>();
        services.AddHangfireServer((provider, server) =>
        {
            // Of this server only: Hangfire's own list of filters is static, and several hosts may live in one process.
            server.FilterProvider = new JobFilterProviderCollection(
                GlobalJobFilters.Filters, new JobFilterAttributeFilterProvider(), new JobFilterCollection { provider.GetRequiredService<JobRuns>() });
            server.WorkerCount = 2;
            server.ShutdownTimeout = TimeSpan.FromSeconds(5);
        });
        services.AddSingleton<Nudge>();
        services.AddSingleton<ScheduleKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduleKeeper>());
    }

    /// <summary>The jobs by their names, and how long after its last end each may stay away before readiness says so.</summary>
    internal static IReadOnlyDictionary<string, TimeSpan> Promises { get; } = new Dictionary<string, TimeSpan>
    {
        ["sweep-mails"] = TimeSpan.FromMinutes(5),
        [Digests.Queue] = TimeSpan.FromMinutes(20),
        ["sweep-missed"] = TimeSpan.FromMinutes(90),
        ["canary"] = TimeSpan.FromMinutes(20),
        ["mailbox"] = TimeSpan.FromMinutes(5),
        ["mail-domains"] = TimeSpan.FromMinutes(10),
        ["mail-retention"] = TimeSpan.FromHours(26),
        [AlertKeeping.Queue] = TimeSpan.FromHours(26),
        [UnconfirmedAccounts.Queue] = TimeSpan.FromHours(3),
        [Reconciliation.Queue] = TimeSpan.FromHours(26),
        [OrganisationMerger.Queue] = TimeSpan.FromMinutes(10),
    };

    /// <summary>Writes the schedules down; a changed one replaces its predecessor.</summary>
    public static void Register(IServiceProvider services)
    {
        var jobs = services.GetRequiredService<IRecurringJobManager>();
        jobs.AddOrUpdate<SweepMailsJob>("sweep-mails", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<DigestsJob>(Digests.Queue, job => job.RunAsync(CancellationToken.None), "*/5 * * * *");
        jobs.AddOrUpdate<SweepMissedJob>("sweep-missed", job => job.RunAsync(CancellationToken.None), "*/30 * * * *");
        jobs.AddOrUpdate<CanaryJob>("canary", job => job.RunAsync(CancellationToken.None), "*/5 * * * *");
        jobs.AddOrUpdate<MailboxJob>("mailbox", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<MailDomainsJob>("mail-domains", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<MailRetentionJob>("mail-retention", job => job.RunAsync(CancellationToken.None), "10 21 * * *");
        jobs.AddOrUpdate<KeepAlertsJob>(AlertKeeping.Queue, job => job.RunAsync(CancellationToken.None), "30 3 * * *");
        jobs.AddOrUpdate<SweepAccountsJob>(UnconfirmedAccounts.Queue, job => job.RunAsync(CancellationToken.None), "17 * * * *");
        // In the night of both countries.
        jobs.AddOrUpdate<ReconcileMatchesJob>(Reconciliation.Queue, job => job.RunAsync(CancellationToken.None), "40 20 * * *");
        jobs.AddOrUpdate<FollowMergesJob>(OrganisationMerger.Queue, job => job.RunAsync(CancellationToken.None), "*/2 * * * *");
    }
}

/// <summary>Tells the sender of mails, after a commit, that there is something to send.</summary>
public sealed partial class Nudge(MailSignal signal, IBackgroundJobClient jobs, ILogger<Nudge> log)
{
    /// <summary>A hint only: when it is lost, the loop finds the rows by itself within seconds.</summary>
    public void MailsWaiting()
    {
        // This node at once, without waiting for the job server; the job is for the others.
        signal.Nudge();
        try
        {
            jobs.Enqueue<SendMailsJob>(job => job.Run());
        }
        catch (Exception e)
        {
            // The change is committed and its mails are rows; failing the request now would only make its author repeat it.
            Lost(e);
        }
    }

    [LoggerMessage(LogLevel.Warning, "A nudge was lost; the mails go out with the loop's next look")]
    private partial void Lost(Exception e);
}

/// <summary>Wakes the loop that sends mails.</summary>
public sealed class SendMailsJob(MailSignal signal)
{
    public void Run() => signal.Nudge();
}

/// <summary>Gives the mails of dead senders back to the queue, should no loop be there to do it.</summary>
public sealed class SweepMailsJob(MailQueue queue, SenderLease lease, MailSignal signal)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        // Right after an outage nobody's lease looks alive: what a living sender has in hand would be sent by a second one too.
        if (lease.MayRecover && await queue.RecoverAsync(cancel) > 0)
            signal.Nudge();
    }
}

/// <summary>Finds digests that should have been made, and matches and mails that should exist, of everything that changed within a day.</summary>
public sealed class SweepMissedJob(Reconciliation reconciliation, Digests digests, TimeProvider time)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await reconciliation.RunAsync(time.GetUtcNow().AddDays(-1), cancel);
        await digests.CloseWindowsAsync(cancel);
    }
}

/// <summary>Writes the canary's mail and watches its earlier ones.</summary>
public sealed class CanaryJob(CanaryWatch canary, Nudge nudge)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await canary.RunAsync(cancel);
        nudge.MailsWaiting();
    }
}

/// <summary>Reads what has come back.</summary>
public sealed class MailboxJob(ReportMailbox mailbox)
{
    [AutomaticRetry(Attempts = 0), DisableConcurrentExecution(0)]
    public Task RunAsync(CancellationToken cancel) => mailbox.ReadAsync(cancel);
}

/// <summary>Asks who serves the domains that mails wait for.</summary>
public sealed class MailDomainsJob(DomainLookups lookups)
{
    public Task RunAsync(CancellationToken cancel) => lookups.RunAsync(cancel);
}

/// <summary>Removes old mails, and what was parked and never met again.</summary>
public sealed class MailRetentionJob(MailRetention retention, Parking parking)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        await retention.RunAsync(cancel);
        await parking.ForgetOldAsync(cancel);
    }
}

/// <summary>Asks people of whom nothing was heard for a year.</summary>
public sealed class KeepAlertsJob(AlertKeeping keeping, Nudge nudge)
{
    public async Task RunAsync(CancellationToken cancel)
    {
        if ((await keeping.RunAsync(cancel)).Asked > 0)
            nudge.MailsWaiting();
    }
}

/// <summary>Makes the digests whose window has closed.</summary>
public sealed class DigestsJob(Digests digests)
{
    public Task RunAsync(CancellationToken cancel) => digests.CloseWindowsAsync(cancel);
}

/// <summary>Finds, once a night, that nothing was missed.</summary>
public sealed class ReconcileMatchesJob(Reconciliation reconciliation)
{
    public Task RunAsync(CancellationToken cancel) => reconciliation.RunAsync(null, cancel);
}

/// <summary>Brings what was left with a merged organisation to the one that remains.</summary>
public sealed class FollowMergesJob(OrganisationMerger merging)
{
    public Task RunAsync(CancellationToken cancel) => merging.FollowAsync(cancel);
}
