using System.Diagnostics;
using System.Text;
using Matchmaking.Web.Mail;

namespace Matchmaking.TestSupport;

/// <summary>The application in a process of its own, beside that of the tests: a second node on the same database.</summary>
public sealed class AppProcess : IAsyncDisposable
{
    private readonly Process _process;
    private readonly StringBuilder _said;
    private readonly string _folder;

    private AppProcess(Process process, StringBuilder said, string folder, Uri address) =>
        (_process, _said, _folder, Address) = (process, said, folder, address);

    /// <summary>Where it listens, on a free port of its own.</summary>
    public Uri Address { get; }

    /// <summary>Starts it on a database and waits until it says that it is ready.</summary>
    /// <exception cref="InvalidOperationException">It stopped, or was not ready within three minutes; the message
    /// holds what it said.</exception>
    public static async Task<AppProcess> StartAsync(string database)
    {
        var folder = Directory.CreateTempSubdirectory("matchmaking-node-").FullName;
        var start = new ProcessStartInfo("dotnet", [typeof(SiteAddress).Assembly.Location])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            Environment =
            {
                ["ASPNETCORE_ENVIRONMENT"] = "Development",
                ["ASPNETCORE_URLS"] = "http://127.0.0.1:0",
                ["ASPNETCORE_CONTENTROOT"] = AppContext.BaseDirectory,
                ["ConnectionStrings__Matchmaking"] = database,
                ["MATCHMAKING_DATA"] = folder,
                ["Demo__Load"] = "false",
                ["Mail__Sender__Address"] = "alerts@example.org",
            },
        };
        var (said, ready) = (new StringBuilder(), new TaskCompletionSource<Uri>(TaskCreationOptions.RunContinuationsAsynchronously));
        var process = new Process { StartInfo = start, EnableRaisingEvents = true };
        void Hear(string? line)
        {
            lock (said)
                said.AppendLine(line);
            if (line?.Split("is ready:") is [_, var address])
                ready.TrySetResult(new(address.Trim()));
        }
        process.OutputDataReceived += (_, e) => Hear(e.Data);
        process.ErrorDataReceived += (_, e) => Hear(e.Data);
        process.Exited += (_, _) => ready.TrySetException(new InvalidOperationException("The node stopped: " + said));
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        try
        {
            return new(process, said, folder, await ready.Task.WaitAsync(TimeSpan.FromMinutes(3)));
        }
        catch (TimeoutException)
        {
            process.Kill(entireProcessTree: true);
            throw new InvalidOperationException("The node was not ready within three minutes: " + said);
        }
    }

    /// <summary>A bare client of this node.</summary>
    public HttpClient NewClient() => new(new SocketsHttpHandler { AllowAutoRedirect = false }) { BaseAddress = Address };

    /// <summary>Everything it has written so far.</summary>
    public string Said
    {
        get
        {
            lock (_said)
                return _said.ToString();
        }
    }

    /// <summary>Stops it as a power cut does.</summary>
    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
