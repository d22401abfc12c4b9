using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Matchmaking.TestSupport.MailServers;

/// <summary>Programs of the machine, run to their end or started, and the ports they are given.</summary>
internal static class ProgramRun
{
    /// <summary>Runs a program and returns its exit code and all it said.</summary>
    public static async Task<(int Code, string Said)> RunAsync(
        string program,
        IEnumerable<string> arguments,
        string folder = "/",
        string input = ""
    )
    {
        using var process = Start(program, arguments, folder);
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }

    /// <summary>Runs a program that has to succeed.</summary>
    /// <exception cref="InvalidOperationException">It did not; the message holds what it said.</exception>
    public static async Task MustRunAsync(string program, IEnumerable<string> arguments, string folder = "/", string input = "")
    {
        if (await RunAsync(program, arguments, folder, input) is { Code: not 0 } failed)
            throw new InvalidOperationException($"{program} failed with exit code {failed.Code}: {failed.Said}");
    }

    /// <summary>Starts a program in a folder.</summary>
    public static Process Start(string program, IEnumerable<string> arguments, string folder) =>
        Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                WorkingDirectory = folder,
                Environment = { ["DEBIAN_FRONTEND"] = "noninteractive", ["LC_ALL"] = "C" },
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;

    /// <summary>Different ports of 127.0.0.1 that nobody listens on now.</summary>
    public static int[] FreePorts(int count)
    {
        var listeners = Enumerable.Range(0, count).Select(_ => new TcpListener(IPAddress.Loopback, 0)).ToList();
        listeners.ForEach(listener => listener.Start());
        var ports = listeners.Select(listener => ((IPEndPoint)listener.LocalEndpoint).Port).ToArray();
        listeners.ForEach(listener => listener.Dispose());
        return ports;
    }

    /// <summary>Whether a server at a port greets within a moment.</summary>
    public static async Task<bool> GreetsAsync(int port)
    {
        try
        {
            using var client = new TcpClient();
            await client.ConnectAsync(IPAddress.Loopback, port);
            return await client.GetStream().ReadAsync(new byte[100]).AsTask().WaitAsync(TimeSpan.FromSeconds(5)) > 0;
        }
        catch (Exception e) when (e is SocketException or IOException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Waits until servers greet at all these ports.</summary>
    /// <exception cref="TimeoutException">They do not, in time.</exception>
    public static async Task WaitForGreetingAsync(IEnumerable<int> ports, Func<string> said)
    {
        var began = TimeProvider.System.GetTimestamp();
        foreach (var port in ports)
        {
            while (!await GreetsAsync(port))
            {
                if (TimeProvider.System.GetElapsedTime(began) > TimeSpan.FromSeconds(30))
                    throw new TimeoutException($"Nobody greets at port {port} within 30 s: {said()}");
                await Task.Delay(20);
            }
        }
    }
}
