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
}
