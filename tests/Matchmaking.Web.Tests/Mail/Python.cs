using System.Diagnostics;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>
/// The Python of the machine; where there is none, it is installed from Debian's packages. Never skipped: without it the tests fail and
/// say how to get it.
/// </summary>
internal static class Python
{
    private static readonly Lazy<Task<string>> Program = new(FindOrInstallAsync);

    /// <summary>Runs a script on some input; returns what it wrote. The test fails when the script does.</summary>
    public static async Task<string> RunAsync(string script, byte[] input)
    {
        using var process = Process.Start(
            new ProcessStartInfo(await Program.Value, ["-X", "utf8", "-c", script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            }
        )!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.StandardInput.BaseStream.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await errors);
        return await output;
    }

    private static async Task<string> FindOrInstallAsync()
    {
        if (OnPath("python3") is { } found)
            return found;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess && OnPath("apt-get") is { } packages)
        {
            await InstallAsync(packages, "update");
            await InstallAsync(packages, "install", "-y", "--no-install-recommends", "python3");
        }
        return OnPath("python3")
            ?? throw new InvalidOperationException(
                "This test reads our mails with Python, which is not on this machine and could not be installed. "
                    + "Install Python 3 so that python3 is on the PATH (Debian: apt-get install -y python3), and run the test again."
            );
    }

    private static string? OnPath(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, program))
            .FirstOrDefault(File.Exists);

    private static async Task InstallAsync(string program, params string[] arguments)
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
    }
}
