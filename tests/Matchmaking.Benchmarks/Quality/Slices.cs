using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>
/// Recall@10 of ours beside the plain field rules, in slices: by sector and amount of the relevant deal, and by how many deals its
/// investor had. Only the relevant ones of a slice count in it, among all candidates.
/// </summary>
internal static class Slices
{
    private const int MostSectors = 8;

    /// <summary>The lines for task A.</summary>
    public static IEnumerable<string> ForListings(Protocol protocol, IReadOnlyList<Measured> measured) =>
        Lines(protocol, measured, protocol.Listings, (one, at) => (protocol.Test[one.Query], one.Relevant[at]));

    /// <summary>The lines for task B.</summary>
    public static IEnumerable<string> ForInvestors(Protocol protocol, IReadOnlyList<Measured> measured) =>
        Lines(protocol, measured, protocol.Investors, (one, at) => (protocol.Test[protocol.Pools[one.Year][one.Relevant[at]]], one.Query));

    private static IEnumerable<string> Lines(
        Protocol protocol,
        IReadOnlyList<Measured> measured,
        List<Case> cases,
        Func<Case, int, (Deal Deal, int Investor)> pair
    )
    {
        var shown = measured
            .Where(one => one.Method is MethodTable.Ours or MethodTable.Rules or MethodTable.RulesWithPopularity)
            .Reverse()
            .ToArray();
        var large = protocol
            .Test.CountBy(deal => deal.Sector)
            .OrderByDescending(sector => sector.Value)
            .ThenBy(sector => sector.Key, StringComparer.Ordinal)
            .Take(MostSectors)
            .Select(sector => sector.Key)
            .ToHashSet(StringComparer.Ordinal);
        foreach (
            var (kind, slice) in new (string, Func<Deal, int, string>)[]
            {
                (
                    "sector",
                    (deal, _) =>
                        large.Contains(deal.Sector)
                            ? deal.Sector.Length > 0
                                ? deal.Sector
                                : "unknown"
                            : "~ other"
                ),
                (
                    "investor's deals",
                    (_, investor) =>
                        protocol.DealsOf[investor].Count switch
                        {
                            1 => "1",
                            2 => "2",
                            < 10 => "3-9",
                            _ => "from 10",
                        }
                ),
                (
                    "amount, US$ m",
                    (deal, _) =>
                        deal.AmountUsdM switch
                        {
                            null => "unknown",
                            < 1 => "0-1",
                            < 10 => "1-10",
                            < 100 => "10-100",
                            _ => "from 100",
                        }
                ),
            }
        )
        foreach (
            var group in cases
                .SelectMany(
                    (one, number) =>
                        one.Relevant.Select((_, at) => (Number: number, At: at, Slice: slice(pair(one, at).Deal, pair(one, at).Investor)))
                )
                .GroupBy(one => one.Slice, StringComparer.Ordinal)
                .OrderBy(group => group.Key, StringComparer.Ordinal)
        )
        {
            var recalls = shown.Select(one => (one.Method, Recall: Recall(one, group.Select(found => (found.Number, found.At))))).ToArray();
            var rules = recalls.Where(one => one.Method == MethodTable.Rules).Select(one => one.Recall).DefaultIfEmpty(0).Max();
            yield return $"  {kind, -17} {group.Key, -40} {group.Select(one => one.Number).Distinct().Count(), 5} cases  "
                + string.Join("  ", recalls.Select(one => FormattableString.Invariant($"{Short(one.Method)} {one.Recall:F3}")))
                + (recalls[0].Recall < rules ? "  BELOW" : "");
        }
    }

    private static double Recall(Measured measured, IEnumerable<(int Number, int At)> pairs) =>
        pairs.GroupBy(pair => pair.Number).Average(one => one.Average(pair => measured.Ranks[pair.Number][pair.At] <= 10 ? 1.0 : 0));

    private static string Short(string method) =>
        method switch
        {
            MethodTable.Rules => "field rules",
            MethodTable.RulesWithPopularity => "with pop ties",
            _ => method,
        };
}
