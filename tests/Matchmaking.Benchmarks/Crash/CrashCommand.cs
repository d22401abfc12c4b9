using System.Globalization;
using Matchmaking.Benchmarks.Nodes;
using Matchmaking.Benchmarks.Speed;

namespace Matchmaking.Benchmarks.Crash;

/// <summary>
/// The crash matrix: workers are killed at random times and at chosen steps while mails are made and sent; afterwards everybody must have
/// heard of everything once, in the right mail, and nobody of anything who no longer wanted to.
/// </summary>
internal static class CrashCommand
{
    private const double TargetRecoverySeconds = 15;

    /// <summary>Everything was kept, and in time; a promise was broken; all was kept, but recovery took longer than it should.</summary>
    private const int Kept = 0,
        Broken = 1,
        Late = 3;

    /// <summary>A tenth of the kills, at least, must have been possible, or one a minute where the time is short.</summary>
    private const int FewestPart = 10;

    public static async Task<int> RunAsync(string[] args)
    {
        if (CrashOptions.Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync("crash --kills N [--recipients N, at least 100] [--minutes N] [--seed N] [--naive]");
            return 2;
        }
        var kept = await RunAsync(options, "product");
        if (options.Naive)
            await RunAsync(options, "naive");
        return kept;
    }

    private static async Task<int> RunAsync(CrashOptions options, string way)
    {
        await using var postgres = await OwnPostgres.StartAsync();
        await using var run = new CrashRun(options, way, postgres);
        try
        {
            await run.RunAsync();
        }
        catch (TimeoutException e)
        {
            Print($"{way}: {e.Message}");
            return Broken;
        }
        var audit = new Audit(run.Slots.Select(slot => slot.Server));
        await using var connection = await postgres.ConnectAsync();
        audit.Check(run.Story.Expected, run.Story.Leavers, way == "product" ? await Audit.PlacesAsync(connection) : null);
        var enquiries = way == "product" ? await EnquiryAudit.CheckAsync(run.Enquiries, audit.Told, connection) : null;
        var kills = run.Slots.Sum(slot => slot.Deaths.Count);
        var faults = run.Slots.SelectMany(slot => slot.Faults).ToList();
        var starts = Timings.Of(run.Slots.SelectMany(slot => slot.Starts));
        Print(
            $"{way}: {options.Recipients:N0} people, {kills} kills in {run.Took.TotalSeconds:N0} s; "
                + $"{run.Restarts} restarts of PostgreSQL; {run.Story.Windows} windows closed; {run.Story.Leavers.Count} people left"
        );
        Print($"  kills by step        {run.KillsByStep()}");
        Print($"  start of a worker    p50 {starts.P50:N0} ms, p99 {starts.P99:N0} ms");
        Print($"  mails expected       {audit.Expected:N0}");
        Print($"  mails accepted       {audit.Accepted:N0}");
        Print(
            $"  doubled              {audit.Doubled:N0} (at most {kills:N0}: one a kill), of which not explained by a kill: "
                + $"{audit.Unexplained}"
        );
        Print(
            $"  lost {audit.Lost}, told in two mails {audit.ToldTwice}, in the wrong mail {audit.Misplaced}, "
                + $"to the wrong person {audit.Unasked}, after leaving {audit.AfterLeaving}, "
                + $"workers that ended by themselves {faults.Count}"
        );
        if (enquiries is null)
            return Kept;
        Print("  enquiries            " + enquiries);
        Print(
            $"  done a second time   {run.Slots.Sum(slot => slot.Repeats)} of what was done with them, after a kill before it was marked"
        );
        var recovery = Timings.Of(run.Recoveries.Times);
        var inTime = recovery.Sorted.Length > 0 && recovery.P99 <= TargetRecoverySeconds * 1000;
        Print(
            $"  recovery             p50 {recovery.P50 / 1000:F1} s, p99 {recovery.P99 / 1000:F1} s of {recovery.Sorted.Length} "
                + $"deaths that left mails; target p99 {TargetRecoverySeconds} s  {(inTime ? "reached" : "MISSED")}"
        );
        var kept =
            audit is { Lost: 0, Unexplained: 0, ToldTwice: 0, Misplaced: 0, Unasked: 0, AfterLeaving: 0 }
            && enquiries.IsKept
            && faults.Count == 0
            && audit.Doubled <= kills
            && kills >= Math.Min(options.Kills / FewestPart, options.Minutes);
        Print($"  {(kept ? "every promise kept" : "PROMISES BROKEN")}");
        foreach (var line in audit.Examples.Concat(enquiries.Examples).Concat(faults))
            Print("    " + line);
        return !kept ? Broken
            : inTime ? Kept
            : Late;
    }

    private static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static void Print(string line) => Console.WriteLine(line);
}
