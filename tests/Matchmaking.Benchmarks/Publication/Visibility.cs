using System.Diagnostics;
using System.Globalization;
using Matchmaking.TestSupport;
using Matchmaking.Web.Features.Matches.InMemory;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Benchmarks.Publication;

/// <summary>How soon a node sees a change of a mandate that was committed by somebody else.</summary>
internal static class Visibility
{
    private const int Changes = 200;
    private const double TargetMilliseconds = 1000;

    /// <summary>Prints the times; false when the target was missed.</summary>
    public static async Task<bool> MeasureAsync()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync());
        var copy = site.Services.GetRequiredService<MandatesInMemory>();
        await using var elsewhere = new NpgsqlConnection(site.Database);
        await elsewhere.OpenAsync();
        var times = new List<double>();
        for (var i = 0; i < Changes; i++)
        {
            // At any moment between two looks, so that the hint alone does not flatter.
            await Task.Delay(i * 7 % 90);
            await using var change = new NpgsqlCommand("UPDATE mandates SET name = $2 WHERE id = $1 RETURNING change_number", elsewhere);
            change.Parameters.Add(new() { Value = mandate.Id });
            change.Parameters.Add(new() { Value = i.ToString(CultureInfo.InvariantCulture) });
            var number = (long)(await change.ExecuteScalarAsync())!;
            var committed = Stopwatch.GetTimestamp();
            while (copy.Seen < number)
                await Task.Yield();
            times.Add(Stopwatch.GetElapsedTime(committed).TotalMilliseconds);
        }
        times.Sort();
        var p99 = times[(int)(times.Count * 0.99)];
        Console.WriteLine(
            string.Create(
                CultureInfo.InvariantCulture,
                $"{Changes} changes seen by another node after p50 {times[Changes / 2]:F1} ms, p99 {p99:F1} ms, "
                    + $"target {TargetMilliseconds:F0}  {(p99 <= TargetMilliseconds ? "reached" : "MISSED")}"
            )
        );
        return p99 <= TargetMilliseconds;
    }
}
