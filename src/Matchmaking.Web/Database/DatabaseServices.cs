using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;

namespace Matchmaking.Web.Database;

public static class DatabaseServices
{
    public static void AddDatabase(this IServiceCollection services, DatabaseAddress address)
    {
        services.AddSingleton(address);
        // Options once: to make them anew for each context took longer than most statements. No pool of contexts: what a fault leaves in
        // one would go on to the next request.
        services.AddDbContext<MatchmakingDb>(
            options => Configure(options, address.ConnectionString),
            ServiceLifetime.Scoped,
            ServiceLifetime.Singleton
        );
        services.AddSingleton<PublicChanges>();
        services.ConfigureDbContext<MatchmakingDb>(
            (provider, options) => options.AddInterceptors(provider.GetRequiredService<PublicChanges>())
        );
        services.AddDataProtection().SetApplicationName("Matchmaking").PersistKeysToDbContext<MatchmakingDb>();
    }

    /// <summary>
    /// Keeps the connection until the end of the request. Else each statement takes one from the pool, which has the
    /// server forget the session before it.
    /// </summary>
    public static Task OneConnectionAsync(this MatchmakingDb db, CancellationToken cancel) => db.Database.OpenConnectionAsync(cancel);

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
