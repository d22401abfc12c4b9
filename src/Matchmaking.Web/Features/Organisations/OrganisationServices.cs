using Matchmaking.Web.Features.Imports;
using Matchmaking.Web.Features.Imports.Deals;
using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Features.TrackRecords;
using Matchmaking.Web.Features.TrackRecords.Deals;

namespace Matchmaking.Web.Features.Organisations;

public static class OrganisationServices
{
    public static void AddOrganisations(this IServiceCollection services)
    {
        services.AddSingleton<DealWords>();
        services.AddScoped<DealReader>().AddScoped<DealEntry>();
        services.AddScoped<TrackRecordReader>().AddScoped<OrganisationMerger>().AddScoped<NameService>();
        services.AddSingleton<ModelProvider>();
        services.AddHostedService(provider => provider.GetRequiredService<ModelProvider>());
        services.AddScoped<DealImporter>().AddScoped<Upload>();
    }
}
