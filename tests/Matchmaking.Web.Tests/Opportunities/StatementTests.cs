namespace Matchmaking.Web.Tests.Opportunities;

/// <summary>A page takes as few statements with forty opportunities as with one.</summary>
public sealed class StatementTests(CountingSite site) : IClassFixture<CountingSite>
{
    [Theory]
    [InlineData("/", 4, 6)]
    [InlineData("/opportunities?sector=auto&region=ABX&q=bus&all=1", 2, 4)]
    [InlineData("/opportunities?sector=auto&region=ABX&all=1", 1, 3)]
    [InlineData("/opportunities/counted", 5, 10)]
    [InlineData("/compare?o=counted&o=counted-2", 2, 4)]
    [InlineData("/compare?o=counted", 4, 4)]
    [InlineData("/sectors/auto", 3, 4)]
    [InlineData("/regions/ABX", 3, 4)]
    [InlineData("/regions?by=units", 0, 0)]
    [InlineData("/zones/sumgayit-chemical", 2, 3)]
    [InlineData("/progress", 2, 2)]
    [InlineData("/feed", 1, 1)]
    [InlineData("/sitemap.xml", 1, 1)]
    [InlineData("/about", 0, 0)]
    public async Task Each_page_has_a_fixed_number(string path, int forVisitors, int forInvestors)
    {
        await FillAsync();
        var investor = await site.People.InvestorAsync();
        // Paused: it has matches but sends no mails, whose statements would be counted with the page's.
        await site.AddMandateAsync(investor, m => m.PausedAt = TimeProvider.System.GetUtcNow());

        var visitors = await site.StatementsOfAsync(site.NewVisitor(), path);
        var investors = await site.StatementsOfAsync(await site.People.SignInAsync(investor), path);

        Assert.True(visitors.Count == forVisitors, $"{visitors.Count} statements:\n{string.Join("\n\n", visitors)}");
        // And one that asks who it is.
        Assert.True(investors.Count == forInvestors + 1, $"{investors.Count} statements:\n{string.Join("\n\n", investors)}");
    }

    private async Task FillAsync()
    {
        if (await site.InDatabaseAsync(db => Task.FromResult(db.Opportunities.Any())))
            return;
        await site.PublishAsync(o => o.Slug = "counted");
        await site.PublishAsync(o => o.Slug = "counted-2");
        for (var i = 0; i < 40; i++)
            await site.PublishAsync(o => o.Zone = "sumgayit-chemical");
    }
}
