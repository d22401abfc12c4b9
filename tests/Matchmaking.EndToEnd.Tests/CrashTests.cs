// One after the other: a browser beside two nodes that are killed all the time would only measure the machine.
[assembly: Xunit.v3.Parallelization(Mode = Xunit.Sdk.ParallelMode.None)]

namespace Matchmaking.EndToEnd.Tests;

/// <summary>
/// The crash matrix of the benchmarks: two workers that are killed at every step, a database that is restarted, and
/// everybody hears of everything once.
/// </summary>
[Trait("Category", "Crash")]
public sealed class CrashTests
{
    /// <summary>
    /// Up to fifty kills: as many as one minute holds, which on a slow machine are fewer. The program prints how many they were. Only when
    /// it is asked for: beside the other tests it keeps both cores busy for two minutes.
    /// </summary>
    [Fact(Explicit = true)]
    public Task After_many_kills_everybody_has_heard_of_everything_and_nobody_of_anything_twice() => HoldsAsync(50, "--minutes", "1");

    /// <summary>All of them, however long it takes, and only when it is asked for (<c>-explicit only</c>).</summary>
    [Fact(Explicit = true)]
    public Task After_two_hundred_kills_everybody_has_heard_of_everything_and_nobody_of_anything_twice() => HoldsAsync(200);

    private static async Task HoldsAsync(int kills, params string[] more)
    {
        var (code, said) = await BenchmarkProgram.RunAsync(["crash", "--kills", $"{kills}", "--recipients", "1000", .. more]);

        // 3: every promise kept, only recovery was slower than its target, which says something of the machine; the program prints it.
        Assert.True(code is 0 or 3, said);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
    }
}
