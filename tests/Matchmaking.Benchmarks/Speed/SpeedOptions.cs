using System.Globalization;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>What the benchmark is asked to do.</summary>
/// <param name="Mandates">How many mandates the index gets.</param>
/// <param name="Sql">How many of them PostgreSQL gets.</param>
/// <param name="Opportunities">How many opportunities are asked at each share.</param>
/// <param name="Rounds">How often each is asked; the median counts.</param>
internal sealed record SpeedOptions(int Mandates, int Sql, int Opportunities, int Rounds)
{
    /// <summary>Tables of more mandates than this take minutes to build and gigabytes of disk.</summary>
    public const int SqlByDefault = 1_000_000;

    /// <summary>Reads the arguments; null when they are wrong.</summary>
    public static SpeedOptions? Read(string[] args)
    {
        var values = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < args.Length; i += 2)
            if (
                i + 1 == args.Length
                || args[i] is not ("--mandates" or "--sql" or "--opportunities" or "--rounds")
                || !int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value)
                || !values.TryAdd(args[i], value)
            )
                return null;
        if (!values.TryGetValue("--mandates", out var mandates) || mandates is < 1_000 or > 20_000_000)
            return null;
        var options = new SpeedOptions(
            mandates,
            values.GetValueOrDefault("--sql", Math.Min(mandates, SqlByDefault)),
            values.GetValueOrDefault("--opportunities", 200),
            values.GetValueOrDefault("--rounds", 5)
        );
        return options.Sql <= mandates && options.Opportunities is > 0 and <= 1000 && options.Rounds > 0 ? options : null;
    }
}
