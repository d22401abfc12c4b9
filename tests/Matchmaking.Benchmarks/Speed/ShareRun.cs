using System.Diagnostics;
using Matchmaking.Matching;
using Matchmaking.Matching.Index;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>All ways on the same opportunities, for which about one share of the mandates is eligible.</summary>
internal sealed class ShareRun(MandateIndex index, PlainLoop loop, SqlWays? ways, SpeedOptions options, Report report)
{
    private const int Best = 100;

    /// <summary>At a large share PostgreSQL is asked fewer: most of the time goes into handing over the rows.</summary>
    private const int FewForSql = 20;

    public void Run(double share, string name)
    {
        var asked = Choose(share);
        var eligible = asked.Select(facts => (double)index.Find(facts, 0).Matches).Order().ToArray();
        Report.Head($"about {name} eligible: {eligible[0]:N0} to {eligible[^1]:N0} mandates, median {eligible[eligible.Length / 2]:N0}");

        // What is compiled while it runs is compiled for good after some hundred questions.
        Timings.Measure(asked, 5, facts => index.Find(facts, Best));
        var one = Timings.Measure(asked, options.Rounds, facts => index.Find(facts, Best));
        Report.Row("index: top 100 with reasons", 1, one, "eligible, scored, counted by failed condition");
        Report.Row("index: top 100 with reasons", 2, TwoThreads(asked, out var rate), $"{rate:N0} opportunities a second");
        Timings.Measure(asked, 5, facts => index.Matching(facts));
        var ids = Timings.Measure(asked, options.Rounds, facts => index.Matching(facts));
        Report.Row("index: ids of the eligible", 1, ids, "eligible only");
        Report.Row(
            "reading the touched bytes",
            1,
            new TouchedBytes(options.Mandates, index.Memory.Bitmaps).Measure(asked, options.Rounds, out var bytes),
            $"{bytes / 1e6:N2} MB in the median"
        );
        Report.Row("C# loop over rows of 64 bytes", 1, Timings.Measure(asked, 1, facts => loop.Eligible(facts)), "eligible only");
        Compare(asked, facts => loop.Eligible(facts), options.Mandates);
        Sql(share, asked, one, ids);
        if (share < .01)
            report.Target("p99 ≤ 0.5 ms at 0.1 %", one.P99 <= .5, $"{one.P99:N3} ms", options.Mandates == 1_000_000);
        else
            report.Target("p99 ≤ 8 ms at 5 %", one.P99 <= 8, $"{one.P99:N3} ms", options.Mandates == 1_000_000);
    }

    private void Sql(double share, OpportunityFacts[] all, Timings one, Timings ids)
    {
        if (ways is null)
            return;
        var asked = share < .01 ? all : [.. all.Take(FewForSql)];
        var note =
            "eligible only"
            + (asked.Length < all.Length ? $"; {asked.Length} opportunities" : "")
            + (options.Sql < options.Mandates ? $"; {options.Sql:N0} mandates" : "");
        var counts = share < .01 && options.Mandates == 1_000_000 && options.Sql == options.Mandates;
        var covering = Timed("PostgreSQL, covering index only", ways.Covering, asked, note);
        if (ways.HasGin)
        {
            var gin = Timed("PostgreSQL, intarray GIN", ways.Gin, asked, note);
            if (share < .01 && options.Sql == options.Mandates)
                Faster("≥ 100 × GIN", 100, one, ids, gin, counts);
        }
        if (share < .01 && options.Sql == options.Mandates)
            Faster("≥ 10 × covering index", 10, one, ids, covering, counts);
        Timed("PostgreSQL, sequential scan", ways.Sequential, asked, note);
    }

    /// <summary>Our whole answer, against eligibility alone; and for comparison, like with like.</summary>
    private void Faster(string target, double times, Timings one, Timings ids, Timings other, bool counts)
    {
        var (p50, p99) = (other.P50 / one.P50, other.P99 / one.P99);
        report.Target(
            $"{target} (p99, top 100 with reasons)",
            other.P99 >= times * one.P99,
            $"{p99:N1} × (p50 {p50:N1} ×; eligible only: p99 {other.P99 / ids.P99:N1} ×, p50 {other.P50 / ids.P50:N1} ×)",
            counts
        );
    }

    private Timings Timed(string name, Func<OpportunityFacts, int[]> way, OpportunityFacts[] asked, string note)
    {
        Compare(asked, way, options.Sql);
        var times = Timings.Measure(asked, 1, facts => way(facts));
        Report.Row(name, 1, times, $"{note}; {ways!.PlanOf(way, asked[0])}");
        return times;
    }

    /// <summary>Of thousands of opportunities, those whose number of eligible mandates is nearest to the share.</summary>
    private OpportunityFacts[] Choose(double share) =>
        [
            .. Enumerable
                .Range(0, options.Opportunities * 25)
                .Select(SpeedWorld.Opportunity)
                .OrderBy(facts => Math.Abs(Math.Log((index.Find(facts, 0).Matches + .5) / (share * options.Mandates))))
                .Take(options.Opportunities),
        ];

    private void Compare(OpportunityFacts[] asked, Func<OpportunityFacts, IEnumerable<int>> other, int below)
    {
        foreach (var facts in asked)
        {
            report.Compared++;
            var ours = index.Matching(facts).Select(SpeedWorld.NumberOf).Where(number => number < below).Order();
            if (!ours.SequenceEqual(other(facts)))
                report.Differences++;
        }
    }

    private Timings TwoThreads(OpportunityFacts[] asked, out double rate)
    {
        var times = new Timings[2];
        var started = Stopwatch.GetTimestamp();
        var threads = Enumerable
            .Range(0, 2)
            .Select(at => new Thread(() =>
                // The second one begins in the middle, so that both never ask the same.
                times[at] = Timings.Measure(
                    [.. asked.Skip(at * asked.Length / 2), .. asked.Take(at * asked.Length / 2)],
                    options.Rounds,
                    facts => index.Find(facts, Best)
                )
            ))
            .ToArray();
        foreach (var thread in threads)
            thread.Start();
        foreach (var thread in threads)
            thread.Join();
        rate = 2.0 * asked.Length * options.Rounds / Stopwatch.GetElapsedTime(started).TotalSeconds;
        return Timings.Of(times.SelectMany(time => time.Sorted));
    }
}
