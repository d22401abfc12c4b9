using Matchmaking.Web.Database;
using Matchmaking.Web.Demo;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Queues;

namespace Matchmaking.Web.Startup;

/// <summary>
/// What must be done before the application listens: the database as its owner where it is told that role, keys, schedules and
/// (Development) demo data.
/// </summary>
public static partial class Preparation
{
    /// <returns>Why the application must not start, in one line; null when it may.</returns>
    public static async Task<string?> PrepareAsync(this IHost app, CancellationToken cancel = default)
    {
        var address = app.Services.GetRequiredService<DatabaseAddress>();
        if (address.OwnerConnectionString is { } owner)
        {
            var outcome = await DatabaseSetup.RunAsync(owner, address.ConnectionString, cancel);
            if (outcome.Refusal is { } refusal)
                return "Refusing to start. " + refusal;
            if (outcome.Warning is { } warning)
                Warn(app.Services.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(DatabaseSetup)), warning);
        }
        if (await DatabaseSetup.ComplainAsync(address.ConnectionString, cancel) is { } complaint)
            return complaint;
        // From here on the promises of the queues count.
        app.Services.GetRequiredService<ProcessStart>();
        await app.Services.GetRequiredService<LinkTokens>().LoadAsync(cancel);
        ScheduledJobs.Register(app.Services);
        if (
            app.Services.GetRequiredService<IHostEnvironment>().IsDevelopment()
            && app.Services.GetRequiredService<IConfiguration>().GetValue("Demo:Load", true)
        )
        {
            await using var scope = app.Services.CreateAsyncScope();
            await scope.ServiceProvider.GetRequiredService<DemoData>().LoadAsync(cancel);
        }
        return null;
    }

    [LoggerMessage(LogLevel.Warning, "{Warning}")]
    private static partial void Warn(ILogger log, string warning);
}
