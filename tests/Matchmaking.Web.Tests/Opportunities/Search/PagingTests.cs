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
        await site.AddPublishedAsync(65, o => o.PublishedAt = moment);
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

    [Fact]
    public async Task More_rows_come_alone_and_the_address_grows_with_them()
    {
        await site.AddPublishedAsync(160, o => (o.Sector, o.Subsector) = ("mine", "mine.gold"));
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync("/opportunities?sector=mine");
        var (rows, whole) = (SlugsOf(page), "");

        for (var shown = 60; shown <= 150; shown += 30)
        {
            var more = page.Document.QuerySelector("[data-more]")!;
            page = await visitor.OpenWithHtmxAsync(more.GetAttribute("hx-get")!);
            rows.AddRange(SlugsOf(page));
            whole = page.Response.Headers.GetValues("HX-Replace-Url").Single();

            Assert.False(page.Response.Headers.Contains("HX-Push-Url"));
            Assert.Equal($"/opportunities?sector=mine&rows={shown}", whole);
            Assert.Equal([$"{shown} on this page, 160 in all"], page.TextsOf("#shown"));
            // Whoever opens or shares the address sees all of them; back to the page before is not offered on the first.
            var opened = await site.NewVisitor().OpenAsync(whole);
            Assert.Equal(rows, SlugsOf(opened));
            Assert.Equal(page.TextsOf("#shown"), opened.TextsOf("#shown"));
            Assert.Null(opened.Document.QuerySelector("a[rel=prev]"));
        }

        // The longest page: what follows is on the next one, which goes on where this one ends.
        Assert.Null(page.Document.QuerySelector("[data-more]"));
        Assert.Equal(160, rows.Concat(SlugsOf(await NextAsync(visitor, page))).Distinct().Count());
    }

    [Fact]
    public async Task More_rows_of_a_later_page_keep_where_it_begins()
    {
        await site.AddPublishedAsync(95, o => (o.Sector, o.Subsector) = ("food", null));
        var visitor = site.NewVisitor();
        var second = await NextAsync(visitor, await visitor.OpenAsync("/opportunities?sector=food"));

        var page = await visitor.OpenWithHtmxAsync(second.Document.QuerySelector("[data-more]")!.GetAttribute("hx-get")!);

        var whole = await visitor.OpenAsync(page.Response.Headers.GetValues("HX-Replace-Url").Single());
        Assert.Equal(SlugsOf(second).Concat(SlugsOf(page)), SlugsOf(whole));
        Assert.NotNull(whole.Document.QuerySelector("a[rel=prev]"));
        // The last rows come with what takes the place of button and link.
        var last = await visitor.OpenWithHtmxAsync(whole.Document.QuerySelector("[data-more]")!.GetAttribute("hx-get")!);
        Assert.Equal(5, SlugsOf(last).Count);
        Assert.Equal(["", ""], last.TextsOf("#more, #next"));
        Assert.Equal(["65 on this page, 95 in all"], last.TextsOf("#shown"));
        // A page that was gone back to ends where its address says: more is behind the link.
        var back = await visitor.OpenAsync(whole.Document.QuerySelector("a[rel=prev]")!.GetAttribute("href")!);
        Assert.Null(back.Document.QuerySelector("[data-more]"));
        Assert.NotNull(back.Document.QuerySelector("a[rel=next]"));
    }

    [Theory]
    [InlineData("rows=60000")]
    [InlineData("rows=45")]
    [InlineData("rows=-30")]
    [InlineData("rows=0")]
    [InlineData("rows=9999999999999999999999")]
    [InlineData("rows=60&rows=90")]
    [InlineData("past=nonsense")]
    [InlineData("rows=30&past=1_1_00000000000000000000000000000000")]
    public async Task What_makes_no_sense_shows_the_first_page(string query)
    {
        await site.AddPublishedAsync(31, o => (o.Sector, o.Subsector) = ("tour", null));

        var page = await site.NewVisitor().OpenAsync("/opportunities?sector=tour&" + query);

        Assert.Equal((200, 30), ((int)page.Status, SlugsOf(page).Count));
    }

    [Fact]
    public async Task Where_nothing_follows_any_more_the_list_starts_again_as_a_page()
    {
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("fina", null));
        const string Gone = "/opportunities?sector=fina&rows=60&past=-9000000000000000_1_00000000000000000000000000000000";

        var more = await site.NewVisitor().OpenWithHtmxAsync(Gone);
        var page = await site.NewVisitor().OpenAsync(Gone);

        Assert.Equal("/opportunities?sector=fina", more.Response.Headers.GetValues("HX-Redirect").Single());
        Assert.Equal((204, "/opportunities?sector=fina"), ((int)more.Status, page.Path));
    }

    private static Task<Page> NextAsync(Visitor visitor, Page page) =>
        visitor.OpenAsync(page.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!);

    private static List<string> SlugsOf(Page page) =>
        [.. page.Document.QuerySelectorAll("#results .title").Select(title => title.GetAttribute("href")!)];
}
