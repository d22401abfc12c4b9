using System.Globalization;

namespace Matchmaking.Benchmarks.Inputs;

/// <summary>
/// The time that each entrance takes for its worst input at one, two and four times a size. Work that grows with the square of what a
/// stranger sends is a way to stop the product; what is linear, and refused above its bound, is not.
/// </summary>
internal static class InputsCommand
{
    private const int Rounds = 5;

    /// <summary>At four times the size at most so many times the time: twice what is linear would be a square already.</summary>
    private const double MostGrowth = 6;

    /// <summary>Below this the machine is measured, not the product.</summary>
    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(5);

    /// <summary>Nobody may wait so long for anything; the larger sizes are then left out.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static async Task<int> RunAsync(string[] args)
    {
        if (args is not ([] or ["--only", _]))
        {
            await Console.Error.WriteLineAsync("inputs [--only WORD of an entrance's name]");
            return 2;
        }
        await using var site = new InputsSite();
        await site.InitializeAsync();
        var entrances = (await Entrances.AllAsync(site))
            .Where(entrance => args.Length == 0 || entrance.Name.Contains(args[1], StringComparison.OrdinalIgnoreCase))
            .ToList();
        Print($"{"", -52} {"size", 8} {"1x ms", 9} {"2x ms", 9} {"4x ms", 9} {"growth", 7}");
        var missed = 0;
        foreach (var entrance in entrances)
            missed += await HoldsAsync(entrance) ? 0 : 1;
        Print(
            $"{entrances.Count} entrances, {missed} of them MISSED: at 4x more than {MostGrowth} times the time of 1x (which counts ",
            $"as at least {Least.TotalMilliseconds} ms), or an error"
        );
        return missed == 0 && entrances.Count > 0 ? 0 : 1;
    }

    private static async Task<bool> HoldsAsync(Entrance entrance)
    {
        int[] factors = [1, 2, 4];
        var times = factors.ToDictionary(factor => factor, _ => new List<TimeSpan>());
        try
        {
            // Once for what only the first one pays.
            await TakeAsync(entrance, 1);
            // In turn, so that other work on the machine falls on all sizes alike.
            for (var round = 0; round < Rounds; round++)
                foreach (var factor in factors)
                {
                    var took = await TakeAsync(entrance, factor);
                    times[factor].Add(took);
                    if (took > Patience)
                        throw new TimeoutException($"{took.TotalSeconds:F0} s at {factor}x");
                }
        }
        catch (Exception e) when (e is InvalidOperationException or TimeoutException or HttpRequestException or TaskCanceledException)
        {
            Print(
                $"{entrance.Name, -52} {entrance.Small, 8:N0} {Median(times[1]).TotalMilliseconds, 9:F1} {"", 9} {"", 9} {"", 7}  ",
                $"MISSED: {e.Message}"
            );
            return false;
        }
        var (one, two, four) = (Median(times[1]), Median(times[2]), Median(times[4]));
        var growth = four / (one > Least ? one : Least);
        Print(
            $"{entrance.Name, -52} {entrance.Small, 8:N0} {one.TotalMilliseconds, 9:F1} {two.TotalMilliseconds, 9:F1} ",
            $"{four.TotalMilliseconds, 9:F1} {growth, 7:F1}{(growth > MostGrowth ? "  MISSED" : "")}"
        );
        return growth <= MostGrowth;
    }

    private static async Task<TimeSpan> TakeAsync(Entrance entrance, int factor)
    {
        var take = await entrance.PrepareAsync(entrance.Small * factor);
        var began = TimeProvider.System.GetTimestamp();
        await take();
        return TimeProvider.System.GetElapsedTime(began);
    }

    private static TimeSpan Median(List<TimeSpan> times) => times.Count == 0 ? TimeSpan.Zero : times.Order().ElementAt(times.Count / 2);

    private static void Print(params FormattableString[] line) =>
        Console.WriteLine(string.Concat(line.Select(FormattableString.Invariant)));
}
