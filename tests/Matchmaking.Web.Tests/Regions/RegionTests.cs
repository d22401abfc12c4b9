using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Regions;

/// <summary>The pages of regions and sectors gather what lies in them.</summary>
public sealed class RegionTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_region_shows_what_lies_in_its_cities_and_its_zones()
    {
        var here = await site.PublishAsync(o => o.Title = new("这里", "Burada", "It is here"));
        await site.PublishAsync(o => (o.Title, o.Places) = (new("别处", "Başqa yerdə", "It is elsewhere"), ["NAX"]));
        await site.PublishAsync(o => (o.Title, o.Status) = (new("草稿", "Qaralama", "Hidden"), PublicationStatus.Draft));
        await site.InDatabaseAsync(async db =>
        {
            db.SectorFacts.Add(
                new()
                {
                    Place = "AZ-SM",
                    Date = "2025-04",
                    Text = new("背景资料", "Fakt", "A fact of Sumgayit"),
                    Source = "javascript:alert(1)",
                }
            );
            db.SectorFacts.Add(
                new()
                {
                    Place = "NAX",
                    Date = "2025-04",
                    Text = new("别处", "Başqa", "A fact of elsewhere"),
                }
            );
            db.SignedDocuments.Add(
                new()
                {
                    SignedOn = new(2025, 4, 1),
                    DateKnown = "month",
                    Title = new("文件", "Sənəd", "A document"),
                    LegalStage = 2,
                    OpportunityId = here.Id,
                }
            );
            return await db.SaveChangesAsync();
        });

        var page = await site.NewVisitor().OpenAsync("/regions/ABX");

        Assert.Equal(["It is here"], page.TextsOf(".opp .title"));
        Assert.Contains("Sumgayit Chemical Industrial Park", page.Text, StringComparison.Ordinal);
        Assert.Contains("April 2025", page.Text, StringComparison.Ordinal);
        Assert.Contains("A fact of Sumgayit", page.Text, StringComparison.Ordinal);
        Assert.Contains("A document", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("elsewhere", page.Text, StringComparison.Ordinal);
        Assert.Empty(page.Document.QuerySelectorAll("a[href^=javascript]"));
    }

    [Theory]
    [InlineData("/regions/AZ-SM", "/regions/ABX")]
    [InlineData("/regions/az-sm", "/regions/ABX")]
    [InlineData("/regions/abx", "/regions/ABX")]
    [InlineData("/sectors/AUTO.ebus", "/sectors/auto.ebus")]
    [InlineData("/sectors", "/opportunities")]
    public async Task Other_codes_lead_to_the_page_of_the_region_or_sector(string asked, string expected)
    {
        var page = await site.NewVisitor().OpenAsync(asked);

        Assert.Equal((200, expected), ((int)page.Status, page.Path));
    }

    [Theory]
    [InlineData("/sectors/auto", "Sector fact,Subsector fact")]
    [InlineData("/sectors/auto.ebus", "Subsector fact")]
    public async Task A_sector_gathers_its_subsectors(string path, string facts)
    {
        if (await site.InDatabaseAsync(db => Task.FromResult(!db.SectorFacts.Any(f => f.Sector == "auto"))))
            await site.InDatabaseAsync(async db =>
            {
                foreach (var (sector, text) in new[] { ("auto", "Sector fact"), ("auto.ebus", "Subsector fact"), ("agri", "Other fact") })
                    db.SectorFacts.Add(
                        new()
                        {
                            Sector = sector,
                            Date = sector == "auto" ? "2025-05" : "2025-04",
                            Text = new(text, text, text),
                        }
                    );
                return await db.SaveChangesAsync();
            });

        var page = await site.NewVisitor().OpenAsync(path);

        Assert.Equal(facts, string.Join(',', page.TextsOf(".timeline li > p:not(.meta)")));
    }
}
