using System.Globalization;
using Matchmaking.Benchmarks.Nodes;
using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Startup;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Benchmarks.Delivery;

/// <summary>
/// How fast mails go out, beside what else could send them, and what the queue costs. Ratios within one run are what counts.
/// </summary>
internal static class MailCommand
{
    private const string SmtpSource = "/usr/sbin/smtp-source";
    private static readonly string[] Parts = ["sending", "queue", "claims", "memory"];
    private static bool _reached = true;

    public static async Task<int> RunAsync(string[] args)
    {
        var mails = 10_000;
        var parts = Parts;
        for (var i = 0; i < args.Length; i += 2)
            if (
                args[i] == "--mails"
                && i + 1 < args.Length
                && int.TryParse(args[i + 1], NumberStyles.None, CultureInfo.InvariantCulture, out mails)
                && mails >= 1000
            )
                continue;
            else if (args[i] == "--part" && i + 1 < args.Length && Parts.Contains(args[i + 1]))
                parts = [args[i + 1]];
            else
            {
                await Console.Error.WriteLineAsync($"mail [--mails N, at least 1000] [--part {string.Join('|', Parts)}]");
                return 2;
            }
        await using var postgres = await OwnPostgres.StartAsync();
        using (var node = Node.Build(postgres.Database, 1, 1, TimeProvider.System))
        {
            if (await node.PrepareAsync() is { } refusal)
                throw new InvalidOperationException(refusal);
            await World.MakeAsync(node.Services, mails, _ => AlertFrequency.AtOnce, oneSector: true);
        }
        await using var connection = await postgres.ConnectAsync();
        await Rows.ExecuteAsync(connection, "ANALYZE");
        if (parts.Contains("sending"))
            await SendingAsync(postgres.Database, mails);
        if (parts.Contains("queue"))
            await QueueAsync(postgres.Database, connection);
        if (parts.Contains("claims"))
            await ClaimsAsync(postgres.Database, connection);
        if (parts.Contains("memory"))
            await MemoryAsync(postgres.Database, connection);
        return _reached ? 0 : 1;
    }

    private static async Task SendingAsync(string database, int mails)
    {
        Print($"{mails:N0} alerts of one publication; messages a second to a sink on this machine");
        var samples = await AlertSpeed.SamplesAsync(database, mails, 1);
        await using var sink = new ScriptedSmtpServer();
        var usual = await BareLoops.SendAsync(sink.Port, [.. samples.Take(100)], 1, noDelay: false);
        Print(
            $"{"connections", 12} {"product", 9} {"NoDelay loop", 13} {"ratio", 6} {"first", 7} {"all", 7} {"smtp-source", 12}   ",
            $"MailKit's default socket: {usual:N0} on one"
        );
        var number = 1;
        foreach (var connections in (int[])[1, 2, 8])
        {
            var bare = await BareLoops.SendAsync(sink.Port, samples, connections, noDelay: true);
            var product = await AlertSpeed.MeasureAsync(database, connections, mails, ++number);
            // Before and after: other work on the machine comes and goes.
            bare = (bare + await BareLoops.SendAsync(sink.Port, samples, connections, noDelay: true)) / 2;
            var source = File.Exists(SmtpSource)
                ? (await PostfixTools.SmtpSourceAsync(sink.Port, connections, 5000, 8000)).ToString("N0", CultureInfo.InvariantCulture)
                : "-";
            Print(
                $"{connections, 12} {product.PerSecond, 9:N0} {bare, 13:N0} {product.PerSecond / bare, 6:F2} {product.First, 6:F1}s ",
                $"{product.All, 6:F1}s {source, 12}"
            );
            Target($"at least 0.8 of the NoDelay loop on {connections}", product.PerSecond / bare >= .8);
            if (connections == 8)
            {
                Target("at least 50 times MailKit's default socket", product.PerSecond / usual >= 50);
                Target("the first within 1 s of the publication", product.First <= 1);
                Target("all within 8 s of the publication", product.All <= 8.0 * mails / 10_000);
            }
        }
    }

    private static async Task QueueAsync(string database, NpgsqlConnection connection)
    {
        const int Count = 50_000,
            Jobs = 1000;
        using var node = await LedgerSpeed.QuietNodeAsync(database);
        await Rows.AddAsync(connection, 5000, "Pending");
        await LedgerSpeed.DrainAsync(node.Services, 64);
        await Rows.AddAsync(connection, Count, "Pending");
        var own = await Rows.MeasureAsync(connection, () => LedgerSpeed.DrainAsync(node.Services, 64));
        var hangfire = await Rows.MeasureAsync(connection, () => LedgerSpeed.HangfireAsync(database, Jobs));
        Print($"claimed and completed without sending, each mail by an entry of its own, 64 senders");
        Print(
            $"  product    {Count / own.Seconds, 8:N0} a second, {own.Commits / (double)Count:F2} commits and {own.Bytes / Count:N0} ",
            $"bytes of log a mail"
        );
        Print(
            $"  Hangfire   {Jobs / hangfire.Seconds, 8:N0} a second, {hangfire.Commits / (double)Jobs:F2} commits and ",
            $"{hangfire.Bytes / Jobs:N0} bytes of log a job"
        );
        Target("at least 20,000 a second", Count / own.Seconds >= 20_000);
        await node.StopAsync();
    }

    private static async Task ClaimsAsync(string database, NpgsqlConnection connection)
    {
        const int Count = 20_000;
        using var node = await LedgerSpeed.QuietNodeAsync(database);
        Print($"time of a claim of 100, in ms");
        var plain = await LedgerSpeed.ClaimsAsync(node.Services, connection, Count);
        Print($"  small table                  p50 {plain.P50:F1}, p99 {plain.P99:F1}");
        await Rows.AddAsync(connection, 1_000_000, "Accepted");
        await Rows.ExecuteAsync(connection, "VACUUM ANALYZE mails");
        // Else the writing out of a million rows is measured too.
        await Rows.ExecuteAsync(connection, "CHECKPOINT");
        var old = await LedgerSpeed.ClaimsAsync(node.Services, connection, Count);
        Print($"  1,000,000 old rows           p50 {old.P50:F1}, p99 {old.P99:F1}");
        await using var holder = new NpgsqlConnection(database);
        await holder.OpenAsync();
        await Rows.ExecuteAsync(holder, "BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM mail_senders");
        var held = await LedgerSpeed.ClaimsAsync(node.Services, connection, Count);
        var longHeld = await LedgerSpeed.ClaimsAsync(node.Services, connection, Count);
        await Rows.ExecuteAsync(holder, "COMMIT");
        Print(
            $"  the same, a snapshot held    p50 {held.P50:F1}, p99 {held.P99:F1}; {Count:N0} mails later p50 {longHeld.P50:F1}, ",
            $"p99 {longHeld.P99:F1}"
        );
        Target("flat: at most twice the p50 of a small table", old.P50 <= 2 * plain.P50 && longHeld.P50 <= 2 * plain.P50);
        await node.StopAsync();
    }

    private static async Task MemoryAsync(string database, NpgsqlConnection connection)
    {
        const int Count = 100_000;
        await Rows.AddAsync(connection, Count, "Pending");
        using var node = await LedgerSpeed.QuietNodeAsync(database);
        var (transport, loop) = (node.Services.GetRequiredService<InstantTransport>(), node.Services.GetRequiredService<MailLoop>());
        var before = Heap();
        var began = System.Diagnostics.Stopwatch.GetTimestamp();
        var draining = loop.DrainAsync(CancellationToken.None);
        while (Volatile.Read(ref transport.Accepted) < Count / 2 && !draining.IsCompleted)
            await Task.Delay(20);
        var middle = Heap();
        await draining;
        var seconds = System.Diagnostics.Stopwatch.GetElapsedTime(began).TotalSeconds;
        var after = Heap();
        Print(
            $"{Count:N0} waiting mails of one line, by the loop, to a server that takes them at once: {Count / seconds:N0} a second; ",
            $"managed heap {before:F1} MB before, {middle:F1} in the middle, {after:F1} after"
        );
        Target("no growth in memory: less than 32 MB", middle - before < 32 && after - before < 32);
        await node.StopAsync();
    }

    private static double Heap() => GC.GetTotalMemory(forceFullCollection: true) / 1e6;

    private static void Target(string what, bool reached)
    {
        _reached &= reached;
        Print($"    target: {what}  {(reached ? "reached" : "MISSED")}");
    }

    private static void Print(params FormattableString[] line) =>
        Console.WriteLine(string.Concat(line.Select(FormattableString.Invariant)));
}
