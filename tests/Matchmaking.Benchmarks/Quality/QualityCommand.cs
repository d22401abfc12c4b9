using System.Globalization;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>How well matching ranks on a file of real deals.</summary>
internal static class QualityCommand
{
    /// <summary>Measures and prints. 0 when done, 2 when the arguments or the file cannot be understood.</summary>
    public static int Run(string[] args) => Run(args, Console.Out, Console.Error);

    /// <summary>The same, into given texts.</summary>
    public static int Run(string[] args, TextWriter output, TextWriter errors)
    {
        if (QualityOptions.Read(args, out var fault) is not { } options)
        {
            errors.WriteLine(fault);
            errors.WriteLine(QualityOptions.Usage);
            return 2;
        }
        if (DealFile.Read(options.File, errors) is not { } deals)
            return 2;
        var protocol = new Protocol(deals, options);
        var coldShare = 100.0 * protocol.OnlyCold / Math.Max(1, protocol.Test.Count);
        output.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"## {options.File}  train {protocol.Train.Count} deals / {protocol.Names.Count} investors; "
                    + $"candidates(min 1 deals) {protocol.Names.Count}; "
                    + $"test {protocol.Test.Count} deals, {protocol.OnlyCold} ({coldShare:F0}%) have only cold investors and are left out"
            )
        );
        if (protocol.Listings.Count == 0)
        {
            errors.WriteLine($"{options.File}: nothing to rank: no investor has a deal both before {options.Split} and from then on.");
            return 2;
        }
        var methods = new MethodTable(protocol, options.Novelty);
        output.WriteLine($"-- Task A listing->investors: {protocol.Listings.Count} listings x {protocol.Names.Count} investors");
        var listings = Table(methods.ForListings, method => Measured.ForListings(method, protocol, options.Seed), options.Seed, output);
        output.WriteLine(
            $"-- Task B investor->listings: {protocol.Investors.Count} (investor,year) cases; "
                + $"pool per year {protocol.Pools.Values.Min(pool => pool.Length)}-{protocol.Pools.Values.Max(pool => pool.Length)}"
        );
        var investors = Table(methods.ForInvestors, method => Measured.ForInvestors(method, protocol, options.Seed), options.Seed, output);
        Print("-- Slices of task A, R@10 (BELOW: under the field rules)", Slices.ForListings(protocol, listings), output);
        Print("-- Slices of task B, R@10 (BELOW: under the field rules)", Slices.ForInvestors(protocol, investors), output);
        return 0;
    }

    private static List<Measured> Table(List<Method> methods, Func<Method, Measured> measure, int seed, TextWriter output)
    {
        var all = new List<Measured>();
        foreach (var method in methods)
        {
            all.Add(measure(method));
            output.WriteLine(all[^1].Row(seed));
        }
        return all;
    }

    private static void Print(string title, IEnumerable<string> lines, TextWriter output)
    {
        output.WriteLine(title);
        foreach (var line in lines)
            output.WriteLine(line);
    }
}
