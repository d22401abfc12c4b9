using System.Globalization;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>
/// Requests a second and p99 of the pages that everybody opens, beside a bare endpoint that sends the same statements and writes the same
/// bytes, and beside the page from the cache; all in turn, in one process.
/// </summary>
internal static class PagesCommand
{
    private const int SqlRounds = 100;

    private static readonly (string Name, string Path)[] Pages =
    [
        ("home", "/"),
        ("list", "/opportunities"),
        ("list, 3 filters", "/opportunities?sector=auto&region=ABX&deal=JV"),
        ("search", "/opportunities?q=battery%20steel"),
        ("details", "/opportunities/" + PageRows.Slug),
        ("region", "/regions/ABX"),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        var (seconds, sizes, only) = (3.0, new[] { 50, 100_000 }, "");
        for (var rest = args.AsSpan(); rest.Length > 0; rest = rest[2..])
            if (
                rest is ["--seconds", var time, ..]
                && double.TryParse(time, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out seconds)
                && seconds > 0
            )
                continue;
            else if (
                rest is ["--listings", var number, ..]
                && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var size)
                && size is >= 50 and <= 1_000_000
            )
                sizes = [size];
            else if (rest is ["--only", var page, ..])
                only = page;
            else
            {
                await Console.Error.WriteLineAsync("pages [--seconds N] [--listings N] [--only PAGE], with at least 50 listings");
                return 2;
            }
        foreach (var listings in sizes)
            await MeasureAsync(listings, seconds, only);
        return 0;
    }

    private static async Task MeasureAsync(int listings, double seconds, string only)
    {
        await using var site = new PagesSite();
        await site.InitializeAsync();
        await PageRows.FillAsync(site, listings);
        await using var keeping = new PagesSite(site);
        await keeping.InitializeAsync();
        await using var bare = await BareServer.StartAsync(site.Database);
        Print($"{listings:N0} listings");
        Print(
            $"{"page", -16} {"KB", 5} {"SQL", 4} {"alone p50", 10} {"p99", 6} | {"page/s", 8} {"p99 ms", 7} | {"bare/s", 8} ",
            $"{"p99 ms", 7} {"share", 6} | {"kept/s", 8} {"p99 ms", 7} | {"hello/s", 8} {"share", 6}"
        );
        foreach (var (name, path) in Pages.Where(page => only.Length == 0 || page.Name == only))
        {
            using var client = await RawClient.ConnectAsync(site.Port);
            await client.GetAsync(RawClient.Request(path));
            var statements = await site.StatementsAsync(() => client.GetAsync(RawClient.Request(path)).AsTask());
            var body = client.Body();
            var key = Uri.EscapeDataString(name);
            bare.Serve(name, statements, body);
            var alone = await bare.SqlAloneAsync(name, SqlRounds);
            var loads = await Load.InTurnAsync(
                seconds,
                (site.Port, path),
                (bare.Port, "/page/" + key),
                (keeping.Port, path),
                (bare.Port, "/hello")
            );
            var (page, same, kept, hello) = (loads[0], loads[1], loads[2], loads[3]);
            Print(
                $"{name, -16} {body.Length / 1024.0, 5:F0} {statements.Count, 4} {alone.P50, 10:F2} {alone.P99, 6:F2} | ",
                $"{page.PerSecond, 8:N0} {page.Times.P99, 7:F2} | {same.PerSecond, 8:N0} {same.Times.P99, 7:F2} ",
                $"{page.PerSecond / same.PerSecond, 6:F2} | {kept.PerSecond, 8:N0} {kept.Times.P99, 7:F2} | ",
                $"{hello.PerSecond, 8:N0} {kept.PerSecond / hello.PerSecond, 6:F2}"
            );
        }
    }

    internal static void Print(params FormattableString[] line) =>
        Console.WriteLine(string.Concat(line.Select(FormattableString.Invariant)));
}
