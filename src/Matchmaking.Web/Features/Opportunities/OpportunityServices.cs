using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Search;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Features.Opportunities;

public static class OpportunityServices
{
    public static void AddOpportunities(this IServiceCollection services)
    {
        services.AddSingleton<PublicChanges>();
        services.ConfigureDbContext<MatchmakingDb>((provider, options) => options.AddInterceptors(provider.GetRequiredService<PublicChanges>()));
        services.AddSingleton<PublishedCounts>();
    }
}
