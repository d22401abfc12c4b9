using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Home;

/// <summary>Numbers beside sectors and regions, on a site of their own: the figures of the first page count all listings.</summary>
public sealed class CountTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("sector", "mine", "/sectors/mine")]
    [InlineData("sector", "mine.gold", "/sectors/mine.gold")]
    [InlineData("region", "NAX", "/regions/NAX")]
    [InlineData("zone", "nakhchivan", "/zones/nakhchivan")]
    public async Task A_number_of_opportunities_is_the_one_that_the_filter_of_the_list_says(string kind, string code, string path)
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places, o.Zone) = ("mine", "mine.gold", ["NAX"], "nakhchivan"));
        await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Places, o.Zone, o.Availability) = ("mine", "mine.gold", ["NAX"], "nakhchivan", Availability.Reserved)
        );
        var visitor = site.NewVisitor();
        var list = await visitor.OpenAsync($"/opportunities?{kind}={code}");
        var filter = list.TextsOf($"label:has([name={kind}][value='{code}']) .count").Single();
        Assert.Equal($"{filter} {(filter == "1" ? "opportunity" : "opportunities")}", list.TextsOf(".total").Single());

        var page = await visitor.OpenAsync(path);
        Assert.Equal(filter, page.TextsOf("h2 .count").First());
        Assert.StartsWith("and ", page.TextsOf(".section-head a[href$='all=1']").Single(), StringComparison.Ordinal);
        // Whichever number of the page is clicked, the list says the same.
        foreach (var link in page.Document.QuerySelectorAll("a[href^='/opportunities?']:has(.count)"))
            Assert.StartsWith(
                link.QuerySelector(".count")!.TextContent + " ",
                (await visitor.OpenAsync(link.GetAttribute("href")!)).TextsOf(".total").Single(),
                StringComparison.Ordinal
            );
        if (code != "mine.gold")
            Assert.All((await visitor.OpenAsync("/")).TextsOf($"a[href='{path}'] .count"), count => Assert.Equal(filter, count));
        else
            Assert.Equal(filter, (await visitor.OpenAsync("/sectors/mine")).TextsOf($"a[href='{path}'] .count").Single());
    }
}
