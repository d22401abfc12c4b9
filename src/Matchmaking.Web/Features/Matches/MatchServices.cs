using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Matches.InMemory;
using Matchmaking.Web.Features.Matches.Preview;
using Matchmaking.Web.Features.TrackRecords;
namespace Matchmaking.Web.Features.Matches;

public static class MatchServices
{
    public static void AddMatching(this IServiceCollection services)
    {
        services.AddSingleton<ReasonWords>();
        services.AddSingleton<MandatesInMemory>();
        services.AddSingleton<IFollower>(provider => provider.GetRequiredService<MandatesInMemory>());
        services.AddSingleton<OpportunitiesInMemory>();
        services.AddSingleton<IFollower>(provider => provider.GetRequiredService<OpportunitiesInMemory>());
        services.AddSingleton<ChangeFeed>().AddHostedService(provider => provider.GetRequiredService<ChangeFeed>()).AddSingleton<Queues.IQueueWatch>(provider => provider.GetRequiredService<ChangeFeed>());
        services.AddScoped<MatchRun>();
        services.AddScoped<MatchWriter>();
        services.AddSingleton<Reconciliation>();
        services.AddScoped<MatchList>();
        services.AddScoped<FeedbackBook>();
        services.AddScoped<Revealed>();
        services.AddScoped<MandatePreviews>();
        services.AddScoped<MandateReading>();
        services.AddScoped<MandateTools>();
    }
}
