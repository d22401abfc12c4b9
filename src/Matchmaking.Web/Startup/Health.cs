using Matchmaking.Web.Database;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Links;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Queues;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;

namespace Matchmaking.Web.Startup;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: prepared, the database answers, and mails arrive.</summary>
public static class Health
{
    public static void AddHealth(this IServiceCollection services) =>
        services
            .AddHealthChecks()
            .AddCheck<DatabaseAnswers>("database", tags: ["ready"])
            .AddCheck<CanaryCheck>("mail", tags: ["ready"])
            .AddCheck<QueuesMove>("queues", tags: ["ready"]);

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks(SiteLinks.HealthLive, new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        var ready = new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = WriteAsync };
        app.MapHealthChecks(SiteLinks.HealthReady, ready).AllowAnonymous();
    }

    /// <summary>The state in one word, then what is wrong, a line each.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(
            report.Status
                + string.Concat(
                    report
                        .Entries.Where(entry => entry.Value.Status != HealthStatus.Healthy)
                        .Select(entry => $"\n{entry.Key}: {entry.Value.Description ?? entry.Value.Status.ToString()}")
                )
                + "\n"
        );
    }

    /// <summary>It must take something, too: a full disk or a replica answers, and nothing that people do is kept.</summary>
    private sealed class DatabaseAnswers(Parking parking) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await parking.NoteRunAsync("ready", null, cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception e) when (DatabaseFaults.IsAway(e))
            {
                return HealthCheckResult.Unhealthy(e is PostgresException said ? said.MessageText : "The database cannot be reached.");
            }
        }
    }

    /// <summary>Says at <c>/health/ready</c> what does not move. The pages still work, so the node is degraded and not dead.</summary>
    private sealed class QueuesMove(QueueHealth health, ScheduleKeeper keeper) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            if (keeper.Fault is { } fault)
                return HealthCheckResult.Degraded(fault);
            var late = (await health.ReadAsync(cancellationToken)).Where(status => status.IsLate).ToList();
            return late.Count == 0
                ? HealthCheckResult.Healthy()
                : HealthCheckResult.Degraded(
                    string.Join(
                        "; ",
                        late.Select(status =>
                            status.Fault is { } why
                                ? $"{status.Name} fails: {why}"
                                : $"{status.Name} has not moved for {(int)status.StandsFor.TotalSeconds} s"
                        )
                    )
                );
        }
    }
}
