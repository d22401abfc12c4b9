using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Features.Searches;

public static class SearchServices
{
    public static void AddSearches(this IServiceCollection services) =>
        services
            .AddSingleton<SearchNoteQueue>()
            .AddScoped<ISearchNotes, SearchNotes>()
            .AddScoped<SearchNoteWriter>()
            .AddHostedService<SearchNoteLoop>()
            .AddScheduledJob<SearchRetentionJob>("search-retention", "10 21 * * *", TimeSpan.FromHours(26));
}
