namespace Matchmaking.Web.Features.Alerts;

public static class AlertServices
{
    public static void AddAlerts(this IServiceCollection services)
    {
        services.AddScoped<AlertQueue>();
        services.AddScoped<AlertContents>();
        services.AddScoped<AlertKeeping>();
        services.AddScoped<AlertFooter>();
        services.AddSingleton<DigestTimes>();
        services.AddScoped<AlertSubscription>();
        services.AddScoped<AlertPages>();
        services.AddScoped<Digests>();
    }
}
