using Matchmaking.Web.Features.Imports.Deals;

namespace Matchmaking.Web.Features.Imports;

public static class ImportServices
{
    public static void AddImports(this IServiceCollection services) =>
        services.AddScoped<DealImporter>().AddScoped<ImportReversal>().AddScoped<Upload>().AddScoped<RefusedRows>();
}
