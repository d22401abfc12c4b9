using System.Diagnostics;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>
/// The browser of the machine; where there is none, it is installed: from Debian's packages when that is possible, else by
/// Playwright's own installer. Never skipped: without a browser the tests fail and say how to get one.
/// </summary>
public static class Chromium
{
    /// <summary>Draws the same pages and not the window around them, which is work that no test looks at.</summary>
    private const string WithoutWindow = "chromium-headless-shell";

    private static readonly Lazy<Task<string?>> Program = new(FindOrInstallAsync);

    public static async Task<IBrowser> LaunchAsync(IPlaywright playwright) =>
        await playwright.Chromium.LaunchAsync(
            new()
            {
                ExecutablePath = await Program.Value,
                // Chromium refuses its sandbox to root. The pages are our own.
                Args = Environment.IsPrivilegedProcess
                    ? ["--no-sandbox", "--disable-background-networking"]
                    : ["--disable-background-networking"],
            }
        );

    /// <summary>The path of a browser of the system; null for the one that Playwright has installed for itself.</summary>
    private static async Task<string?> FindOrInstallAsync()
    {
        if (Find() is { } found)
            return found;
        var tried = new List<string>();
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && OnPath("apt-get") is not null)
        {
            var codes = new List<int> { await RunAsync("apt-get", "update") };
            foreach (var package in new[] { WithoutWindow, "chromium" })
            {
                codes.Add(await RunAsync("apt-get", "install -y --no-install-recommends " + package));
                if (Find() is { } installed)
                    return installed;
            }
            tried.Add($"apt-get (exit codes {string.Join(", ", codes)})");
        }
        if (Microsoft.Playwright.Program.Main(["install", "chromium"]) == 0)
            return null;
        tried.Add("Playwright's installer");
        throw new InvalidOperationException(
            $"The browser tests need Chromium. It is not on this machine, and could not be installed by {string.Join(" or ", tried)}. "
                + "Install Chromium or Chrome so that it is on the PATH (Debian: apt-get install -y chromium), and run the tests again."
        );
    }

    private static string? Find() =>
        new[] { WithoutWindow, "chromium", "chromium-browser", "google-chrome", "google-chrome-stable" }
            .Select(OnPath)
            .FirstOrDefault(path => path is not null);

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static async Task<int> RunAsync(string program, string arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments)
            {
                Environment = { ["DEBIAN_FRONTEND"] = "noninteractive" },
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return process.ExitCode;
    }
}
