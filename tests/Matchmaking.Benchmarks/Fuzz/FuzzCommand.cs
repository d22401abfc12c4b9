using System.Globalization;
using Matchmaking.Web.Mail.Incoming;
using Microsoft.AspNetCore.Http;

namespace Matchmaking.Benchmarks.Fuzz;

/// <summary>
/// Random requests, most of them hostile, to everything that the application maps, as everybody who can be signed in. Nothing may throw: no
/// 500, no error in the log, no handler that throws whatever the visitor was told.
/// </summary>
internal static class FuzzCommand
{
    /// <summary>Of the POSTs, at least so many must reach their handler with a valid token: others test the door only.</summary>
    private const double LeastReached = .3;

    /// <summary>Each route and method comes once in so many requests.</summary>
    private const int RequestsOfARound = 500;

    /// <summary>Of flaws with one cause, so many are printed with their requests.</summary>
    private const int MostOfAKind = 5;

    public static async Task<int> RunAsync(string[] args)
    {
        var (requests, seed) = (5000, 1);
        for (var i = 0; i < args.Length; i += 2)
        {
            var right = i + 1 < args.Length && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out var value);
            if (right && args[i] == "--requests" && int.Parse(args[i + 1], CultureInfo.InvariantCulture) > 0)
                requests = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
            else if (right && args[i] == "--seed")
                seed = int.Parse(args[i + 1], CultureInfo.InvariantCulture);
            else
            {
                await Console.Error.WriteLineAsync("fuzz [--requests N, at least 1] [--seed N]");
                return 2;
            }
        }
        using var watch = new Watch();
        await using var site = new FuzzSite(watch);
        await site.InitializeAsync();
        var run = new FuzzRun(requests, seed, site, watch);
        var began = TimeProvider.System.GetTimestamp();
        await run.RunAsync();
        Print(
            $"{requests:N0} requests, seed {seed}: {TimeProvider.System.GetElapsedTime(began).TotalSeconds:N0} s, ",
            $"{run.Turns.Count} pairs of route and method"
        );
        return Report(run, watch, requests, seed);
    }

    private static int Report(FuzzRun run, Watch watch, int requests, int seed)
    {
        string[] roles = [.. run.Answers.Select(done => done.Role).Distinct().Order(StringComparer.Ordinal)];
        Print($"{"status", 8} {"all", 7} {string.Join(' ', roles.Select(role => role.PadLeft(14)))}");
        foreach (var status in run.Answers.GroupBy(done => done.Status).OrderBy(group => group.Key))
            Print(
                $"{(status.Key == 0 ? "closed" : status.Key), 8} {status.Count(), 7:N0} ",
                $"{string.Join(' ', roles.Select(role => $"{status.Count(done => done.Role == role), 14:N0}"))}"
            );
        Print(
            $"{"", 8} {run.Answers.Count, 7:N0} ",
            $"{string.Join(' ', roles.Select(role => $"{run.Answers.Count(done => done.Role == role), 14:N0}"))}"
        );
        var byMethod = run.Answers.GroupBy(done => done.Method).OrderByDescending(group => group.Count());
        Print($"by method: {string.Join(", ", byMethod.Select(group => $"{group.Key} {group.Count():N0}"))}");

        var came = run.Answers.CountBy(done => (done.Route, done.Method)).ToDictionary();
        var rarest = run.Turns.OrderBy(turn => came.GetValueOrDefault(turn)).First();
        var often = requests / RequestsOfARound;
        var oftenEnough = came.GetValueOrDefault(rarest) >= often;
        Print(
            $"rarest: {rarest.Method} {rarest.Route.Pattern} came {came.GetValueOrDefault(rarest)} times; ",
            $"at least {often}  {(oftenEnough ? "reached" : "MISSED")}"
        );

        var posts = run.Answers.Count(done => HttpMethods.IsPost(done.Method));
        var share = posts == 0 ? 0 : watch.Reached.Count / (double)posts;
        Print(
            $"POSTs that reached their handler with a valid token: {watch.Reached.Count:N0} of {posts:N0}, {share:P0}; ",
            $"at least {LeastReached:P0}  {(share >= LeastReached ? "reached" : "MISSED")}"
        );
        var never = run
            .Turns.Where(turn =>
                HttpMethods.IsPost(turn.Method) && turn.Route.Served.Contains(turn.Method) && turn.Route.Pattern != ReportHook.Path
            )
            .Where(turn => !run.Answers.Any(done => (done.Route, done.Method) == turn && watch.Reached.ContainsKey(done.Number)))
            .Select(turn => turn.Route.Pattern)
            .ToList();
        Print($"routes whose POST was never reached so: {(never.Count == 0 ? "none" : string.Join(", ", never))}");
        foreach (var slow in run.Answers.OrderByDescending(done => done.Took).Take(3))
            Print($"slowest: {slow.Took.TotalMilliseconds, 7:N0} ms  {Told(slow)}");

        foreach (var kind in run.Flaws.GroupBy(flaw => flaw.Kind).OrderByDescending(group => group.Count()))
        {
            Print($"FLAW, {kind.Count()} times: {kind.Key}");
            foreach (var flaw in kind.Take(MostOfAKind))
                Print(
                    $"    seed {seed} ",
                    $"{(run.Answers.Find(done => done.Number == flaw.Request) is { } done ? Told(done) : "beside all requests")}: ",
                    $"{Short($"{flaw.What} {flaw.Error?.GetBaseException().Message}")}"
                );
            foreach (var frame in Flaw.Frames(kind.First().Error).Take(4))
                Print($"        {frame}");
        }
        Print($"{run.Flaws.Count} flaws of {run.Flaws.Select(flaw => flaw.Kind).Distinct().Count()} kinds");
        return run.Flaws.Count == 0 && share >= LeastReached && oftenEnough ? 0 : 1;
    }

    private static string Told(Done done) =>
        Short(string.Create(CultureInfo.InvariantCulture, $"#{done.Number} {done.Method} {done.Address} as {done.Role} -> {done.Status}"));

    private static string Short(string text) =>
        string.Concat(text.ReplaceLineEndings(" ").Take(300).Select(unit => char.IsControl(unit) || char.IsSurrogate(unit) ? '?' : unit));

    private static void Print(params FormattableString[] line) =>
        Console.WriteLine(string.Concat(line.Select(FormattableString.Invariant)));
}
