using System.Diagnostics;

namespace Matchmaking.EndToEnd.Tests;

/// <summary>A program of the benchmarks, built beside these tests and run as one of its own.</summary>
internal static class BenchmarkProgram
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code and what it said.</returns>
    public static async Task<(int Code, string Said)> RunAsync(string[] words)
    {
        // In the same configuration as these tests.
        var program =
            AppContext.BaseDirectory.Replace("Matchmaking.EndToEnd.Tests", "Matchmaking.Benchmarks", StringComparison.Ordinal)
            + "Matchmaking.Benchmarks.dll";
        using var process = Process.Start(
            new ProcessStartInfo("dotnet", [program, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true }
        )!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, string.Concat(said));
    }
}
