using Matchmaking.Web.Database.PrivatePostgres;

namespace Matchmaking.Web.Database;

/// <summary>Where the database is: the one of the settings, or (outside Production) a private server of this process.</summary>
public sealed class DatabaseAddress(string connectionString, IAsyncDisposable? server) : IAsyncDisposable
{
    /// <summary>Never logged: it holds a password.</summary>
    public string ConnectionString => connectionString;

    /// <summary>
    /// <c>ConnectionStrings__Matchmaking</c> if set; else a PostgreSQL of our own under the data folder, started here and stopped
    /// when the application has stopped.
    /// </summary>
    public static async Task<DatabaseAddress> FindAsync(IConfiguration configuration, DataFolder data, ILoggerFactory logs, CancellationToken cancel)
    {
        if (configuration.GetConnectionString("Matchmaking") is { Length: > 0 } given)
            return new(given, null);
        var server = await PrivatePostgres.PrivatePostgres.StartAsync(
            new PrivatePostgresOptions(data.Sub("postgres")), logs.CreateLogger<PrivatePostgres.PrivatePostgres>(), cancel);
        return new(server.ConnectionString, server);
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
