using System.Diagnostics;
using System.Globalization;
using Matchmaking.Benchmarks.Pages;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.TestSupport;
using Npgsql;

namespace Matchmaking.Benchmarks.Inbox;

/// <summary>
/// How long the inbox takes with very many enquiries, from the request to the last byte: each tab, filter and search, as an owner of five
/// thousand. Exit code 1 when one misses the target.
/// </summary>
internal static class InboxCommand
{
    private const double TargetMs = 60;

    private static readonly (string Name, string Query)[] Pages =
    [
        ("mine", ""),
        ("unowned", "?tab=unowned"),
        ("late", "?tab=late"),
        ("all", "?tab=all"),
        ("mine, enquiries", "?kind=enquiry"),
        ("all, enquiries", "?tab=all&kind=enquiry"),
        ("all, submissions", "?tab=all&kind=submission"),
        ("late, fits", "?tab=late&kind=fit"),
        ("mine, 1 character", "?q=土"),
        ("all, 1 character", "?tab=all&q=土"),
        ("all, rare character", "?tab=all&q=舍"),
        ("all, 2 characters", "?tab=all&q=电池"),
        ("all, 3 characters", "?tab=all&q=巴库港"),
        ("all, 4 characters", "?tab=all&q=苏姆盖特"),
        ("all, never together", "?tab=all&q=特电池"),
        ("all, two that never meet", "?tab=all&q=苏姆盖特 甘贾"),
        ("all, Latin", "?tab=all&q=tianshan"),
        ("all, one company", "?tab=all&q=hazar energy 98764"),
        ("late, Latin", "?tab=late&q=ener"),
        ("all, none found", "?tab=all&q=zzzz"),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var (count, rounds) = (100_000, 100);
        for (var rest = args.AsSpan(); rest.Length > 0; rest = rest[2..])
            if (rest is ["--enquiries", var number, ..] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out count))
                continue;
            else if (
                rest is ["--rounds", var turns, ..]
                && int.TryParse(turns, NumberStyles.None, CultureInfo.InvariantCulture, out rounds)
            )
                continue;
            else
            {
                await Console.Error.WriteLineAsync("inbox [--enquiries N] [--rounds N]");
                return 2;
            }
        await using var site = new PagesSite();
        await site.InitializeAsync();
        await PageRows.FillAsync(site, 1000);
        var staff = await site.People.StaffAsync();
        var owners = new List<Guid> { staff.Id };
        for (var i = 0; i < 20; i++)
            owners.Add((await site.People.StaffAsync()).Id);
        var started = Stopwatch.GetTimestamp();
        await EnquiryRows.FillAsync(site, count, owners, Math.Min(5_000, count / 20));
        PagesCommand.Print($"{count:N0} enquiries made and followed in {Stopwatch.GetElapsedTime(started).TotalSeconds:F0} s");
        using var browser = new HttpClient { BaseAddress = new Uri($"http://localhost:{site.Port}") };
        var visitor = await site.People.SignInAsync(staff, browser);
        var missed = false;
        foreach (var (name, query) in Pages)
        {
            var (times, size) = (new List<double>(), 0);
            for (var i = -5; i < rounds; i++)
            {
                var at = Stopwatch.GetTimestamp();
                using var answer = await visitor.Client.GetAsync(new Uri("/desk/inbox" + query, UriKind.Relative));
                size = (await answer.EnsureSuccessStatusCode().Content.ReadAsByteArrayAsync()).Length;
                if (i >= 0)
                    times.Add(Stopwatch.GetElapsedTime(at).TotalMilliseconds);
            }
            var found = Timings.Of(times);
            missed |= found.P99 > TargetMs;
            PagesCommand.Print($"{name, -26} {size / 1024.0, 5:F0} KB  p50 {found.P50, 6:F1} ms  p99 {found.P99, 6:F1} ms");
            if (found.P99 > TargetMs)
                await ExplainAsync(site, visitor, query);
        }
        return missed ? 1 : 0;
    }

    /// <summary>What the database does for a page that is too slow.</summary>
    private static async Task ExplainAsync(PagesSite site, Visitor visitor, string query)
    {
        var statements = await site.StatementsAsync(() => visitor.Client.GetAsync(new Uri("/desk/inbox" + query, UriKind.Relative)));
        await using var connection = new NpgsqlConnection(site.Database);
        await connection.OpenAsync();
        foreach (var statement in statements)
        {
            await using var command = statement.On(connection);
            command.CommandText = "EXPLAIN (ANALYZE, BUFFERS) " + command.CommandText;
            var lines = new List<string>();
            await using (var reader = await command.ExecuteReaderAsync())
                while (await reader.ReadAsync())
                    lines.Add(reader.GetString(0));
            if (lines[^1].Split(' ') is [.., var time, "ms"] && double.Parse(time, CultureInfo.InvariantCulture) > TargetMs / 6)
                Console.WriteLine("    " + string.Join("\n    ", lines));
        }
    }
}
