namespace Matchmaking.Web.Features.Matches;

public static class MatchServices
{
    public static void AddMatching(this IServiceCollection services)
    {
        services.AddSingleton<ReasonWords>();
        services.AddScoped<MatchRun>();
    }
}
