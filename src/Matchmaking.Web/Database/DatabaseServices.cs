using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Matchmaking.Web.Database;

public static class DatabaseServices
{
    public static void AddDatabase(this IServiceCollection services, DatabaseAddress address)
    {
        services.AddSingleton(address);
        services.AddDbContext<MatchmakingDb>(options => Configure(options, address.ConnectionString));
        services.AddDataProtection().SetApplicationName("Matchmaking").PersistKeysToDbContext<MatchmakingDb>();
    }

    internal static void Configure(DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).UseSnakeCaseNamingConvention();
}

/// <summary>For <c>dotnet ef migrations add</c>, which needs the model but no database.</summary>
internal sealed class DesignTimeDb : IDesignTimeDbContextFactory<MatchmakingDb>
{
    public MatchmakingDb CreateDbContext(string[] args)
    {
        var options = new DbContextOptionsBuilder<MatchmakingDb>();
        DatabaseServices.Configure(options, "Host=localhost");
        return new(options.Options);
    }
}
