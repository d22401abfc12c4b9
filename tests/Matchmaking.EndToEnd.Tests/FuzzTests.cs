namespace Matchmaking.EndToEnd.Tests;

/// <summary>
/// A short run of the fuzzer of the benchmarks: every route with every method once. Longer runs, with other
/// seeds, are for the command line.
/// </summary>
public sealed class FuzzTests
{
    [Fact(Explicit = true)]
    public async Task Hostile_requests_find_nothing_that_throws()
    {
        var (code, said) = await BenchmarkProgram.RunAsync(["fuzz", "--requests", "750", "--seed", "20260601"]);

        Assert.True(code == 0, said);
        TestContext.Current.TestOutputHelper?.WriteLine(said);
    }
}
