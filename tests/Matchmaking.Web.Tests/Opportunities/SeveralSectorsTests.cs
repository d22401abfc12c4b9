using System.Xml.Linq;
using Matchmaking.Matching;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Opportunities.Search;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Opportunities;

/// <summary>A listing that suits several sectors is found, matched and told of under each.</summary>
public sealed class SeveralSectorsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Its_page_and_the_page_of_each_sector_show_it()
    {
        var plot = await PlotAsync();
        var visitor = site.NewVisitor();

        var page = await visitor.OpenAsync("/opportunities/" + plot.Slug);

        Assert.Equal(
            ["/opportunities", "/sectors/cons"],
            page.Document.QuerySelectorAll(".crumbs a").Select(link => link.GetAttribute("href"))
        );
        Assert.Equal(
            ["/sectors/cons", "/sectors/cons.parks", "/sectors/metl.steel", "/sectors/text"],
            page.Document.QuerySelectorAll(".facts a[href^='/sectors/']").Select(link => link.GetAttribute("href"))
        );
        foreach (var sector in (string[])["cons", "cons.parks", "metl", "metl.steel", "text"])
            Assert.Contains(plot.Title.En, (await visitor.OpenAsync("/sectors/" + sector)).TextsOf(".opp .title"));
        foreach (var sector in (string[])["metl.aluminium", "text.garments", "food"])
            Assert.DoesNotContain(plot.Title.En, (await visitor.OpenAsync("/sectors/" + sector)).TextsOf(".opp .title"));
        var metals = await visitor.OpenAsync("/sectors/metl");
        Assert.Contains(
            metals.Document.QuerySelectorAll("a.chip"),
            chip =>
                chip.GetAttribute("href") == "/sectors/metl.steel"
                && chip.QuerySelector(".count")!.TextContent == metals.TextsOf("h2 .count")[0]
        );
    }

    [Fact]
    public async Task Whoever_looks_for_one_of_them_is_told_of_it_with_that_one_as_the_reason()
    {
        var investor = await site.People.InvestorAsync();
        var mandate = await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["metl.aluminium", "text.textile"], []));
        var plot = await PlotAsync();

        var match = await site.InDatabaseAsync(db => db.Matches.SingleAsync(m => m.MandateId == mandate.Id && m.OpportunityId == plot.Id));
        var reason = match.Reasons.Single(reason => reason.Condition == Condition.Sector);
        Assert.Equal((Fit.Near, "metl.steel"), (reason.Fit, reason.Values.Single()));
        var mail = await site.Mails.WaitForAsync(investor.Email!, mail => mail.Subject.Contains(plot.Title.En, StringComparison.Ordinal));
        Assert.Contains("Industrial-zone infrastructure & plots; Steel; Textiles, clothing & leather", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mandate_that_comes_later_finds_it_too()
    {
        var plot = await PlotAsync();
        var mandate = await site.AddMandateAsync(await site.People.InvestorAsync(), m => (m.Sectors, m.Places) = (["text"], []));

        var match = await site.InDatabaseAsync(db => db.Matches.SingleAsync(m => m.MandateId == mandate.Id && m.OpportunityId == plot.Id));
        Assert.Equal(
            (Fit.Exact, "text"),
            match
                .Reasons.Where(reason => reason.Condition == Condition.Sector)
                .Select(reason => (reason.Fit, reason.Values.Single()))
                .Single()
        );
    }

    [Fact]
    public async Task The_feed_and_the_list_of_the_desk_know_each()
    {
        var plot = await PlotAsync();
        using var client = site.NewClient();
        XNamespace atom = "http://www.w3.org/2005/Atom";

        var entry = XDocument
            .Parse(await client.GetStringAsync("/feed?lang=en"))
            .Descendants(atom + "entry")
            .Single(entry => entry.ToString().Contains(plot.Slug, StringComparison.Ordinal));
        Assert.Equal(
            ["cons", "metl.steel", "text"],
            entry.Elements(atom + "category").Select(category => category.Attribute("term")!.Value)
        );

        var desk = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.Contains(plot.Title.En, (await desk.OpenAsync("/desk/opportunities?sector=metl")).TextsOf("tbody th a"));
        Assert.DoesNotContain(plot.Title.En, (await desk.OpenAsync("/desk/opportunities?sector=food")).TextsOf("tbody th a"));
    }

    [Fact]
    public async Task Another_sector_makes_it_another_offer_and_another_order_does_not()
    {
        var plot = await PlotAsync();
        await site.ChangeAsync(plot, o => o.MoreSectors = ["text", "metl.steel"]);
        Assert.Equal(1, await VersionAsync(plot));

        await site.ChangeAsync(plot, o => o.MoreSectors = ["text", "metl.steel", "food"]);
        Assert.Equal(2, await VersionAsync(plot));
        Assert.Equal(
            ["cons", "cons.parks", "text", "metl.steel", "food"],
            await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == plot.Id).Select(o => o.SectorCodes).SingleAsync())
        );
    }

    [Fact]
    public async Task Among_many_listings_an_index_finds_those_of_a_rare_sector()
    {
        var plan = await site.AsOwnerAsync(async db =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlRawAsync(
                """
                INSERT INTO opportunities (id, slug, title_zh, title_az, title_en, summary_zh, summary_az, summary_en, description_zh,
                    description_az, description_en,
                    promoter_zh, promoter_az, promoter_en, sector, more_sectors, deal_types, places, sources, availability, status,
                        created_at, updated_at, published_at, is_sample, search_words)
                SELECT gen_random_uuid(), 'many-' || n, '', '', '', '', '', '', '', '', '', '', '', '', 'agri', CASE WHEN n % 500 = 0
                    THEN ARRAY['heal.rnd'] ELSE '{{}}'::text[] END,
                    '{{}}', '{{}}', '{{}}', 'Open', 'Published', now(), now(), now() - n * interval '1 minute', false, ''
                        FROM generate_series(1, 20000) AS n;
                ANALYZE opportunities;
                """
            );
            await using var command = db
                .Opportunities.Public()
                .InSectors(["heal", "heal.rnd"])
                .NewestFirst()
                .Select(OpportunityRow.From)
                .Take(30)
                .CreateDbCommand();
            command.CommandText = "EXPLAIN " + command.CommandText;
            await using var reader = await command.ExecuteReaderAsync();
            var lines = new List<string>();
            while (await reader.ReadAsync())
                lines.Add(reader.GetString(0));
            return string.Join('\n', lines);
        });

        Assert.Contains("ix_opportunities_sector_codes", plan, StringComparison.Ordinal);
    }

    private Task<int> VersionAsync(Opportunity opportunity) =>
        site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == opportunity.Id).Select(o => o.MaterialVersion).SingleAsync());

    /// <summary>A plot in a park, for steel and for textiles.</summary>
    private Task<Opportunity> PlotAsync() =>
        site.PublishAsync(o =>
        {
            (o.Sector, o.Subsector, o.MoreSectors) = ("cons", "cons.parks", ["metl.steel", "text"]);
            o.Title = o.Title with { En = "Plot " + o.Slug };
        });
}
