namespace Matchmaking.Matching.TrackRecords;

/// <summary>One order for the same deals, however they came: sums of fractions and ties then never depend on the order of a file.</summary>
internal sealed class DealOrder : IComparer<Deal>
{
    public static IReadOnlyList<Deal> Sort(IEnumerable<Deal> deals)
    {
        var sorted = deals.ToArray();
        Array.Sort(sorted, new DealOrder());
        return sorted;
    }

    public int Compare(Deal? one, Deal? other)
    {
        if (one is null || other is null)
            return (one is null ? 0 : 1) - (other is null ? 0 : 1);
        var order = one.Year.CompareTo(other.Year);
        order = order != 0 ? order : (one.Month ?? 0).CompareTo(other.Month ?? 0);
        order = order != 0 ? order : string.CompareOrdinal(one.Id, other.Id);
        return order != 0 ? order : string.CompareOrdinal(Text(one), Text(other));
    }

    // Only deals with the same identifier come this far.
    private static string Text(Deal deal) =>
        string.Join(
            '\u001f',
            [
                deal.Target,
                deal.Title,
                deal.Sector,
                deal.Subsector,
                deal.Country,
                deal.Region,
                deal.Type,
                .. deal.Investors.Order(StringComparer.Ordinal),
            ]
        );
}
