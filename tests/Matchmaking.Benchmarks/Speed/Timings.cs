using System.Diagnostics;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>How long each of many equal pieces of work took.</summary>
/// <param name="Sorted">Milliseconds, ascending.</param>
internal sealed record Timings(double[] Sorted)
{
    public double P50 => At(.5);
    public double P99 => At(.99);

    public static Timings Of(IEnumerable<double> milliseconds) => new([.. milliseconds.Order()]);

    /// <summary>
    /// Runs a piece of work for each of the items, several rounds, and keeps the median of each item: other work on the
    /// machine disturbs single rounds.
    /// </summary>
    public static Timings Measure<T>(IReadOnlyList<T> items, int rounds, Action<T> work)
    {
        var samples = items.Select(_ => new double[rounds]).ToArray();
        for (var round = 0; round < rounds; round++)
        for (var i = 0; i < items.Count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            work(items[i]);
            samples[i][round] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        return Of(samples.Select(times => times.Order().ElementAt(rounds / 2)));
    }

    /// <summary>The nearest-rank percentile; not a number when nothing was measured.</summary>
    private double At(double share) => Sorted.Length == 0 ? double.NaN : Sorted[Math.Max(0, (int)Math.Ceiling(share * Sorted.Length) - 1)];
}
