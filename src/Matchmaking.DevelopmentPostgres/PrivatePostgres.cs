using System.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>
/// A PostgreSQL server of this process's own, so that <c>dotnet run</c> and the tests need nothing to be set up. It
/// listens on the loopback address only, with a random password. A server left behind by a killed process is stopped
/// by the next start on the same data folder.
/// </summary>
public sealed class PrivatePostgres : IAsyncDisposable
{
    private readonly Lazy<Task> _disposal;

    private PrivatePostgres(string connectionString, string applicationConnectionString, Func<Task> stop)
    {
        ConnectionString = connectionString;
        ApplicationConnectionString = applicationConnectionString;
        _disposal = new Lazy<Task>(stop);
    }

    /// <summary>Leads to the application's database, as a superuser; contains the password, so it must not be logged.</summary>
    public string ConnectionString { get; }

    /// <summary>
    /// Leads to the same database as a role that may do nothing until it is granted something; contains the password, too.
    /// </summary>
    public string ApplicationConnectionString { get; }

    /// <summary>
    /// Starts the server and returns once its database can be used. What is missing is made first: the cluster, the
    /// database, and where no PostgreSQL is installed, the programs.
    /// </summary>
    /// <exception cref="PostgresNotFoundException">There is no PostgreSQL on this machine, nor a way to fetch it.</exception>
    /// <exception cref="PrivatePostgresException">The server cannot be started; the message says what to do.</exception>
    public static async Task<PrivatePostgres> StartAsync(PrivatePostgresOptions options, ILogger logger, CancellationToken ct)
    {
        var started = Stopwatch.GetTimestamp();
        var dataFolder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(options.DataFolder));
        if (options.Throwaway)
        {
            ThrowawayFolder.Claim(dataFolder);
        }

        Directory.CreateDirectory(dataFolder);
        var folderLock = DataFolderLock.Take(dataFolder);
        ClusterHome? home = null;
        Server? server = null;
        try
        {
            home = await ClusterHome.FindAsync(dataFolder, logger, ct);
            var programs = await ServerProgramSearch.FindAsync(home, options.SearchSystem, logger, ct);
            var password = PasswordFile.ReadOrCreate(home);
            await ClusterCreation.EnsureAsync(home, programs, password, options.Throwaway, logger, ct);

            server = new Server(home, programs, options.Throwaway, logger);
            var port = await server.StartAsync(ct);
            await ServerConnection.EnsureDatabaseAsync(port, password, options.DatabaseName, ct);

            logger.LogInformation(
                "PostgreSQL {Version} of {Programs} listens on port {Port}; its data is in {Folder} (started in {Milliseconds} ms).",
                programs.Version,
                programs.Folder,
                port,
                home.Folder,
                (long)Stopwatch.GetElapsedTime(started).TotalMilliseconds
            );
            return new PrivatePostgres(
                ServerConnection.Text(port, password, options.DatabaseName),
                ServerConnection.Text(port, password, options.DatabaseName, ServerConnection.Application),
                () => EndAsync(server, home, folderLock, dataFolder, options.Throwaway)
            );
        }
        catch
        {
            try
            {
                await EndAsync(server, home, folderLock, dataFolder, options.Throwaway);
            }
            catch (Exception e)
            {
                // The first failure is the one to be told about; this one is most often its consequence.
                logger.LogWarning(e, "What had been started in {Folder} could not be cleared away.", dataFolder);
            }

            throw;
        }
    }

    /// <summary>Shuts the server down and waits until it is gone; throwaway data is deleted. May be called again.</summary>
    public ValueTask DisposeAsync() => new(_disposal.Value);

    private static async Task EndAsync(Server? server, ClusterHome? home, DataFolderLock folderLock, string dataFolder, bool throwaway)
    {
        try
        {
            // Never cancelled: what was started must be stopped.
            await (server?.StopAsync(CancellationToken.None) ?? Task.CompletedTask);
        }
        finally
        {
            folderLock.Dispose();
        }

        if (throwaway)
        {
            await ThrowawayFolder.DeleteAsync(home?.Folder ?? dataFolder);
            await ThrowawayFolder.DeleteAsync(dataFolder);
        }
    }
}
