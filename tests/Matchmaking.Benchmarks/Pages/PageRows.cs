using Matchmaking.Matching;
using Matchmaking.TestSupport;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Matchmaking.Web.Reference;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using NpgsqlTypes;

namespace Matchmaking.Benchmarks.Pages;

/// <summary>Listings, documents and facts to fill pages with: the same ones at each run, one in ten closed or expired.</summary>
internal static class PageRows
{
    /// <summary>The address of a listing that is open.</summary>
    public const string Slug = "listing-1";

    private const string Columns = """
        id, slug, title_zh, title_az, title_en, summary_zh, summary_az, summary_en, description_zh, description_az, description_en,
            promoter_zh, promoter_az, promoter_en,
        sector, subsector, more_sectors, places, deal_types, technical_stage, legal_stage, amount_from, amount_to, currency, sources,
            valid_until, availability, status,
        published_at, created_at, updated_at, is_sample, search_words
        """;

    private static readonly string[] Products =
    [
        "battery",
        "solar",
        "cotton",
        "steel",
        "tomato",
        "cement",
        "glass",
        "pharma",
        "cable",
        "turbine",
        "seed",
        "fibre",
        "valve",
        "juice",
        "tyre",
        "drone",
    ];

    public static async Task FillAsync(Site site, int listings)
    {
        var reference = site.Services.GetRequiredService<ReferenceData>();
        await using var connection = new NpgsqlConnection(await TestDatabases.OwnerOfAsync(site.Database));
        await connection.OpenAsync();
        var random = new Random(7);
        await using (var copy = await connection.BeginBinaryImportAsync($"COPY opportunities ({Columns}) FROM STDIN (FORMAT BINARY)"))
        {
            for (var i = 1; i <= listings; i++)
                await WriteAsync(copy, Listing(i, random, reference, TimeProvider.System.GetUtcNow()), reference);
            await copy.CompleteAsync();
        }
        await RunAsync(
            connection,
            """
            INSERT INTO signed_documents (id, signed_on, date_known, title_zh, title_az, title_en, parties_zh, parties_az, parties_en,
                legal_stage, sector, opportunity_id,
                outcome_zh, outcome_az, outcome_en, sources)
            SELECT gen_random_uuid(), DATE '2026-01-01' - n, 'day', '谅解备忘录', 'Anlaşma memorandumu', 'Memorandum ' || n, '双方', 'Tərəflər',
                'The parties', 1 + n % 4, 'auto',
                (SELECT id FROM opportunities WHERE slug = 'listing-' || (1 + n % 40)), '待定。', 'Gözlənilir.', 'To be seen.',
                    ARRAY['https://example.org/' || n]
            FROM generate_series(1, 60) AS n;
            INSERT INTO sector_facts (id, sector, place, date, text_zh, text_az, text_en, source)
            SELECT gen_random_uuid(), 'auto', CASE WHEN n % 2 = 0
                THEN 'AZ-SM' END, (2020 + n % 6)::text, '事实。', 'Fakt.', 'A fact, number ' || n, 'https://example.org/' || n
            FROM generate_series(1, 100) AS n;
            """
        );
        // In service the server does this by itself.
        await RunAsync(connection, "VACUUM ANALYZE");
    }

    private static Opportunity Listing(int i, Random random, ReferenceData reference, DateTimeOffset now) =>
        Listings.Opportunity(o =>
        {
            string Any(IReadOnlyList<string> of) => of[random.Next(of.Count)];
            var sectors = reference.Sectors.SelectMany(hub => hub.Subsectors ?? []).Select(sector => sector.Code).ToArray();
            var places = reference.Regions.SelectMany(region => region.Units).Select(unit => unit.Code).ToArray();
            var (one, other) = (Any(Products), Any(Products));
            o.Slug = $"listing-{i}";
            o.Title = new($"第{i}号{one}与{other}项目", $"{i} nömrəli {one} və {other} layihəsi", $"{one} and {other} plant number {i}");
            o.Summary = new(
                "在此建设生产线，寻求合作方。",
                "İstehsal xətti, tərəfdaş axtarılır.",
                $"A line that makes {one} and {other} for export."
            );
            o.Description = new(
                string.Concat(Enumerable.Repeat("项目说明与公开事实。", 20)),
                string.Concat(Enumerable.Repeat("Layihənin təsviri. ", 30)),
                string.Concat(Enumerable.Repeat("What the project is. ", 30))
            );
            o.Subsector = Any(sectors);
            o.Sector = new SectorCode(o.Subsector).Hub;
            o.MoreSectors =
                random.Next(4) == 0 ? [.. new[] { Any(sectors), Any(sectors) }.Distinct().Where(code => code != o.Subsector)] : [];
            o.Places = [.. Enumerable.Range(0, 1 + random.Next(2)).Select(_ => Any(places)).Distinct()];
            o.DealTypes = [.. reference.DealTypes.Where(_ => random.Next(3) == 0).Select(type => type.Code)];
            o.AmountFrom = o.AmountTo = 1_000_000 * (1 + random.Next(97));
            (o.TechnicalStage, o.LegalStage) = (random.Next(6), random.Next(7));
            o.PublishedAt = now.AddMinutes(-15 * i);
            o.Sources = [$"https://example.org/listings/{i}"];
            if (i % 20 == 0)
                o.Availability = Availability.Done;
            if (i % 20 == 10)
                o.ValidUntil = BakuDay.Of(now).AddDays(-1);
        });

    private static async Task WriteAsync(NpgsqlBinaryImporter copy, Opportunity o, ReferenceData reference)
    {
        await copy.StartRowAsync();
        await copy.WriteAsync(o.Id, NpgsqlDbType.Uuid);
        foreach (
            var text in new[] { o.Slug }
                .Concat(o.Title.All)
                .Concat(o.Summary.All)
                .Concat(o.Description.All)
                .Concat(o.Promoter.All)
                .Append(o.Sector)
                .Append(o.Subsector!)
        )
            await copy.WriteAsync(text, NpgsqlDbType.Text);
        foreach (var list in new[] { o.MoreSectors, o.Places, o.DealTypes })
            await copy.WriteAsync(list, NpgsqlDbType.Array | NpgsqlDbType.Text);
        await copy.WriteAsync(o.TechnicalStage!.Value, NpgsqlDbType.Integer);
        await copy.WriteAsync(o.LegalStage!.Value, NpgsqlDbType.Integer);
        await copy.WriteAsync(o.AmountFrom!.Value, NpgsqlDbType.Numeric);
        await copy.WriteAsync(o.AmountTo!.Value, NpgsqlDbType.Numeric);
        await copy.WriteAsync(o.Currency!, NpgsqlDbType.Text);
        await copy.WriteAsync(o.Sources, NpgsqlDbType.Array | NpgsqlDbType.Text);
        if (o.ValidUntil is { } day)
            await copy.WriteAsync(day, NpgsqlDbType.Date);
        else
            await copy.WriteNullAsync();
        await copy.WriteAsync(o.Availability.ToString(), NpgsqlDbType.Text);
        await copy.WriteAsync(o.Status.ToString(), NpgsqlDbType.Text);
        foreach (var moment in new[] { o.PublishedAt!.Value, o.CreatedAt, o.UpdatedAt })
            await copy.WriteAsync(moment.ToUniversalTime(), NpgsqlDbType.TimestampTz);
        await copy.WriteAsync(false, NpgsqlDbType.Boolean);
        await copy.WriteAsync(SearchText.IndexOf(o, reference), NpgsqlDbType.Text);
    }

    private static async Task RunAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 600 };
        await command.ExecuteNonQueryAsync();
    }
}
