using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Opportunities.Form;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Features.Opportunities.Versions;

namespace Matchmaking.Web.Features.Opportunities;

public static class OpportunityServices
{
    public static void AddOpportunities(this IServiceCollection services)
    {
        services.AddSingleton<PublishedCounts>().AddSingleton<NearestLists>().AddSingleton<ListingVocabulary>().AddSingleton<ListSearch>();
        services.AddScoped<OpportunityMerge>().AddScoped<FieldWords>().AddScoped<OpportunityLooks>();
        services.AddSingleton(new PublicRows(typeof(Opportunity)));
        services.AddSingleton(ListingSources.Submissions).AddSingleton(ListingSources.Expiring).AddSingleton(ListingSources.Expired);
    }
}
