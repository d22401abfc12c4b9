using System.Diagnostics;
using System.Globalization;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.Matching;
using Matchmaking.TestSupport;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Matches.Feedback;
using Matchmaking.Web.Features.Matches.Preview;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Benchmarks.Publication;

/// <summary>The preview of a mandate under edit on a full list, beside a look at every row, which gives the same matches.</summary>
internal static class PreviewCommand
{
    private const int Rounds = 60;

    public static async Task<int> RunAsync(string[] args)
    {
        if (
            args is not ["--listings", var text]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var listings)
            || listings is < 1 or > 100_000
        )
        {
            await Console.Error.WriteLineAsync("preview --listings N, with N from 1 to 100000");
            return 2;
        }
        await using var site = new QuietSite();
        await site.InitializeAsync();
        await site.InDatabaseAsync(db => FillAsync(db, site.Services.GetRequiredService<ReferenceData>(), listings));
        await site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync("ANALYZE"));
        Console.WriteLine($"{listings:N0} listings; {Rounds} previews each; times in ms");
        Console.WriteLine($"{"mandate", -28} {"matches", 8} {"p50", 8} {"p99", 8} {"all rows p50", 14} {"p99", 8}");
        var same = true;
        foreach (var (name, mandate) in Mandates())
        {
            var (count, times) = await MeasureAsync(
                site,
                async services =>
                    (await services.GetRequiredService<MandatePreviews>().OfAsync(mandate, CancellationToken.None)).Matches.Count
            );
            var (all, allTimes) = await MeasureAsync(site, services => LookAtAllAsync(services, mandate));
            same &= count == all;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{name, -28} {count, 8:N0} {times.P50, 8:F1} {times.P99, 8:F1} {allTimes.P50, 14:F1} "
                        + $"{allTimes.P99, 8:F1}{(count == all ? "" : $"  DIFFERENT: {all}")}"
                )
            );
        }
        return same ? 0 : 1;
    }

    private static IEnumerable<(string, Mandate)> Mandates()
    {
        Mandate New(Action<Mandate> wish)
        {
            var mandate = new Mandate
            {
                OrganisationId = Guid.NewGuid(),
                OwnerId = Guid.NewGuid(),
                Name = "",
            };
            wish(mandate);
            return mandate;
        }
        yield return (
            "a subsector, place, ticket",
            New(m =>
                (m.Sectors, m.Places, m.TicketFrom, m.TicketTo, m.Currency) = (["auto.ebus"], ["AZ-SM"], 20_000_000, 60_000_000, "USD")
            )
        );
        yield return (
            "the same, a word excluded",
            New(m => (m.Sectors, m.Places, m.ExcludedWords) = (["auto.ebus"], ["AZ-SM"], ["军工", "tobacco"]))
        );
        yield return ("two sectors", New(m => m.Sectors = ["auto", "batt"]));
        yield return ("a region", New(m => m.Places = ["ABX"]));
    }

    private static async Task<int> LookAtAllAsync(IServiceProvider services, Mandate mandate)
    {
        var (db, reference) = (services.GetRequiredService<MatchmakingDb>(), services.GetRequiredService<ReferenceData>());
        var rows = await db
            .Opportunities.AsNoTracking()
            .OpenOn(DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime))
            .NotTurnedDownBy(db, mandate.OrganisationId)
            .ForMatching(withTexts: mandate.ExcludedWords.Count > 0)
            .ToListAsync();
        var criteria = mandate.ToCriteria(reference);
        return rows.Count(row => Matcher.Assess(criteria, row.ToFacts(reference)).IsMatch);
    }

    private static async Task<(int Found, Timings Times)> MeasureAsync(Site site, Func<IServiceProvider, Task<int>> ask)
    {
        var (times, found) = (new List<double>(), 0);
        for (var i = -5; i < Rounds; i++)
        {
            await using var scope = site.Services.CreateAsyncScope();
            var started = Stopwatch.GetTimestamp();
            found = await ask(scope.ServiceProvider);
            if (i >= 0)
                times.Add(Stopwatch.GetElapsedTime(started).TotalMilliseconds);
        }
        return (found, Timings.Of(times));
    }

    /// <summary>Sectors, places and amounts evenly, texts of the usual length, one a quarter of an hour.</summary>
    private static async Task<int> FillAsync(MatchmakingDb db, ReferenceData reference, int listings)
    {
        var sectors = reference.Sectors.SelectMany(hub => hub.Subsectors ?? []).Select(sector => sector.Code).ToArray();
        var places = reference.Regions.SelectMany(region => region.Units).Select(unit => unit.Code).ToArray();
        var now = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < listings; i++)
        {
            db.Add(
                Listings.Opportunity(o =>
                {
                    (o.Sector, o.Subsector) = (new SectorCode(sectors[i % sectors.Length]).Hub, sectors[i % sectors.Length]);
                    o.MoreSectors = i % 4 == 0 ? [sectors[(i + 7) % sectors.Length]] : [];
                    o.Places = [places[i / 3 % places.Length]];
                    o.AmountFrom = o.AmountTo = 1_000_000 * (1 + (i % 97));
                    o.PublishedAt = now.AddMinutes(-15 * i);
                    o.Description = new(
                        string.Concat(Enumerable.Repeat("项目说明与公开事实。", 40)),
                        string.Concat(Enumerable.Repeat("Layihənin təsviri. ", 60)),
                        string.Concat(Enumerable.Repeat("What the project is. ", 60))
                    );
                })
            );
            if (i % 1_000 == 999)
            {
                await db.SaveChangesAsync();
                db.ChangeTracker.Clear();
            }
        }
        return await db.SaveChangesAsync();
    }
}
