using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Matchmaking.DevelopmentPostgres;

/// <summary>
/// Starts and stops the server with pg_ctl. That puts it into a session of its own: Ctrl-C in the terminal ends the
/// application, which then ends the server, and not both at once.
/// </summary>
internal sealed class Server(ClusterHome home, ServerPrograms programs, bool throwaway, ILogger logger)
{
    private const int Attempts = 5;
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(500);
    private const string StartSeconds = "120";
    private const string StopSeconds = "60";

    /// <summary>Starts it on a free port and tells which; returns once it takes connections.</summary>
    public async Task<int> StartAsync(CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            await StopLeftoverAsync(ct);
            home.Log.Prepare(home.User);
            var logged = home.Log.Length;
            var port = FreePort();
            PrivateFile.Write(Path.Combine(home.Cluster, ServerSettings.FileName), ServerSettings.Text(port, throwaway), home.User);

            // Short relative paths, because pg_ctl passes them through a shell, which would misread some characters.
            var result = await PgCtlAsync(
                ct,
                "start",
                "-w",
                "-s",
                "-t",
                StartSeconds,
                "-l",
                Path.Combine("..", Path.GetFileName(home.Log.Path))
            );
            if (result.Succeeded)
            {
                return port;
            }

            var log = home.Log.TextFrom(logged);
            if (attempt == Attempts || !MayPass(log))
            {
                throw new PrivatePostgresException(
                    $"PostgreSQL {programs.Version} ({programs.Folder}) did not start:\n{result.LastLines}\n"
                        + $"The end of its log {home.Log.Path}:\n{ServerLog.LastLines(log)}"
                );
            }

            await Task.Delay(_pause, ct);
        }
    }

    /// <summary>Shuts it down, breaking off what connections still do, and waits until it is gone.</summary>
    public async Task StopAsync(CancellationToken ct)
    {
        // The last attempt leaves the server a recovery to do at its next start, but loses nothing that was committed.
        string[] modes = throwaway ? ["immediate", "immediate"] : ["fast", "fast", "immediate"];
        var result = new CommandResult(0, "");
        foreach (var mode in modes)
        {
            if (Postmaster.Read(home.Cluster)?.IsServer() != true)
            {
                return;
            }

            // A second Ctrl-C kills pg_ctl, not the shutdown that it has set off; hence the repetition.
            result = await PgCtlAsync(ct, "stop", "-w", "-s", "-m", mode, "-t", StopSeconds);
        }

        if (Postmaster.Read(home.Cluster)?.IsServer() == true)
        {
            throw new PrivatePostgresException(
                $"The PostgreSQL server of {home.Cluster} does not stop:\n{result.LastLines}\n"
                    + $"The end of its log {home.Log.Path}:\n{ServerLog.LastLines(home.Log.TextFrom(0))}"
            );
        }
    }

    // A killed application leaves its server running. It is not taken over but started afresh: with the settings of
    // now, and by the programs of now.
    private async Task StopLeftoverAsync(CancellationToken ct)
    {
        if (Postmaster.Read(home.Cluster) is not { } postmaster || !postmaster.IsAlive())
        {
            return;
        }

        if (postmaster.IsServer())
        {
            logger.LogInformation("Stopping the PostgreSQL server that a former run left behind in {Folder}.", home.Cluster);
            await StopAsync(ct);
        }
        else
        {
            postmaster.Forget();
        }
    }

    private Task<CommandResult> PgCtlAsync(CancellationToken ct, params IEnumerable<string> arguments) =>
        new Command(programs.PgCtl, [.. arguments, "-D", "."]) { User = home.User, Folder = home.Cluster }.RunAsync(ct);

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Parse(ServerSettings.Address), 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    // Somebody else took the port in between, or the pg_ctl of a killed application was just starting a server here.
    private static bool MayPass(string log) =>
        log.Contains("could not create any TCP/IP sockets", StringComparison.Ordinal)
        || log.Contains("\"postmaster.pid\" already exists", StringComparison.Ordinal)
        || log.Contains("pre-existing shared memory block", StringComparison.Ordinal);
}
