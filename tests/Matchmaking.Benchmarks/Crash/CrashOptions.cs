using System.Globalization;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>What the crash matrix is asked to do.</summary>
/// <param name="Kills">How often a worker is killed.</param>
/// <param name="Recipients">How many people have mandates.</param>
/// <param name="Minutes">After so many no more kills: fewer, on a slow machine, than were asked for.</param>
/// <param name="Seed">Of the choices; the machine's own timing is not repeatable.</param>
/// <param name="Naive">Whether a naive twin is run too.</param>
internal sealed record CrashOptions(int Kills, int Recipients, int Minutes, int Seed, bool Naive)
{
    /// <summary>Reads the arguments; null when they are wrong.</summary>
    public static CrashOptions? Read(string[] args)
    {
        var options = new CrashOptions(0, 2000, 24 * 60, 1, false);
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--naive")
            {
                options = options with { Naive = true };
                continue;
            }
            if (i + 1 == args.Length || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value))
                return null;
            options = args[i++] switch
            {
                "--kills" => options with { Kills = value },
                "--recipients" => options with { Recipients = value },
                "--minutes" => options with { Minutes = value },
                "--seed" => options with { Seed = value },
                _ => options with { Kills = -1 },
            };
        }
        return options is { Kills: > 0, Recipients: >= 100, Minutes: > 0 } ? options : null;
    }
}
