using System.Diagnostics;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.Web.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>
/// The browse page with the numbers beside all filters, from request to last byte: one client, other filters at each request.
/// </summary>
internal static class FacetsCommand
{
    private const int Requests = 1000;

    private static readonly (int Listings, double TargetMilliseconds)[] Sizes = [(2_000, 8), (100_000, 30)];

    public static async Task<int> RunAsync()
    {
        PagesCommand.Print($"{"listings", 9} {"", -12} {"p50", 7} {"p99", 7} {"target", 7}   ms");
        var all = true;
        foreach (var (listings, target) in Sizes)
        {
            await using var site = new PagesSite();
            await site.InitializeAsync();
            await PageRows.FillAsync(site, listings);
            foreach (var words in new[] { false, true })
            {
                var times = await MeasureAsync(site, words);
                // What the words of a search cost is PostgreSQL's, and no target.
                var reached = words || times.P99 <= target;
                all &= reached;
                PagesCommand.Print(
                    $"{listings, 9:N0} {(words ? "with words" : "filters"), -12} {times.P50, 7:F2} {times.P99, 7:F2} {target, 7:F0}  ",
                    $"{(words ? "" : reached ? "reached" : "MISSED")}"
                );
            }
        }
        return all ? 0 : 1;
    }

    private static async Task<Timings> MeasureAsync(PagesSite site, bool words)
    {
        var reference = site.Services.GetRequiredService<ReferenceData>();
        using var client = await RawClient.ConnectAsync(site.Port);
        var addresses = Addresses(reference, words).Take(Requests + 100).ToList();
        var times = new List<double>();
        foreach (var (address, number) in addresses.Select((address, number) => (address, number)))
        {
            var request = RawClient.Request(address);
            var began = Stopwatch.GetTimestamp();
            await client.GetAsync(request);
            // The first ones only warm up.
            if (number >= 100)
                times.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
        }
        return Timings.Of(times);
    }

    /// <summary>Addresses of the list, no two alike: up to two values of each kind.</summary>
    private static IEnumerable<string> Addresses(ReferenceData reference, bool words)
    {
        var random = new Random(11);
        var sectors = reference
            .Sectors.SelectMany(hub => (string[])[hub.Code, .. (hub.Subsectors ?? []).Select(sector => sector.Code)])
            .ToArray();
        var places = reference.Regions.SelectMany(region => (string[])[region.Code, .. region.Units.Select(unit => unit.Code)]).ToArray();
        var deals = reference.DealTypes.Select(type => type.Code).ToArray();
        var seen = new HashSet<string>();
        while (true)
        {
            var address =
                "/opportunities?"
                + string.Join(
                    '&',
                    [
                        .. Any("sector", sectors),
                        .. Any("region", places),
                        .. Any("deal", deals),
                        .. random.Next(3) == 0 ? ["all=1"] : Array.Empty<string>(),
                        .. words ? [$"q={(random.Next(2) == 0 ? "battery" : "steel%20plant")}"] : Array.Empty<string>(),
                    ]
                );
            if (seen.Add(address))
                yield return address;
        }

        IEnumerable<string> Any(string name, string[] codes) =>
            Enumerable.Range(0, random.Next(3)).Select(_ => $"{name}={codes[random.Next(codes.Length)]}");
    }
}
