using Matchmaking.Web.Startup;

namespace Matchmaking.Web.Tests.Opportunities.Search;

/// <summary>Pages of the list show every opportunity once, forwards and backwards.</summary>
public sealed class PagingTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Every_row_comes_once_in_both_directions()
    {
        // All published at the same moment: the order must hold nevertheless.
        var moment = TimeProvider.System.GetUtcNow();
        for (var i = 0; i < 65; i++)
            await site.PublishAsync(o => o.PublishedAt = moment);
        var visitor = site.NewVisitor();

        var forwards = new List<IReadOnlyList<string>>();
        var page = await visitor.OpenAsync("/opportunities?sector=auto");
        for (; forwards.Count < 5; page = await visitor.OpenAsync(page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!))
        {
            forwards.Add(SlugsOf(page));
            if (page.Document.QuerySelector("a[rel=next]") is null)
                break;
        }
        Assert.Equal([30, 30, 5], forwards.Select(slugs => slugs.Count));
        Assert.Equal(65, forwards.SelectMany(slugs => slugs).Distinct().Count());

        page = await visitor.OpenAsync(page.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal(forwards[1], SlugsOf(page));
        page = await visitor.OpenAsync(page.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Equal(forwards[0], SlugsOf(page));
        Assert.Null(page.Document.QuerySelector("a[rel=prev]"));
    }

    private static List<string> SlugsOf(Page page) =>
        [.. page.Document.QuerySelectorAll("#results .title").Select(title => title.GetAttribute("href")!)];
}
