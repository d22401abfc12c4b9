using Hangfire;
using Matchmaking.Web.Features;

namespace Matchmaking.Web.Startup;

/// <summary>The dashboard of the background jobs, for administrators only.</summary>
public static class JobsDashboard
{
    public const string Path = "/desk/jobs";

    public static void MapJobsDashboard(this WebApplication app) =>
        app.MapHangfireDashboardWithAuthorizationPolicy(Rules.Administrator, Path, new DashboardOptions { AppPath = "/desk", DashboardTitle = "Matchmaking", DisplayStorageConnectionString = false });
}
