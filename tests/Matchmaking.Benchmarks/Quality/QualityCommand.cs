using System.Diagnostics;
using System.Globalization;
using Matchmaking.Matching.TrackRecords;

namespace Matchmaking.Benchmarks.Quality;

/// <summary>How well matching ranks on a file of real deals.</summary>
internal static class QualityCommand
{
    public static int Run(string[] args)
    {
        if (QualityOptions.Read(args, out var fault) is not { } options)
        {
            Console.Error.WriteLine($"{fault}\n{QualityOptions.Usage}");
            return 2;
        }
        if (DealFile.Read(options.File, Console.Error) is not { } deals)
            return 2;
        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        var protocol = new Protocol(deals, options);
        var only = Environment.GetEnvironmentVariable("ONLY") is not null;
        Console.WriteLine($"## {options.File}  train {protocol.Train.Count} deals / {protocol.Names.Count} investors; candidates(min 1 deals) {protocol.Names.Count}; "
            + $"test {protocol.Test.Count} deals, {protocol.OnlyCold} ({100.0 * protocol.OnlyCold / Math.Max(1, protocol.Test.Count):F0}%) have only cold investors and are left out");
        var clock = Stopwatch.StartNew();
        var own = new OurMethod(protocol, options.Novelty switch { Novelty.Target => Purpose.NewPartners, Novelty.Cell => Purpose.NewGround, _ => Purpose.AnyPartner });
        Console.WriteLine($"trained+prepared {clock.Elapsed.TotalSeconds:F1}s");
        if (Environment.GetEnvironmentVariable("DESC") is not null) foreach (var l in own.Model.Describe()) Console.WriteLine(l);
        var plain = new PlainMethods(protocol);
        var text = new TextMethods(protocol);
        Func<int, int, double> pop = (i, _) => plain.Popularity(i), rules = plain.Rules(), sector = plain.SectorEquality(), knn = text.ItemKnn(), tf = text.TfIdf(), bm = text.Bm25();
        Func<int, int, double> nbA = plain.NaiveBayes(PlainMethods.AllFields, true, 5), nbB = plain.NaiveBayes(PlainMethods.AllFields, false, 5);
        Method[] a = [
            new("random", (_, _) => 0), new("popularity", pop), new("recent popularity (half-life 3y)", (i, _) => plain.RecentPopularity(i)),
            new("sector equality", sector), new("sector equality (pop ties)", (i, d) => sector(i, d) * 1000 + pop(i, d)),
            new("rule mandate (sector/sub/region/country/ticket/type)", rules), new("rule mandate (pop ties)", (i, d) => rules(i, d) * 1000 + Math.Min(999, pop(i, d))),
            new("freq sector+country (NB)", plain.NaiveBayes(PlainMethods.SectorAndCountry, false, 0)), new("freq sector+country (NB, prior)", plain.NaiveBayes(PlainMethods.SectorAndCountry, true, 0)),
            new("NB all fields + prior + recency", nbA), new("TF-IDF cosine", tf), new("BM25", bm), new("item-kNN (k=50)", knn),
            new("hybrid NB+kNN", (i, d) => nbA(i, d) + Math.Log(1e-3 + knn(i, d)))];
        Method[] b = [
            new("random", (_, _) => 0), new("popularity of sector x country", plain.CellPopularity()), new("sector equality", sector), new("rule mandate", rules),
            new("freq sector+country (NB)", plain.NaiveBayes(PlainMethods.SectorAndCountry, false, 0)), new("NB all fields + recency", nbB),
            new("TF-IDF cosine", tf), new("BM25", bm), new("item-kNN (k=50)", knn), new("hybrid NB+TF-IDF", (i, d) => nbB(i, d) + 3 * tf(i, d))];
        if (only) { a = []; b = []; }
        a = [.. a, new("matchmaking", own.ScoreInvestor)];
        b = [.. b, new("matchmaking", own.ScoreListing)];
        Console.WriteLine($"-- Task A listing->investors: {protocol.Listings.Count} listings x {protocol.Names.Count} investors");
        foreach (var m in a) Show(m.Name, protocol.Listings.Select((c, n) => {
            var s = new double[protocol.Names.Count];
            for (var i = 0; i < s.Length; i++) s[i] = m.Score(i, c.Query);
            return Ranking.RanksOf(s, c.Relevant, (ulong)(options.Seed * 1000003 + n)); }), options.Seed);
        Console.WriteLine($"-- Task B investor->listings: {protocol.Investors.Count} (investor,year) cases; pool per year {protocol.Pools.Values.Select(p => p.Length).DefaultIfEmpty().Min()}-{protocol.Pools.Values.Select(p => p.Length).DefaultIfEmpty().Max()}");
        foreach (var m in b) Show(m.Name, protocol.Investors.Select((c, n) => {
            var s = protocol.Pools[c.Year].Select(d => m.Score(c.Query, d)).ToArray();
            return Ranking.RanksOf(s, c.Relevant, (ulong)(options.Seed * 1000003 + n)); }), options.Seed);
        Console.WriteLine($"{clock.Elapsed.TotalSeconds:F1}s");
        return 0;
    }

    private static void Show(string name, IEnumerable<int[]> ranks, int seed)
    {
        var all = ranks.Select(r => RankingMetrics.Of(r)).ToList();
        var m = RankingMetrics.Mean(all);
        var (lo, hi) = RankingMetrics.Interval(all, new Random(seed));
        Console.WriteLine($"{name,-54} R@10 {m.Recall10:F3} [{lo:F3},{hi:F3}]  R@50 {m.Recall50:F3}  MRR {m.Reciprocal:F3}  nDCG@10 {m.Gain10:F3}  hit@10 {m.Hit10:F3}");
    }
}
