using Matchmaking.DevelopmentPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>A PostgreSQL of the benchmark's own, with more memory than that of development, which is deleted afterwards.</summary>
internal sealed class Server : IAsyncDisposable
{
    private static readonly string[] Wishes =
    [
        "shared_buffers = '2GB'",
        "work_mem = '256MB'",
        "maintenance_work_mem = '1GB'",
        "max_parallel_workers_per_gather = 0",
        "fsync = off",
        "full_page_writes = off",
        "max_wal_size = '8GB'",
        "autovacuum = off",
    ];
    private static readonly string[] Shown =
    [
        "server_version",
        "shared_buffers",
        "work_mem",
        "max_parallel_workers_per_gather",
        "jit",
        "fsync",
        "autovacuum",
    ];

    private readonly string _folder;
    private readonly PrivatePostgres _postgres;

    private Server(string folder, PrivatePostgres postgres) => (_folder, _postgres) = (folder, postgres);

    public static async Task<Server> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("matchmaking-speed-").FullName;
        var options = new PrivatePostgresOptions(folder);
        // Some settings are read at the start only: once to write them, once to use them.
        await using (var first = await PrivatePostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None))
        {
            await using var connection = new NpgsqlConnection(first.ConnectionString);
            await connection.OpenAsync();
            foreach (var wish in Wishes)
                await new NpgsqlCommand("ALTER SYSTEM SET " + wish, connection).ExecuteNonQueryAsync();
        }
        NpgsqlConnection.ClearAllPools();
        return new(folder, await PrivatePostgres.StartAsync(options, NullLogger.Instance, CancellationToken.None));
    }

    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { CommandTimeout = 0 }.ConnectionString
        );
        await connection.OpenAsync();
        return connection;
    }

    /// <summary>The settings that matter here, as the server tells them.</summary>
    public static async Task<string> SettingsAsync(NpgsqlConnection connection)
    {
        var settings = new List<string>();
        foreach (var name in Shown)
            settings.Add($"{name} {await new NpgsqlCommand("SHOW " + name, connection).ExecuteScalarAsync()}");
        return string.Join(", ", settings);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _postgres.DisposeAsync();
        // Where root runs the benchmark, the data lies in a folder that this file names.
        var pointer = Path.Combine(_folder, "cluster-location");
        if (File.Exists(pointer) && (await File.ReadAllTextAsync(pointer)).Trim() is var elsewhere && Directory.Exists(elsewhere))
            Directory.Delete(elsewhere, recursive: true);
        Directory.Delete(_folder, recursive: true);
    }
}
