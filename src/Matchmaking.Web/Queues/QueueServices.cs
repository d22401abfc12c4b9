namespace Matchmaking.Web.Queues;

public static class QueueServices
{
    public static void AddQueues(this IServiceCollection services)
    {
        services.AddSingleton<Parking>();
        services.AddSingleton(provider => new ProcessStart(provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        services.AddScoped<QueueHealth>();
    }
}
