using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Search;

namespace Matchmaking.Web.Features.Opportunities;

public static class OpportunityServices
{
    public static void AddOpportunities(this IServiceCollection services)
    {
        services.AddSingleton<PublishedCounts>();
        services.AddSingleton(new PublicRows(typeof(Opportunity)));
    }
}
