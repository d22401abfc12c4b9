using System.Security.Cryptography;
using System.Text;
using Matchmaking.DevelopmentPostgres;
using Matchmaking.Web.Database;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Matchmaking.TestSupport;

/// <summary>
/// One throw-away PostgreSQL a test run, one prepared template in it, and a copy of that for each test class: a copy takes a
/// fraction of the time of migrating anew, and no class sees another's rows.
/// </summary>
public static class TestDatabases
{
    private static readonly Lazy<Task<PrivatePostgres>> Server = new(StartAsync);
    private static readonly Lazy<Task> Template = new(MakeTemplateAsync);
    private static readonly SemaphoreSlim OneCopy = new(1, 1);
    private static int _count;

    /// <summary>The connection string of a new, prepared and otherwise empty database, as the application's role.</summary>
    public static async Task<string> NewAsync()
    {
        await Template.Value;
        return await MakeAsync("TEMPLATE prepared", asFiles: true);
    }

    /// <summary>That of a new database with nothing in it, as the application's role.</summary>
    public static Task<string> NewEmptyAsync() => MakeAsync("", asFiles: false);

    /// <summary>The same database as its owner, who may change tables.</summary>
    public static async Task<string> OwnerOfAsync(string connectionString)
    {
        var owner = new NpgsqlConnectionStringBuilder((await Server.Value).ConnectionString);
        var same = new NpgsqlConnectionStringBuilder(connectionString) { Username = owner.Username, Password = owner.Password };
        return same.ConnectionString;
    }

    private static async Task<string> MakeAsync(string how, bool asFiles)
    {
        var name = $"test_{Interlocked.Increment(ref _count)}";
        // PostgreSQL copies a template only while nobody else is connected to it, so one copy at a time.
        await OneCopy.WaitAsync();
        try
        {
            // Copied file by file, as every copy was before PostgreSQL 15, and not block by block through its log.
            if (asFiles && await VersionAsync() >= 15)
                how += " STRATEGY file_copy";
            await ExecuteAsync($"CREATE DATABASE {name} {how}");
        }
        finally
        {
            OneCopy.Release();
        }
        return await AddressAsync(name);
    }

    /// <summary>Drops a database, whoever is still connected to it.</summary>
    public static Task DropAsync(string connectionString) =>
        ExecuteAsync($"DROP DATABASE IF EXISTS {new NpgsqlConnectionStringBuilder(connectionString).Database} WITH (FORCE)");

    private static async Task MakeTemplateAsync()
    {
        await ExecuteAsync("CREATE DATABASE prepared");
        // As in service: the owner prepares it, and the application's role finds it prepared.
        var address = await AddressAsync("prepared");
        if ((await DatabaseSetup.RunAsync(await OwnerOfAsync(address), address, CancellationToken.None)) is { Refusal: { } refusal })
            throw new InvalidOperationException(refusal);
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = 'prepared'");
    }

    private static async Task<PrivatePostgres> StartAsync()
    {
        var folder = Folder();
        // It is started once more only to be stopped, and deleted with its databases.
        if (Directory.Exists(folder))
            await (
                await PrivatePostgres.StartAsync(new(folder, "matchmaking", Throwaway: true), NullLogger.Instance, CancellationToken.None)
            ).DisposeAsync();
        var server = await PrivatePostgres.StartAsync(
            new(folder, "matchmaking", Throwaway: true),
            NullLogger.Instance,
            CancellationToken.None
        );
        AppDomain.CurrentDomain.ProcessExit += (_, _) => server.DisposeAsync().AsTask().GetAwaiter().GetResult();
        return server;
    }

    /// <summary>
    /// A fixed folder: what a killed run left behind is found and removed by the next one. In memory where there is plenty: a database is a
    /// thousand files, and to make and delete them on a disk took the system longer than the tests' own statements.
    /// </summary>
    private static string Folder()
    {
        const string memory = "/dev/shm";
        const long plenty = 8L << 30;
        var beside = Path.Combine(AppContext.BaseDirectory, "postgres");
        if (
            !OperatingSystem.IsLinux()
            || !Directory.Exists(memory)
            || GC.GetGCMemoryInfo().TotalAvailableMemoryBytes < 2 * plenty
            || new DriveInfo(memory).AvailableFreeSpace < plenty
        )
            return beside;
        var name = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(beside)))[..16];
        return Path.Combine(memory, "matchmaking-tests-" + name);
    }

    private static async Task<string> AddressAsync(string database) =>
        new NpgsqlConnectionStringBuilder((await Server.Value).ApplicationConnectionString)
        {
            Database = database,
            MaxPoolSize = 30,
            IncludeErrorDetail = true,
        }.ConnectionString;

    private static async Task<int> VersionAsync()
    {
        await using var connection = new NpgsqlConnection((await Server.Value).ConnectionString);
        await connection.OpenAsync();
        return connection.PostgreSqlVersion.Major;
    }

    private static async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await Server.Value).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
