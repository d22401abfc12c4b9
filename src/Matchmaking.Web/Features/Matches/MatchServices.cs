using Matchmaking.Web.Features.Mandates;

namespace Matchmaking.Web.Features.Matches;

public static class MatchServices
{
    public static void AddMatching(this IServiceCollection services)
    {
        services.AddSingleton<ReasonWords>();
        services.AddScoped<MatchRun>();
        services.AddScoped<MatchList>();
        services.AddScoped<FeedbackBook>();
        services.AddScoped<Revealed>();
        services.AddScoped<Rehearsals>();
        services.AddScoped<MandateReading>();
        services.AddScoped<MandateTools>();
    }
}
