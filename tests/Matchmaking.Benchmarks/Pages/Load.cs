using System.Diagnostics;
using Matchmaking.Benchmarks.Speed;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>How many requests a second an address answers, and how late.</summary>
/// <param name="PerSecond">Requests a second of all clients.</param>
/// <param name="Times">Milliseconds from request to last byte.</param>
internal sealed record Load(double PerSecond, Timings Times)
{
    private const int Clients = 8;
    private const double Moment = 0.25;

    /// <summary>
    /// Eight clients ask for one address for a moment, each as soon as it has its answer, then for the next one, and so on for many rounds:
    /// what else the machine does meets all alike. The first rounds do not count.
    /// </summary>
    /// <param name="seconds">For each address, in all.</param>
    /// <param name="addresses">Ports and paths.</param>
    public static async Task<IReadOnlyList<Load>> InTurnAsync(double seconds, params IReadOnlyList<(int Port, string Path)> addresses)
    {
        var rounds = Math.Max(2, (int)(seconds / Moment));
        var took = new double[addresses.Count];
        var times = addresses.Select(_ => new List<double>()).ToArray();
        for (var round = -rounds / 2; round < rounds; round++)
        for (var i = 0; i < addresses.Count; i++)
        {
            var started = Stopwatch.GetTimestamp();
            var answered = await RunAsync(addresses[i].Port, RawClient.Request(addresses[i].Path), Moment);
            if (round < 0)
                continue;
            took[i] += Stopwatch.GetElapsedTime(started).TotalSeconds;
            times[i].AddRange(answered);
        }
        return [.. times.Select((all, i) => new Load(all.Count / took[i], Timings.Of(all)))];
    }

    private static async Task<List<double>> RunAsync(int port, byte[] request, double seconds)
    {
        var until = Stopwatch.GetTimestamp() + (long)(seconds * Stopwatch.Frequency);
        var all = await Task.WhenAll(
            Enumerable
                .Range(0, Clients)
                .Select(_ =>
                    Task.Run(async () =>
                    {
                        using var client = await RawClient.ConnectAsync(port);
                        var times = new List<double>();
                        for (var began = Stopwatch.GetTimestamp(); began < until; began = Stopwatch.GetTimestamp())
                        {
                            await client.GetAsync(request);
                            times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                        }
                        return times;
                    })
                )
        );
        return [.. all.SelectMany(times => times)];
    }
}
