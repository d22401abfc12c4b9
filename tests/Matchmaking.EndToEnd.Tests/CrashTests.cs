using System.Diagnostics;

// One after the other: a browser beside two nodes that are killed all the time would only measure the machine.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace Matchmaking.EndToEnd.Tests;

/// <summary>The crash matrix of the benchmarks, at a size that fits into a run of the tests.</summary>
[Trait("Category", "Crash")]
public sealed class CrashTests
{
    [Fact]
    public async Task After_two_hundred_kills_everybody_has_heard_of_everything_and_nobody_of_anything_twice()
    {
        // Built beside these tests, in the same configuration.
        var program = AppContext.BaseDirectory.Replace("Matchmaking.EndToEnd.Tests", "Matchmaking.Benchmarks", StringComparison.Ordinal) + "Matchmaking.Benchmarks.dll";
        using var process = Process.Start(new ProcessStartInfo("dotnet", [program, "crash", "--kills", "200", "--recipients", "2000"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        Assert.True(process.ExitCode == 0, string.Concat(said));
        TestContext.Current.TestOutputHelper?.WriteLine(said[0]);
    }
}
