using Hangfire;
using Hangfire.AspNetCore;
using Hangfire.Common;
using Hangfire.PostgreSql;
using Hangfire.PostgreSql.Factories;
using Matchmaking.Web.Database;

namespace Matchmaking.Web.Jobs;

/// <summary>The Hangfire server. Every job lies beside its feature, which registers it: see <see cref="ScheduledJob"/>.</summary>
public static class JobServer
{
    public static void AddJobs(this IServiceCollection services)
    {
        // Hangfire would keep its activator in a static field: with several hosts in one process, jobs of one would
        // ask for the services of another.
        services.AddSingleton<JobActivator>(provider => new AspNetCoreJobActivator(provider.GetRequiredService<IServiceScopeFactory>()));
        // Nor its storage: one that starts beside another would put its schedules into the other's database.
        services.AddSingleton<JobStorage>(provider =>
        {
            provider.GetRequiredService<IGlobalConfiguration>();
            var options = new PostgreSqlStorageOptions
            {
                SchemaName = JobTables.Schema,
                // The owner of the database makes its tables (DatabaseSetup); this role may not.
                PrepareSchemaIfNecessary = false,
                // A sliding half minute: a killed job comes back in seconds, and a long one is not started twice.
                UseSlidingInvisibilityTimeout = true,
                InvisibilityTimeout = TimeSpan.FromSeconds(30),
                QueuePollInterval = TimeSpan.FromSeconds(5),
                AllowDegradedModeWithoutStorage = false,
            };
            var address = provider.GetRequiredService<DatabaseAddress>().ConnectionString;
            return new PostgreSqlStorage(new NpgsqlConnectionFactory(address, options), options);
        });
        services.AddHangfire(hangfire =>
            hangfire
                .SetDataCompatibilityLevel(CompatibilityLevel.Version_180)
                .UseSimpleAssemblyNameTypeSerializer()
                .UseRecommendedSerializerSettings()
        );
        services.AddSingleton<JobRuns>();
        services.AddHangfireServer(
            (provider, server) =>
            {
                // Of this server only: Hangfire's own list of filters is static, and several hosts may live in one process.
                server.FilterProvider = new JobFilterProviderCollection(
                    GlobalJobFilters.Filters,
                    new JobFilterAttributeFilterProvider(),
                    new JobFilterCollection { provider.GetRequiredService<JobRuns>() }
                );
                server.WorkerCount = 2;
                server.ShutdownTimeout = TimeSpan.FromSeconds(5);
            }
        );
        services.AddSingleton<ScheduleKeeper>();
        services.AddHostedService(provider => provider.GetRequiredService<ScheduleKeeper>());
    }
}
