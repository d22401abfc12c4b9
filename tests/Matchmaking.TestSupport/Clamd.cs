using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Matchmaking.TestSupport.MailServers;

namespace Matchmaking.TestSupport;

/// <summary>
/// A real clamd of this machine, installed from Debian's packages where it is missing, that knows one file: EICAR's test file. Never
/// skipped: without it the tests fail and say how to get it. It ends with whoever started it, also when that is killed.
/// </summary>
public sealed class Clamd : IAsyncDisposable
{
    private const string Program = "/usr/sbin/clamd",
        Package = "clamav-daemon";

    /// <summary>What clamd calls the test file.</summary>
    public const string Virus = "Eicar-Test-File.UNOFFICIAL";
    private static readonly Lazy<Task<Clamd>> Shared = new(StartAsync);
    private static readonly SemaphoreSlim Installing = new(1);
    private readonly Process _process;
    private readonly string _folder;

    private Clamd(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    /// <summary>Where it listens on 127.0.0.1.</summary>
    public int Port { get; }

    /// <summary>The path of the socket where it listens too.</summary>
    public string Socket => Path.Combine(_folder, "clamd.ctl");

    /// <summary>EICAR's 68 bytes, put together so that no scanner minds this source.</summary>
    public static byte[] TestFile { get; } =
        Encoding.ASCII.GetBytes(@"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + "EICAR-STANDARD-" + "ANTIVIRUS-TEST-FILE!$H+H*");

    /// <summary>The one that all tests of this process share.</summary>
    public static Task<Clamd> SharedAsync() => Shared.Value;

    /// <summary>Starts one; returns when it answers.</summary>
    /// <exception cref="InvalidOperationException">It is not on this machine and could not be installed, or it does not start.</exception>
    public static async Task<Clamd> StartAsync()
    {
        await EnsureAsync();
        var folder = Directory.CreateTempSubdirectory("matchmaking-clamd-").FullName;
        var port = ProgramRun.FreePorts(1)[0];
        var signatures = Directory.CreateDirectory(Path.Combine(folder, "signatures")).FullName;
        await File.WriteAllTextAsync(
            Path.Combine(signatures, "eicar.hdb"),
            $"{Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(TestFile))}:{TestFile.Length}:Eicar-Test-File\n"
        );
        await File.WriteAllTextAsync(
            Path.Combine(folder, "clamd.conf"),
            $"Foreground yes\nDatabaseDirectory {signatures}\nLocalSocket {folder}/clamd.ctl\nTCPSocket {port}\nTCPAddr 127.0.0.1\n"
                + $"TemporaryDirectory {folder}\nStreamMaxLength 1M\nMaxThreads 4\n"
        );
        // The shell waits for the end of its input, which comes when this process ends, however it ends.
        const string run = "\"$1\" -c clamd.conf >clamd.log 2>&1 & read -r end; kill -9 $!; wait; rm -rf \"$PWD\"";
        var clamd = new Clamd(ProgramRun.Start("/bin/sh", ["-c", run, "sh", Program], folder), folder, port);
        var began = TimeProvider.System.GetTimestamp();
        while (!await clamd.AnswersAsync())
        {
            if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(60))
            {
                var said = await File.ReadAllTextAsync(Path.Combine(folder, "clamd.log"));
                await clamd.DisposeAsync();
                throw new InvalidOperationException($"clamd does not answer within 60 s: {said}");
            }
            await Task.Delay(50);
        }
        return clamd;
    }

    /// <summary>Ends it and removes all it wrote.</summary>
    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync("127.0.0.1", Port);
            await client.GetStream().WriteAsync("zPING\0"u8.ToArray());
            var answer = new byte[5];
            await client.GetStream().ReadExactlyAsync(answer).AsTask().WaitAsync(TimeSpan.FromSeconds(5));
            return answer.AsSpan().SequenceEqual("PONG\0"u8);
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException)
        {
            return false;
        }
    }

    private static async Task EnsureAsync()
    {
        await Installing.WaitAsync();
        try
        {
            if (File.Exists(Program))
                return;
            var tried = await DebianPackages.InstallAsync([Package], ["clamav-daemon", "clamav-freshclam"]);
            if (!File.Exists(Program))
                throw new InvalidOperationException(
                    $"The tests of the scanner need ClamAV's clamd, which is not on this machine, and {tried}. "
                        + $"Install it (Debian: apt-get install -y {Package}) and run the tests again."
                );
        }
        finally
        {
            Installing.Release();
        }
    }
}
