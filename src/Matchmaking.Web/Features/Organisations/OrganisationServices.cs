using Matchmaking.Web.Features.Organisations.Deals;
using Matchmaking.Web.Features.Organisations.Import;

namespace Matchmaking.Web.Features.Organisations;

public static class OrganisationServices
{
    public static void AddOrganisations(this IServiceCollection services)
    {
        services.AddSingleton<DealWords>();
        services.AddScoped<DealReader>().AddScoped<DealEntry>();
        services.AddScoped<TrackRecords>().AddScoped<Merging>().AddScoped<NameDesk>();
        services.AddSingleton<LearnedRecords>();
        services.AddHostedService(provider => provider.GetRequiredService<LearnedRecords>());
        services.AddScoped<DealImporter>().AddScoped<Upload>();
    }
}
