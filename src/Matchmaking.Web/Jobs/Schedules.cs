using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.PostgreSql;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Organisations;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Reports;
using Matchmaking.Web.Mail.Sending;

namespace Matchmaking.Web.Jobs;

/// <summary>All schedules, in one place. Nothing outside this folder knows Hangfire.</summary>
public static class Schedules
{
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
                    SchemaName = "hangfire",
                    PrepareSchemaIfNecessary = true,
                    // A sliding half minute: a killed job comes back in seconds, and a long one is not started twice.
                    UseSlidingInvisibilityTimeout = true,
                    InvisibilityTimeout = TimeSpan.FromSeconds(30),
                    QueuePollInterval = TimeSpan.FromSeconds(5),
                    AllowDegradedModeWithoutStorage = false,
                }));
        services.AddHangfireServer(server =>
        {
            server.WorkerCount = 2;
            server.ShutdownTimeout = TimeSpan.FromSeconds(5);
        });
        services.AddSingleton<Nudge>();
        services.AddHostedService<ScheduleKeeper>();
    }

    /// <summary>How many schedules there are.</summary>
    internal const int Count = 11;

    /// <summary>Writes the schedules down; a changed one replaces its predecessor.</summary>
    public static void Register(IServiceProvider services)
    {
        var jobs = services.GetRequiredService<IRecurringJobManager>();
        jobs.AddOrUpdate<SweepMailsJob>("sweep-mails", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<DigestsJob>("digests", job => job.RunAsync(CancellationToken.None), "*/5 * * * *");
        jobs.AddOrUpdate<SweepMissedJob>("sweep-missed", job => job.RunAsync(CancellationToken.None), "*/30 * * * *");
        jobs.AddOrUpdate<CanaryJob>("canary", job => job.RunAsync(CancellationToken.None), "*/5 * * * *");
        jobs.AddOrUpdate<MailboxJob>("mailbox", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<MailDomainsJob>("mail-domains", job => job.RunAsync(CancellationToken.None), "* * * * *");
        jobs.AddOrUpdate<MailRetentionJob>("mail-retention", job => job.RunAsync(CancellationToken.None), "10 21 * * *");
        jobs.AddOrUpdate<KeepAlertsJob>("keep-alerts", job => job.RunAsync(CancellationToken.None), "30 3 * * *");
        jobs.AddOrUpdate<SweepAccountsJob>("sweep-accounts", job => job.RunAsync(CancellationToken.None), "17 * * * *");
        // In the night of both countries.
        jobs.AddOrUpdate<ReconcileMatchesJob>("reconcile-matches", job => job.RunAsync(CancellationToken.None), "40 20 * * *");
        jobs.AddOrUpdate<FollowMergesJob>("follow-merges", job => job.RunAsync(CancellationToken.None), "*/2 * * * *");
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

/// <summary>Removes old mails.</summary>
public sealed class MailRetentionJob(MailRetention retention)
{
    public Task RunAsync(CancellationToken cancel) => retention.RunAsync(cancel);
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
public sealed class FollowMergesJob(Merging merging)
{
    public Task RunAsync(CancellationToken cancel) => merging.FollowAsync(cancel);
}
