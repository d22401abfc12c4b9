using System.Diagnostics;
using Matchmaking.Matching.Index;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>How long one change takes: other wishes for a mandate, one more mandate, one less.</summary>
internal static class Changes
{
    private const int Count = 5_000;

    public static void Run(MandateIndex index, SpeedOptions options, Report report)
    {
        var dice = new Dice(7);
        var changed = Enumerable.Range(0, Count).Select(_ => dice.Below(options.Mandates)).Distinct().ToArray();
        var wishes = changed.Select(number => SpeedWorld.Mandate(number, variant: 1)).ToArray();
        Report.Head($"one change");
        var replace = Each(changed.Length, i => index.Set(SpeedWorld.IdOf(changed[i]), wishes[i]));
        Report.Row("other wishes for a mandate", 1, replace, $"slowest {replace.Sorted[^1]:N3} ms");
        var remove = Each(changed.Length, i => index.Remove(SpeedWorld.IdOf(changed[i])));
        Report.Row("a mandate less", 1, remove, $"slowest {remove.Sorted[^1]:N3} ms");
        var add = Each(changed.Length, i => index.Set(SpeedWorld.IdOf(changed[i]), wishes[i]));
        Report.Row("a mandate more", 1, add, $"slowest {add.Sorted[^1]:N3} ms");
        var worst = Math.Max(replace.P99, Math.Max(remove.P99, add.P99));
        report.Target("one change ≤ 50 µs (p99)", worst <= .05, $"{worst * 1000:N1} µs", options.Mandates == 1_000_000);
    }

    private static Timings Each(int count, Action<int> change)
    {
        var times = new double[count];
        for (var i = 0; i < count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            change(i);
            times[i] = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        }
        return Timings.Of(times);
    }
}
