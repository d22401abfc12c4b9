using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Jobs;
using Matchmaking.Web.Mail.Incoming;

namespace Matchmaking.Web.Features.Alerts;

public static class AlertServices
{
    public static void AddAlerts(this IServiceCollection services)
    {
        services
            .AddOptions<AlertsSettings>()
            .BindConfiguration("Alerts", binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateDataAnnotations()
            .ValidateOnStart();
        services.AddScoped<AlertQueue>().AddScoped<IMatchAlerts>(provider => provider.GetRequiredService<AlertQueue>());
        services.AddScoped<AlertContents>();
        services.AddScoped<AlertKeeping>();
        services.AddScoped<AlertFooter>().AddScoped<ChangeWords>();
        services.AddSingleton<DigestTimes>();
        services
            .AddScoped<AlertSubscription>()
            .AddScoped<IUnsubscriptions>(provider => provider.GetRequiredService<AlertSubscription>())
            .AddScoped<IAlertSwitch>(provider => provider.GetRequiredService<AlertSubscription>());
        services.AddScoped<Addressee>().AddScoped<AlertPages>();
        services.AddScoped<Digests>();
        services
            .AddScheduledJob<DigestsJob>(Digests.Queue, "*/5 * * * *", TimeSpan.FromMinutes(20))
            .AddScheduledJob<KeepAlertsJob>(AlertKeeping.Queue, "30 3 * * *", TimeSpan.FromHours(26));
    }
}
