namespace Matchmaking.Matching.TrackRecords;

/// <summary>
/// Sizes of deals on a grid of half doublings, and a bell around each: a deal of US$30 million speaks for one of 40, less for one
/// of 100. Capacities have a grid of their own, so that megawatts are never compared with dollars.
/// </summary>
internal static class Sizes
{
    private const int Steps = 44;
    private const int Lowest = -14;
    private const int Reach = 6;

    /// <summary>Cells of both grids.</summary>
    public const int Count = 2 * Steps;

    /// <summary>The cell of a listing's size; -1 when it is not known.</summary>
    public static int CellOf(Listing listing) =>
        listing.AmountUsdM is > 0 and var amount ? Step(amount)
        : listing.CapacityMw is > 0 and var megawatts ? Steps + Step(megawatts)
        : -1;

    private static int Step(double size) => Math.Clamp((int)Math.Round(2 * Math.Log2(size)) - Lowest, 0, Steps - 1);

    /// <summary>Adds a bell of the given weight around a cell, within its own grid.</summary>
    public static void AddBell(Span<float> grid, int cell, double weight)
    {
        var from = cell < Steps ? 0 : Steps;
        Span<double> bell = stackalloc double[2 * Reach + 1];
        double sum = 0;
        for (var step = -Reach; step <= Reach; step++)
        {
            bell[step + Reach] = cell + step >= from && cell + step < from + Steps ? Math.Exp(-step * step / 8.0) : 0;
            sum += bell[step + Reach];
        }
        for (var step = -Reach; step <= Reach; step++)
            if (bell[step + Reach] > 0)
                grid[cell + step] += (float)(weight * bell[step + Reach] / sum);
    }
}
