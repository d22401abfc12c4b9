using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Jobs;

namespace Matchmaking.Web.Features.Saved;

public static class SavedServices
{
    public static void AddSaved(this IServiceCollection services) =>
        services
            .AddScoped<SavedList>()
            .AddScoped<ISavedListings, SavedListings>()
            .AddScoped<FollowedNews>()
            .AddScheduledJob<FollowedNewsJob>(FollowedNews.Queue, "*/5 * * * *", TimeSpan.FromMinutes(30));
}
