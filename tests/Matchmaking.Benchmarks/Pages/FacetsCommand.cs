using System.Diagnostics;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.Web.Reference;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>
/// The browse page with the numbers beside all filters, from request to last byte: one client, other filters and words at each request.
/// </summary>
internal static class FacetsCommand
{
    private const int Requests = 1000;

    /// <summary>Words of listings, rare and in every one.</summary>
    private static readonly string[][] ThreeLanguages =
    [
        ["电池", "光伏", "生产线", "合作方", "项目", "水泥", "建设", "无人机", "农业", "出口"],
        ["istehsal", "xətti", "tərəfdaş", "layihəsi", "enerji", "batareya", "zavod", "nömrəli", "sement"],
        ["battery", "solar", "plant", "steel", "export", "line", "cement", "makes", "turbine", "cotton"],
    ];

    private static readonly (int Listings, (Asked Asked, double TargetMilliseconds)[] Targets)[] Sizes =
    [
        (2_000, [(Asked.Filters, 8), (Asked.Characters, 8), (Asked.Words, 8)]),
        (100_000, [(Asked.Filters, 30), (Asked.Characters, 20), (Asked.Words, 30)]),
    ];

    /// <summary>What is asked for.</summary>
    private enum Asked
    {
        /// <summary>Up to two values of each kind, and no words.</summary>
        Filters,

        /// <summary>One to four Chinese characters that stand together in the name of a sector or a place, or in every listing.</summary>
        Characters,

        /// <summary>Three words of one of the three languages, with filters.</summary>
        Words,
    }

    public static async Task<int> RunAsync()
    {
        PagesCommand.Print($"{"listings", 9} {"", -12} {"p50", 7} {"p99", 7} {"target", 7}   ms");
        var all = true;
        foreach (var (listings, targets) in Sizes)
        {
            await using var site = new PagesSite();
            await site.InitializeAsync();
            await PageRows.FillAsync(site, listings);
            foreach (var (asked, target) in targets)
            {
                var times = await MeasureAsync(site, asked);
                var reached = times.P99 <= target;
                all &= reached;
                PagesCommand.Print(
                    $"{listings, 9:N0} {asked, -12} {times.P50, 7:F2} {times.P99, 7:F2} {target, 7:F0}  ",
                    $"{(reached ? "reached" : "MISSED")}"
                );
            }
        }
        return all ? 0 : 1;
    }

    private static async Task<Timings> MeasureAsync(PagesSite site, Asked asked)
    {
        var reference = site.Services.GetRequiredService<ReferenceData>();
        using var client = await RawClient.ConnectAsync(site.Port);
        var addresses = Addresses(reference, asked).Take(Requests + 100).ToList();
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
    private static IEnumerable<string> Addresses(ReferenceData reference, Asked asked)
    {
        var random = new Random(11);
        var sectors = reference
            .Sectors.SelectMany(hub => (string[])[hub.Code, .. (hub.Subsectors ?? []).Select(sector => sector.Code)])
            .ToArray();
        var places = reference.Regions.SelectMany(region => (string[])[region.Code, .. region.Units.Select(unit => unit.Code)]).ToArray();
        var deals = reference.DealTypes.Select(type => type.Code).ToArray();
        string[] names =
        [
            .. reference.Sectors.SelectMany(hub => (hub.Subsectors ?? []).Select(sector => sector.Name.Zh)),
            .. reference.Regions.SelectMany(region => region.Units).Select(unit => unit.Name.Zh),
            "在此建设生产线，寻求合作方",
        ];
        var seen = new HashSet<string>();
        while (true)
        {
            var address =
                "/opportunities?"
                + string.Join(
                    '&',
                    [
                        .. asked == Asked.Characters ? [] : Any("sector", sectors),
                        .. asked == Asked.Characters ? [] : Any("region", places),
                        .. asked == Asked.Characters ? [] : Any("deal", deals),
                        .. random.Next(3) == 0 ? ["all=1"] : Array.Empty<string>(),
                        .. asked == Asked.Filters ? Array.Empty<string>() : ["q=" + Uri.EscapeDataString(Words())],
                    ]
                );
            if (seen.Add(address))
                yield return address;
        }

        string Words()
        {
            if (asked == Asked.Characters)
            {
                var name = names[random.Next(names.Length)];
                var length = Math.Min(name.Length, random.Next(1, 5));
                return name.Substring(random.Next(name.Length - length + 1), length);
            }
            var language = random.Next(ThreeLanguages.Length);
            return string.Join(' ', random.GetItems(ThreeLanguages[language], 3));
        }

        IEnumerable<string> Any(string name, string[] codes) =>
            Enumerable.Range(0, random.Next(3)).Select(_ => $"{name}={codes[random.Next(codes.Length)]}");
    }
}
