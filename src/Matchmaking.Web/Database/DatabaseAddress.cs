#if DEVELOPMENT_POSTGRES
using Matchmaking.DevelopmentPostgres;
#endif
namespace Matchmaking.Web.Database;

/// <summary>Where the database is: the one of the settings, or (outside Production) a private server of this process.</summary>
/// <param name="connectionString">As the application's role.</param>
/// <param name="owner">As the role that owns the database; null where this process is not told.</param>
/// <param name="server">A server to stop when the application has stopped.</param>
public sealed class DatabaseAddress(string connectionString, string? owner = null, IAsyncDisposable? server = null) : IAsyncDisposable
{
    /// <summary>As the application's role, which reads and writes rows and changes no table. Never logged: it holds a password.</summary>
    public string ConnectionString => connectionString;

    /// <summary>
    /// As the role that owns the database, for <see cref="DatabaseSetup"/> alone; null where this process must not change tables.
    /// Never logged.
    /// </summary>
    public string? OwnerConnectionString => owner;

    /// <summary>
    /// <c>ConnectionStrings__Matchmaking</c> if set (and <c>ConnectionStrings__Owner</c>); else a PostgreSQL of our own under the data
    /// folder, started here and stopped when the application has stopped.
    /// </summary>
    public static async Task<DatabaseAddress> FindAsync(
        IConfiguration configuration,
        DataFolder data,
        ILoggerFactory logs,
        CancellationToken cancel
    )
    {
        if (configuration.GetConnectionString("Matchmaking") is { Length: > 0 } given)
            return new(given, configuration.GetConnectionString("Owner") is { Length: > 0 } owner ? owner : null);
#if DEVELOPMENT_POSTGRES
        var server = await PrivatePostgres.StartAsync(
            new PrivatePostgresOptions(data.Sub("postgres")),
            logs.CreateLogger<PrivatePostgres>(),
            cancel
        );
        return new(server.ApplicationConnectionString, server.ConnectionString, server);
#else
        await Task.CompletedTask;
        throw new InvalidOperationException("This build brings no PostgreSQL along. Set ConnectionStrings__Matchmaking.");
#endif
    }

    public ValueTask DisposeAsync() => server?.DisposeAsync() ?? ValueTask.CompletedTask;
}

/// <summary>The folder that holds what a Development machine keeps: the private database and the mails.</summary>
/// <param name="Path">Absolute.</param>
public sealed record DataFolder(string Path)
{
    /// <summary><c>MATCHMAKING_DATA</c>, else <c>.local</c> at the root of the checkout, else beside the application.</summary>
    public static DataFolder Find(IConfiguration configuration, string contentRoot)
    {
        if (configuration["MATCHMAKING_DATA"] is { Length: > 0 } given)
            return new(System.IO.Path.GetFullPath(given));
        var root = new DirectoryInfo(contentRoot);
        while (root is not null && !File.Exists(System.IO.Path.Combine(root.FullName, "Matchmaking.sln")))
            root = root.Parent;
        return new(System.IO.Path.Combine(root?.FullName ?? contentRoot, ".local"));
    }

    /// <summary>A folder in it, made if need be.</summary>
    public string Sub(string name) => Directory.CreateDirectory(System.IO.Path.Combine(Path, name)).FullName;
}
