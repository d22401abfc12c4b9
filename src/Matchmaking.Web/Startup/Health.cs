using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Queues;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Npgsql;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Matchmaking.Web.Startup;

/// <summary><c>/health/live</c>: the process answers. <c>/health/ready</c>: prepared, the database answers, and mails arrive.</summary>
public static class Health
{
    public static void AddHealth(this IServiceCollection services) =>
        services.AddHealthChecks().AddCheck<DatabaseAnswers>("database", tags: ["ready"]).AddCheck<CanaryCheck>("mail", tags: ["ready"])
            .AddCheck<QueueCheck>("queues", tags: ["ready"]);

    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new HealthCheckOptions { Predicate = _ => false }).AllowAnonymous();
        var ready = new HealthCheckOptions { Predicate = check => check.Tags.Contains("ready"), ResponseWriter = WriteAsync };
        app.MapHealthChecks("/health/ready", ready).AllowAnonymous();
    }

    /// <summary>The state in one word, then what is wrong, a line each.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync(report.Status + string.Concat(report.Entries
            .Where(entry => entry.Value.Status != HealthStatus.Healthy).Select(entry => $"\n{entry.Key}: {entry.Value.Description ?? entry.Value.Status.ToString()}")) + "\n");
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
}
