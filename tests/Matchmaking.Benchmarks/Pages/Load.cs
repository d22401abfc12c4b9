using System.Diagnostics;
using Matchmaking.Benchmarks.Speed;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>How many requests a second an address answers, and how late.</summary>
/// <param name="PerSecond">Requests a second of all clients.</param>
/// <param name="Times">Milliseconds from request to last byte.</param>
internal sealed record Load(double PerSecond, Timings Times)
{
    private const int Clients = 8;

    /// <summary>Eight clients ask for the same address for a while, each as soon as it has its answer; after a while that does not count.</summary>
    public static async Task<Load> OfAsync(int port, string path, double seconds)
    {
        var request = RawClient.Request(path);
        await RunAsync(port, request, seconds / 2);
        var started = Stopwatch.GetTimestamp();
        var times = await RunAsync(port, request, seconds);
        return new(times.Count / Stopwatch.GetElapsedTime(started).TotalSeconds, Timings.Of(times));
    }

    private static async Task<List<double>> RunAsync(int port, byte[] request, double seconds)
    {
        var until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(Enumerable.Range(0, Clients).Select(_ => Task.Run(async () =>
        {
            using var client = await RawClient.ConnectAsync(port);
            var times = new List<double>();
            for (var began = Stopwatch.GetTimestamp(); began < until; began = Stopwatch.GetTimestamp())
            {
                await client.GetAsync(request);
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
            }
            return times;
        })));
        return [.. all.SelectMany(times => times)];
    }
}
