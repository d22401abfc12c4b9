using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Matchmaking.Matching.Index;
using Npgsql;

namespace Matchmaking.Benchmarks.Speed;

/// <summary>How fast the index answers, side by side with other ways, on the same mandates and opportunities.</summary>
internal static class SpeedCommand
{
    private const string Usage = """
        Usage: … -- speed --mandates N [--sql N] [--opportunities N] [--rounds N]
          --mandates       1,000 to 20,000,000
          --sql            of those, how many PostgreSQL is given: 0 for none; all by default, but at most 1,000,000
          --opportunities  asked at each share of eligible mandates; 200 by default
          --rounds         how often each is asked of the index, of which the median counts; 5 by default
        """;

    public static async Task<int> RunAsync(string[] args)
    {
        if (SpeedOptions.Read(args) is not { } options)
        {
            await Console.Error.WriteLineAsync(Usage);
            return 2;
        }
        var report = new Report();
        Report.Line($"{options.Mandates:N0} mandates, {options.Opportunities} opportunities at each share, seeded");
        Report.Line(
            $"{RuntimeInformation.FrameworkDescription}, {RuntimeInformation.OSArchitecture}, ",
            $"{Environment.ProcessorCount} processors, vectors of 256 bits in hardware: {Vector256.IsHardwareAccelerated}, ",
            $"server collector: {System.Runtime.GCSettings.IsServerGC}"
        );
        await using var server = options.Sql > 0 ? await Server.StartAsync() : null;
        await using var connection = server is null ? null : await server.ConnectAsync();
        var ways = connection is null ? null : await FillAsync(connection, options, report);

        var index = new MandateIndex();
        await LoadAsync(index, connection, options, report);
        var loop = new PlainLoop(options.Mandates);
        var shares = new (double Share, string Name)[] { (.001, "0.1 %"), (.05, "5 %") };
        foreach (var (share, name) in shares)
            new ShareRun(index, loop, ways, options, report).Run(share, name);
        Changes.Run(index, options, report);
        return report.End();
    }

    private static async Task<SqlWays> FillAsync(NpgsqlConnection connection, SpeedOptions options, Report report)
    {
        Report.Line($"PostgreSQL: {await Server.SettingsAsync(connection)}");
        if (options.Sql < options.Mandates)
            Report.Line(
                $"PostgreSQL is given the first {options.Sql:N0} mandates only; its sets are compared with that part of the others' ",
                $"sets, its times are for that many."
            );
        var started = Stopwatch.GetTimestamp();
        await MandateTable.FillAsync(connection, options.Sql);
        var ways = new SqlWays(connection);
        await ways.BuildAsync(options.Sql);
        Report.Line($"PostgreSQL filled in {Stopwatch.GetElapsedTime(started).TotalSeconds:N0} s: {await ways.SizesAsync()}");
        if (!ways.HasGin)
            report.Skip("GIN: " + ways.Missing);
        return ways;
    }

    private static async Task LoadAsync(MandateIndex index, NpgsqlConnection? connection, SpeedOptions options, Report report)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var loaded = 0;
        if (connection is not null)
        {
            var started = Stopwatch.GetTimestamp();
            loaded = await MandateTable.LoadAsync(connection, index);
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            Report.Line($"loaded {loaded:N0} from PostgreSQL by binary COPY in {seconds:N2} s ({seconds * 1e6 / loaded:N1} µs each)");
            report.Target($"load of {loaded:N0} ≤ 10 s", seconds <= 10, $"{seconds:N2} s", counts: loaded <= 1_000_000);
        }
        var rest = Stopwatch.GetTimestamp();
        for (var i = loaded; i < options.Mandates; i++)
            index.Set(SpeedWorld.IdOf(i), SpeedWorld.Mandate(i));
        if (loaded < options.Mandates)
            Report.Line(
                $"set {options.Mandates - loaded:N0} directly, the making of them included, ",
                $"in {Stopwatch.GetElapsedTime(rest).TotalSeconds:N2} s"
            );
        var memory = index.Memory;
        var measured = GC.GetTotalMemory(forceFullCollection: true) - before;
        var columns = memory.Columns / (double)options.Mandates;
        Report.Line(
            $"bytes a mandate: columns {columns:N1}, bitmaps {memory.Bitmaps / (double)options.Mandates:N1} (counted); ",
            $"{measured / (double)options.Mandates:N1} in all by the collector; {memory.Apart:N0} kept apart"
        );
        // The last chunk is not full: with few mandates its empty slots weigh on them.
        report.Target("≤ 128 bytes a mandate plus bitmaps", columns <= 128, $"{columns:N1}", counts: options.Mandates >= 1_000_000);
    }
}
