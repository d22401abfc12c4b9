using System.Globalization;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>Which pairs count: all, or only those that are new in target, or in target and in sector, subsector and country.</summary>
internal enum Novelty
{
    All,
    Target,
    Cell,
}

/// <summary>What was asked for on the command line.</summary>
internal sealed record QualityOptions(string File, int Split, int Until, Novelty Novelty, int Sample, int Seed)
{
    public const string Usage = "Usage: quality FILE --split YEAR [--until YEAR] [--novel target|cell] [--sample N] [--seed N]";

    /// <summary>Reads the arguments; null, and what is wrong, when they cannot be understood.</summary>
    public static QualityOptions? Read(string[] args, out string fault)
    {
        var options = new QualityOptions("", 0, 9999, Novelty.All, 0, 7);
        for (var at = 0; at < args.Length; at++)
        {
            if (!args[at].StartsWith("--", StringComparison.Ordinal))
            {
                if (options.File.Length > 0)
                    return Fault($"One file at a time: {args[at]}", out fault);
                options = options with { File = args[at] };
                continue;
            }
            var name = args[at];
            var value = ++at < args.Length ? args[at] : "";
            if (name == "--novel")
            {
                if (value is not ("target" or "cell"))
                    return Fault("--novel takes target or cell.", out fault);
                options = options with { Novelty = value == "cell" ? Novelty.Cell : Novelty.Target };
                continue;
            }
            if (name is not ("--split" or "--until" or "--sample" or "--seed"))
                return Fault($"Unknown option {name}.", out fault);
            if (!int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                return Fault($"{name} takes a whole number.", out fault);
            options = name switch
            {
                "--split" => options with { Split = number },
                "--until" => options with { Until = number },
                "--sample" => options with { Sample = number },
                _ => options with { Seed = number },
            };
        }
        if (options.File.Length == 0)
            return Fault("No file.", out fault);
        if (options.Split == 0)
            return Fault("--split is missing.", out fault);
        if (options.Until < options.Split)
            return Fault("--until lies before --split.", out fault);
        fault = "";
        return options;
    }

    private static QualityOptions? Fault(string text, out string fault)
    {
        fault = text;
        return null;
    }
}
