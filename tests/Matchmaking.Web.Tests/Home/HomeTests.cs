using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Home;

/// <summary>The first page: true figures, and the investor's next step.</summary>
public sealed class HomeTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Figures_are_counted_and_the_next_step_depends_on_who_looks()
    {
        await site.PublishAsync();
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Availability) = ("renw", null, Availability.Reserved));
        await site.PublishAsync(o => o.Status = PublicationStatus.Draft);

        var page = await site.NewVisitor("zh-CN").OpenAsync("/");
        Assert.Equal(["2", "1", "1", "0"], page.TextsOf(".figures dd"));
        Assert.Equal(["登记投资意向"], page.TextsOf(".hero .btn-main"));
        Assert.Contains(
            "阿布歇隆-基兹：1 个机会",
            page.Document.QuerySelectorAll(".region-map a").Select(region => region.GetAttribute("aria-label"))
        );

        var investor = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(investor);
        Assert.Equal(["Create a mandate"], (await visitor.OpenAsync("/")).TextsOf(".hero .btn-main"));
        await site.AddMandateAsync(investor);
        await site.AddMandateAsync(investor);
        Assert.Equal(["See 1 match"], (await visitor.OpenAsync("/")).TextsOf(".hero .btn-main"));
        Assert.Equal(
            ["Go to the desk"],
            (await (await site.People.SignInAsync(await site.People.StaffAsync())).OpenAsync("/")).TextsOf(".hero .btn-main")
        );
    }

    [Theory]
    [InlineData("sector", "mine", "/sectors/mine")]
    [InlineData("sector", "mine.gold", "/sectors/mine.gold")]
    [InlineData("region", "NAX", "/regions/NAX")]
    public async Task A_number_of_opportunities_is_the_one_that_the_filter_of_the_list_says(string kind, string code, string path)
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places) = ("mine", "mine.gold", ["NAX"]));
        await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Places, o.Availability) = ("mine", "mine.gold", ["NAX"], Availability.Reserved)
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
