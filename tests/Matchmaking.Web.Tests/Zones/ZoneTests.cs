using System.Net;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Reference;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Zones;

/// <summary>The page of a zone says what is known of it, what is open in it, and whom to ask.</summary>
public sealed class ZoneTests(Site site) : IClassFixture<Site>
{
    private static readonly ReferenceData Data = new();

    [Fact]
    public async Task A_zone_shows_its_facts_its_listings_and_its_documents_and_nothing_of_another()
    {
        var here = await site.PublishAsync(o => (o.Title, o.Zone, o.Places) = (new("园内", "Zonada", "It is here"), "aghdam", ["AZ-AGM"]));
        await site.PublishAsync(o => (o.Title, o.Zone) = (new("别处", "Başqa", "It is elsewhere"), "sumgayit-chemical"));
        await site.PublishAsync(o =>
            (o.Title, o.Zone, o.Status) = (new("草稿", "Qaralama", "A hidden draft"), "aghdam", PublicationStatus.Draft)
        );
        await site.PublishAsync(o =>
            (o.Title, o.Zone, o.Availability) = (new("已定", "Tutulub", "It is taken"), "aghdam", Availability.Reserved)
        );
        await site.InDatabaseAsync(db =>
        {
            db.SignedDocuments.Add(
                new()
                {
                    SignedOn = new(2025, 4, 1),
                    DateKnown = "month",
                    Title = new("文件", "Sənəd", "A document of it"),
                    LegalStage = 2,
                    OpportunityId = here.Id,
                }
            );
            return db.SaveChangesAsync();
        });

        var page = await site.NewVisitor().OpenAsync("/zones/aghdam");

        Assert.Equal(["It is here"], page.TextsOf(".opp .title"));
        Assert.Equal("1", page.TextsOf("h2 .count").Single());
        Assert.Equal(["and 1 no longer open"], page.TextsOf(".section-head a[href='/opportunities?zone=aghdam&all=1']"));
        Assert.Contains("it covers 190 ha", page.Text, StringComparison.Ordinal);
        Assert.Contains("28 May 2021", page.TextsOf("dl.facts dd"));
        Assert.Contains("A document of it", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("It is elsewhere", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden", page.Text, StringComparison.Ordinal);
        Assert.NotEmpty(page.Document.QuerySelectorAll("main a[href='/regions/QAR']"));
    }

    [Theory]
    [InlineData("aghdam", "Resident of an industrial park,Resident of the liberated territories")]
    [InlineData("sumgayit-chemical", "Resident of an industrial park")]
    [InlineData("alat-fez", "Licensed company of the Alat Free Economic Zone")]
    [InlineData("sharur", "")]
    public async Task Its_incentives_are_those_of_its_kind_and_place_with_date_and_source(string zone, string expected)
    {
        var page = await site.NewVisitor().OpenAsync("/zones/" + zone);

        Assert.Equal(expected, string.Join(',', page.TextsOf("#incentives h3")));
        foreach (var incentive in page.Document.QuerySelectorAll("#incentives .zone"))
        {
            Assert.Contains("As of November 2026", incentive.TextContent, StringComparison.Ordinal);
            Assert.Contains("Source", incentive.TextContent, StringComparison.Ordinal);
        }
        if (zone == "aghdam")
            Assert.Contains("until 31 December 2032", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/regions/QAR", "Investment promotion certificate,Resident of the liberated territories")]
    [InlineData("/regions/SZE", "Resident of the liberated territories")]
    [InlineData("/regions/NAX", "Investment promotion certificate")]
    [InlineData("/regions/BAK", "")]
    [InlineData("/sectors/renw", "Strategic investment project")]
    [InlineData("/sectors/renw.solar", "Strategic investment project")]
    [InlineData("/sectors/phar", "Investment promotion certificate")]
    [InlineData("/sectors/fina", "")]
    public async Task Regions_and_sectors_show_theirs(string path, string expected) =>
        Assert.Equal(expected, string.Join(',', (await site.NewVisitor().OpenAsync(path)).TextsOf("#incentives h3")));

    [Fact]
    public void Every_incentive_has_a_name_a_date_and_a_source_and_names_what_exists() =>
        Assert.All(
            Data.Incentives,
            incentive =>
            {
                Assert.Matches(@"^\d{4}-\d{2}$", incentive.AsOf);
                Assert.NotEmpty(incentive.Source);
                Assert.All(
                    new[] { "zh-Hans", "az", "en" },
                    language =>
                        Assert.All(
                            new[] { incentive.Name, incentive.Benefit, incentive.Conditions },
                            text => Assert.NotEmpty(text.In(language))
                        )
                );
                Assert.All(incentive.Zones ?? [], code => Assert.NotNull(Data.ZoneOf(code)));
                Assert.All(incentive.ZoneKinds ?? [], kind => Assert.Contains(Data.Zones, zone => zone.Kind == kind));
                Assert.All(incentive.NotIn ?? [], code => Assert.NotNull(Data.UnitOf(code)));
                Assert.All(incentive.Sectors ?? [], code => Assert.NotNull(Data.SectorOf(code)));
            }
        );

    [Fact]
    public async Task Whoever_asks_there_asks_about_the_zone()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await visitor.OpenAsync("/zones/hajigabul");

        var form = await visitor.OpenAsync(page.Document.QuerySelector("main a[href^='/enquiries/create']")!.GetAttribute("href")!);
        Assert.Equal(["Hajigabul Industrial Park"], form.TextsOf(".ask .lead"));
        await visitor.SubmitAsync(form, "form.ask");

        Assert.Equal(
            "hajigabul",
            await site.InDatabaseAsync(db => db.Enquiries.OrderByDescending(e => e.ReceivedAt).Select(e => e.Place).FirstAsync())
        );
    }

    [Theory]
    [InlineData("/zones/nowhere")]
    [InlineData("/zones/AZ-SM")]
    [InlineData("/zones/aghdam%2F..")]
    public async Task An_unknown_zone_is_not_found(string path) =>
        Assert.Equal(HttpStatusCode.NotFound, (await site.NewVisitor().OpenAsync(path)).Status);

    [Theory]
    [InlineData("/zones", "/regions")]
    [InlineData("/zones/ALAT-FEZ", "/zones/alat-fez")]
    [InlineData("/zones/alat-fez?zone=1&after=x", "/zones/alat-fez?zone=1&after=x")]
    public async Task Other_addresses_lead_to_it(string asked, string expected)
    {
        var page = await site.NewVisitor().OpenAsync(asked);

        Assert.Equal((200, expected), ((int)page.Status, page.Path.Split('#')[0]));
    }

    [Theory]
    [InlineData("zh-CN")]
    [InlineData("az")]
    [InlineData("en-GB")]
    public async Task Every_zone_has_a_page_in_every_language(string language)
    {
        var visitor = site.NewVisitor(language);
        foreach (var zone in Data.Zones)
        {
            var page = await visitor.OpenAsync("/zones/" + zone.Code);

            Assert.Equal(200, (int)page.Status);
            Assert.Equal([zone.Name.In(page.Document.DocumentElement.GetAttribute("lang")!)], page.TextsOf("h1"));
        }
    }
}
