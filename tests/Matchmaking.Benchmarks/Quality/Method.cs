namespace Matchmaking.Benchmarks.Quality;

/// <summary>One way of ranking.</summary>
/// <param name="Name">As printed.</param>
/// <param name="Score">How well a test listing (its place among the test deals) suits an investor (its number); more is better.</param>
internal sealed record Method(string Name, Func<int, int, double> Score);
