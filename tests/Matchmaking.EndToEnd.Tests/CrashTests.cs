using System.Diagnostics;
using System.Globalization;

// One after the other: a browser beside two nodes that are killed all the time would only measure the machine.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Matchmaking.EndToEnd.Tests;

/// <summary>The crash matrix of the benchmarks: two workers that are killed at every step, a database that is restarted, and everybody hears of everything once.</summary>
[Trait("Category", "Crash")]
public sealed class CrashTests
{
    /// <summary>Only when it is asked for (<c>-explicit only</c>), for it takes minutes of a whole machine.</summary>
    [Fact(Explicit = true)]
    public Task After_twenty_kills_everybody_has_heard_of_everything_and_nobody_of_anything_twice() => HoldsAsync(kills: 20, recipients: 1000);

    /// <summary>Likewise; it takes longer than all other tests together.</summary>
    [Fact(Explicit = true)]
    public Task After_two_hundred_kills_everybody_has_heard_of_everything_and_nobody_of_anything_twice() => HoldsAsync(kills: 200, recipients: 2000);

    private static async Task HoldsAsync(int kills, int recipients)
    {
        // Built beside these tests, in the same configuration.
        var program = AppContext.BaseDirectory.Replace("Matchmaking.EndToEnd.Tests", "Matchmaking.Benchmarks", StringComparison.Ordinal) + "Matchmaking.Benchmarks.dll";
        string[] words = [program, "crash", "--kills", kills.ToString(CultureInfo.InvariantCulture), "--recipients", recipients.ToString(CultureInfo.InvariantCulture)];
        using var process = Process.Start(new ProcessStartInfo("dotnet", words) { RedirectStandardOutput = true, RedirectStandardError = true })!;
        var said = await Task.WhenAll(process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();

        // 3: every promise kept, only recovery was slower than its target, which says something of the machine; the program prints it.
        Assert.True(process.ExitCode is 0 or 3, string.Concat(said));
        TestContext.Current.TestOutputHelper?.WriteLine(said[0]);
    }
}
