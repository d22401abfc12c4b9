using System.Diagnostics;
using System.Globalization;
using Matchmaking.Benchmarks.Speed;
using Matchmaking.TestSupport;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Matches;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Benchmarks.Publication;

/// <summary>From "publish" to matches, alert items and mails committed, on a database full of mandates.</summary>
internal static class PublicationCommand
{
    private const int Rounds = 200,
        WarmUps = 5;

    /// <summary>A sector for each number of mandates that want it.</summary>
    private static readonly (string Sector, string Subsector, int Wanted, double TargetMilliseconds)[] Cases =
    [
        ("wast", "wast.municipal", 1_000, 50),
        ("auto", "auto.ebus", 10_000, 500),
    ];

    public static async Task<int> RunAsync(string[] args)
    {
        if (
            args is not ["--mandates", var text]
            || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var mandates)
            || mandates < 20_000
        )
        {
            await Console.Error.WriteLineAsync("publish --mandates N, with N at least 20000");
            return 2;
        }
        await using var site = new QuietSite();
        await site.InitializeAsync();
        await FillAsync(site, mandates);
        var bare = await BareCopy.CreateAsync(await TestDatabases.OwnerOfAsync(site.Database));
        Console.WriteLine(
            $"{mandates:N0} mandates of as many people; {Rounds} publications each, and each time a bare COPY of the same rows; times in ms"
        );
        Console.WriteLine($"{"matches", 9} {"p50", 8} {"p99", 8} {"target", 8} {"bare p50", 9} {"p99", 8} {"commits", 9}");
        var allReached = true;
        foreach (var (sector, subsector, wanted, target) in Cases)
        {
            for (var i = 0; i < WarmUps; i++)
                await PublishAsync(site, sector, subsector);
            // In service the server does this by itself; here it would disturb the figures.
            await site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync("ANALYZE"));
            var (times, bareTimes, found, commits) = (new List<double>(), new List<double>(), 0, 0);
            for (var i = 0; i < Rounds; i++)
            {
                var since = Guid.CreateVersion7();
                var (milliseconds, opportunity) = await PublishAsync(site, sector, subsector);
                times.Add(milliseconds);
                bareTimes.Add(await bare.WriteAsync(opportunity, since));
                commits = Math.Max(commits, await bare.CommitsAsync(opportunity, since));
                found = await site.InDatabaseAsync(db => db.Matches.CountAsync(match => match.OpportunityId == opportunity));
            }
            var (ours, least) = (Timings.Of(times), Timings.Of(bareTimes));
            var reached = ours.P99 <= target && found == wanted && commits == 1;
            allReached &= reached;
            Console.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{found, 9:N0} {ours.P50, 8:F1} {ours.P99, 8:F1} {target, 8:F0} "
                        + $"{least.P50, 9:F1} {least.P99, 8:F1} {commits, 9}  {(reached ? "reached" : "MISSED")}"
                )
            );
        }
        return await Visibility.MeasureAsync() && allReached ? 0 : 1;
    }

    private static async Task<(double Milliseconds, Guid Opportunity)> PublishAsync(Site site, string sector, string subsector)
    {
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<MatchmakingDb>();
        var opportunity = Listings.Opportunity(o => (o.Sector, o.Subsector) = (sector, subsector));
        opportunity.SearchWords = SearchText.IndexOf(opportunity, scope.ServiceProvider.GetRequiredService<ReferenceData>());
        db.Add(opportunity);
        var run = scope.ServiceProvider.GetRequiredService<MatchRun>();
        var started = Stopwatch.GetTimestamp();
        await run.SaveAsync(opportunity, CancellationToken.None);
        var took = Stopwatch.GetElapsedTime(started).TotalMilliseconds;
        return (took, opportunity.Id);
    }

    /// <summary>One person and one organisation a mandate, so that each match is a mail of its own.</summary>
    private static async Task FillAsync(Site site, int mandates)
    {
        var others = site
            .Services.GetRequiredService<ReferenceData>()
            .Sectors.SelectMany(hub => hub.Subsectors ?? [])
            .Select(sector => sector.Code)
            .Where(code => !code.StartsWith("auto", StringComparison.Ordinal) && !code.StartsWith("wast", StringComparison.Ordinal))
            .ToArray();
        await using var connection = new NpgsqlConnection(await TestDatabases.OwnerOfAsync(site.Database));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            CREATE TEMP TABLE numbers AS SELECT n, gen_random_uuid() AS organisation, gen_random_uuid() AS person
                FROM generate_series(1, $1) AS n;
            """,
            connection
        )
        {
            CommandTimeout = 600,
            Parameters = { new() { Value = mandates } },
        };
        await command.ExecuteNonQueryAsync();
        await using var fill = new NpgsqlCommand(
            """
            INSERT INTO organisations (id, name, country, is_sample, created_at) SELECT organisation, 'Organisation ' || n, 'CN', false,
                now() FROM numbers;
            INSERT INTO people (id, full_name, language, organisation_id, is_sample, created_at, user_name, normalized_user_name, email,
                normalized_email,
                email_confirmed, phone_number_confirmed, two_factor_enabled, lockout_enabled, access_failed_count, security_stamp)
            SELECT person, 'Person ' || n, (ARRAY['zh','az','en'])[1 + n % 3], organisation, false, now(), n || '@example.org',
                n || '@EXAMPLE.ORG', n || '@example.org',
                n || '@EXAMPLE.ORG', true, false, false, false, 0, n::text FROM numbers;
            """,
            connection
        )
        {
            CommandTimeout = 600,
        };
        await fill.ExecuteNonQueryAsync();
        await using var wishes = new NpgsqlCommand(
            """
            INSERT INTO mandates (id, organisation_id, owner_id, name, sectors, places, deal_types, technical_stages, legal_stages,
                excluded_words, ticket_from, ticket_to, currency,
                frequency, created_at, updated_at)
            SELECT gen_random_uuid(), organisation, person, 'Mandate ' || n,
                ARRAY[CASE WHEN n <= 1000 THEN 'wast.municipal' WHEN n <= 11000 THEN 'auto.ebus' ELSE $1[1 + n % array_length($1, 1)] END],
                CASE WHEN n % 3 = 0 THEN ARRAY['AZ-SM'] WHEN n % 3 = 1 THEN ARRAY['ABX', 'BAK'] ELSE '{}' END, CASE WHEN n % 2 = 0
                    THEN ARRAY['JV', 'GF'] ELSE '{}' END,
                '{}', '{}', CASE WHEN n % 10 = 0 THEN ARRAY['军工'] ELSE '{}' END, CASE WHEN n % 4 = 0 THEN 1000000 END, CASE WHEN n % 4 < 2
                    THEN 100000000 END,
                CASE WHEN n % 4 < 2 THEN 'USD' END, 'AtOnce', now(), now() FROM numbers;
            """,
            connection
        )
        {
            CommandTimeout = 600,
            Parameters = { new() { Value = others } },
        };
        await wishes.ExecuteNonQueryAsync();
        await using var analyse = new NpgsqlCommand("VACUUM", connection) { CommandTimeout = 600 };
        await analyse.ExecuteNonQueryAsync();
    }
}
