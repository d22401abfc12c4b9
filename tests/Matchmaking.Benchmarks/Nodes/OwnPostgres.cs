using System.Diagnostics;
using Matchmaking.DevelopmentPostgres;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Matchmaking.Benchmarks.Nodes;

/// <summary>
/// A PostgreSQL with the durability of one in service, unlike that of the tests: what was committed must survive its being killed, and what
/// is measured must include the writing.
/// </summary>
internal sealed class OwnPostgres : IAsyncDisposable
{
    private readonly string _folder;
    private readonly PrivatePostgres _postgres;
    private string _programs = "",
        _cluster = "";

    private OwnPostgres(string folder, PrivatePostgres postgres) => (_folder, _postgres) = (folder, postgres);

    public string Database =>
        new NpgsqlConnectionStringBuilder(_postgres.ConnectionString) { MaxPoolSize = 40, IncludeErrorDetail = true }.ConnectionString;

    public static async Task<OwnPostgres> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("matchmaking-benchmark-").FullName;
        var server = new OwnPostgres(folder, await PrivatePostgres.StartAsync(new(folder), NullLogger.Instance, CancellationToken.None));
        await using var connection = await server.ConnectAsync();
        server._programs = (string)
            (await new NpgsqlCommand("SELECT setting FROM pg_config WHERE name = 'BINDIR'", connection).ExecuteScalarAsync())!;
        server._cluster = (string)(await new NpgsqlCommand("SHOW data_directory", connection).ExecuteScalarAsync())!;
        return server;
    }

    /// <summary>Restarts it on the same port.</summary>
    /// <param name="mode"><c>fast</c> ends the sessions first; <c>immediate</c> is a crash, with a recovery at the start.</param>
    public async Task RestartAsync(string mode)
    {
        // It does not run as root, and was started with a relative path.
        string[] user = Environment.IsPrivilegedProcess ? ["runuser", "-u", await OwnerAsync(_cluster), "--"] : [];
        string[] words = [.. user, Path.Combine(_programs, "pg_ctl"), "restart", "-D", ".", "-m", mode, "-w", "-s", "-l", "/dev/null"];
        using var process = Process.Start(new ProcessStartInfo(words[0], words[1..]) { WorkingDirectory = _cluster })!;
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"PostgreSQL did not restart ({mode}).");
    }

    /// <summary>A session of one's own: one of the pool may be of before a restart.</summary>
    public async Task<NpgsqlConnection> ConnectAsync()
    {
        var connection = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(Database) { CommandTimeout = 0, Pooling = false }.ConnectionString
        );
        await connection.OpenAsync();
        return connection;
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await _postgres.DisposeAsync();
        Directory.Delete(_folder, recursive: true);
        // Where this process is root, the cluster had to move to a folder that its user can reach.
        if (Directory.Exists(_cluster))
            Directory.Delete(Path.GetDirectoryName(_cluster)!, recursive: true);
    }

    private static async Task<string> OwnerAsync(string path)
    {
        using var stat = Process.Start(new ProcessStartInfo("stat", ["-c", "%U", path]) { RedirectStandardOutput = true })!;
        return (await stat.StandardOutput.ReadToEndAsync()).Trim();
    }
}
