using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Opportunities.Search;

/// <summary>What projects need of their site: the list is filtered by it, and the pages of a listing say it.</summary>
public sealed class NeedsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task The_list_is_filtered_by_what_is_needed_and_counts_it()
    {
        var power = await PublishAsync(new(20, null, false));
        var both = await PublishAsync(new(5, 4, false));
        var rail = await PublishAsync(new(null, 2.5m, true));
        await PublishAsync(SiteNeeds.None);
        var visitor = site.NewVisitor();

        var all = await visitor.OpenAsync("/opportunities?sector=tour.hotel");

        Assert.Equal(
            [("power", "Power", "2"), ("land", "Land", "2"), ("rail", "Railway", "1")],
            all.Document.QuerySelectorAll("label:has([name=need])")
                .Select(label =>
                    (
                        label.QuerySelector("input")!.GetAttribute("value")!,
                        label.QuerySelector("span:not(.count)")!.TextContent,
                        label.QuerySelector(".count")!.TextContent
                    )
                )
        );
        Assert.Equal([both.Slug, power.Slug], await FoundAsync("need=power"));
        Assert.Equal([rail.Slug, both.Slug], await FoundAsync("need=land"));
        Assert.Equal([rail.Slug], await FoundAsync("need=rail"));
        Assert.Equal([rail.Slug, both.Slug, power.Slug], await FoundAsync("need=power&need=rail"));

        async Task<IEnumerable<string>> FoundAsync(string needs) =>
            (await visitor.OpenAsync($"/opportunities?sector=tour.hotel&{needs}"))
                .Document.QuerySelectorAll(".opp a.title")
                .Select(link => link.GetAttribute("href")!.Split('/')[^1]);
    }

    [Theory]
    [InlineData("zh-CN", "用电 1,012.5 兆瓦", "用地 4 公顷", "铁路接入")]
    [InlineData("az", "1 012,5 MVt elektrik", "4 ha torpaq", "Dəmir yolu")]
    [InlineData("en", "1,012.5 MW of power", "4 ha of land", "Railway")]
    public async Task The_pages_of_a_listing_say_it_in_words(string language, string power, string land, string rail)
    {
        var listing = await PublishAsync(new(1_012.5m, 4, true), "tour.resort");
        var other = await PublishAsync(SiteNeeds.None, "tour.resort");
        var visitor = site.NewVisitor(language);

        Assert.Equal([power, land, rail], (await visitor.OpenAsync($"/opportunities/{listing.Slug}")).TextsOf(".facts .line").TakeLast(3));
        Assert.Empty((await visitor.OpenAsync($"/opportunities/{other.Slug}")).TextsOf(".facts .line").Where(line => line == rail));
        Assert.Contains(land, (await visitor.OpenAsync($"/compare?o={listing.Slug}&o={other.Slug}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_needed_later_is_found_by_the_list()
    {
        var listing = await PublishAsync(SiteNeeds.None, "tour.resort");
        await site.ChangeAsync(listing, o => o.Needs = new(null, 7, true));

        var list = await site.NewVisitor().OpenAsync("/opportunities?sector=tour.resort&need=rail");

        Assert.Contains($"/opportunities/{listing.Slug}", list.Html, StringComparison.Ordinal);
    }

    private Task<Opportunity> PublishAsync(SiteNeeds needs, string subsector = "tour.hotel") =>
        site.PublishAsync(o => (o.Sector, o.Subsector, o.Needs) = ("tour", subsector, needs));
}
