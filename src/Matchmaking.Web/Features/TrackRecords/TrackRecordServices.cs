using Matchmaking.Web.Features.Organisations.Merge;
using Matchmaking.Web.Features.TrackRecords.Deals;

namespace Matchmaking.Web.Features.TrackRecords;

public static class TrackRecordServices
{
    public static void AddTrackRecords(this IServiceCollection services)
    {
        services.AddSingleton<DealWords>();
        services
            .AddScoped<DealReader>()
            .AddScoped<DealFields>()
            .AddScoped<DealEntry>()
            .AddScoped<TrackRecordReader>()
            .AddScoped<NameSplitter>();
        services.AddSingleton<ModelProvider>().AddHostedService(provider => provider.GetRequiredService<ModelProvider>());
        services.AddOwnedRows<Deal, Guid>("Deals", deal => deal.Id, deal => deal.OrganisationId);
    }
}
