using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Matching.Tests.TrackRecords;

/// <summary>Deals for tests.</summary>
internal static class Markets
{
    private static readonly string[] Sectors = ["auto", "energy", "food", "ict"];

    /// <summary>An electric-bus plant, as the product lists it.</summary>
    public static Listing BusPlant { get; } =
        new()
        {
            Sector = "auto",
            Subsector = "auto.ebus",
            Country = "Azerbaijan",
            Region = "Absheron",
            AmountUsdM = 34,
            Type = "JV",
            Title = "Electric bus plant in Sumgayit",
        };

    /// <summary>A deal that is the bus plant over again.</summary>
    public static Deal Bus(string id, string investor, int year = 2024) =>
        new()
        {
            Id = id,
            Year = year,
            Investors = [investor],
            Sector = "auto",
            Subsector = "auto.ebus",
            Country = "Azerbaijan",
            Region = "Absheron",
            AmountUsdM = 34,
            Type = "JV",
            Title = "Electric buses",
        };

    /// <summary>A deal that has nothing in common with it.</summary>
    public static Deal Sugar(string id, string investor, int year = 2024) =>
        new()
        {
            Id = id,
            Year = year,
            Investors = [investor],
            Sector = "food",
            Subsector = "food.sugar",
            Country = "Kazakhstan",
            Region = "Almaty",
            AmountUsdM = 900,
            Type = "loan",
            Title = "Sugar refinery",
        };

    /// <summary>
    /// A market of ten years in which each investor has a sector, a subsector, a region and a size of its own and leaves them one
    /// time in five. A few are old and have stopped.
    /// </summary>
    public static List<Deal> OfHabits(int seed, int investors = 60, int deals = 900)
    {
        var chance = new Random(seed);
        var habits = Enumerable
            .Range(0, investors)
            .Select(_ =>
                (
                    Sector: chance.Next(4),
                    Subsector: chance.Next(3),
                    Region: chance.Next(5),
                    Size: chance.Next(9),
                    Until: chance.Next(5) == 0 ? 2014 : 2030
                )
            )
            .ToArray();
        var all = new List<Deal>();
        while (all.Count < deals)
        {
            var (who, year) = (chance.Next(investors), 2011 + all.Count * 10 / deals);
            if (year > habits[who].Until)
                continue;
            var (sector, subsector, region, size) = (
                Kept(habits[who].Sector, 4),
                Kept(habits[who].Subsector, 3),
                Kept(habits[who].Region, 5),
                Kept(habits[who].Size, 9)
            );
            all.Add(
                new()
                {
                    Id = $"D{all.Count}",
                    Year = year,
                    Investors = [$"I{who}"],
                    Sector = Sectors[sector],
                    Subsector = $"{Sectors[sector]}.{subsector}",
                    Country = $"C{region / 2}",
                    Region = $"C{region / 2}-{region}",
                    AmountUsdM = Math.Pow(2, size),
                    Type = "equity",
                    Target = $"T{all.Count}",
                    Title = $"{Sectors[sector]} {subsector} plant",
                }
            );
        }
        return all;

        int Kept(int habit, int of) => chance.Next(5) == 0 ? chance.Next(of) : habit;
    }
}
