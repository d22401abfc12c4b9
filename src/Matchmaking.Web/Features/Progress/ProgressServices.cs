using Matchmaking.Web.Database;

namespace Matchmaking.Web.Features.Progress;

public static class ProgressServices
{
    public static void AddProgress(this IServiceCollection services) =>
        services.AddSingleton(new PublicRows(typeof(SignedDocument))).AddSingleton(new PublicRows(typeof(SectorFact)));
}
