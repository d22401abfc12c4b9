using Hangfire;
using Matchmaking.Web.Features;
using Matchmaking.Web.Links;

namespace Matchmaking.Web.Startup;

/// <summary>The dashboard of the background jobs, for administrators only.</summary>
public static class JobsDashboard
{
    public const string Path = SiteLinks.DeskJobs;

    public static void MapJobsDashboard(this WebApplication app) =>
        app.MapHangfireDashboardWithAuthorizationPolicy(
            Rules.Administrator,
            Path,
            new DashboardOptions
            {
                AppPath = SiteLinks.Desk,
                DashboardTitle = "Matchmaking",
                DisplayStorageConnectionString = false,
            }
        );
}
