namespace Matchmaking.Web.Tests.Startup;

/// <summary>What browsers and caches between may keep of an answer.</summary>
public sealed class FreshnessTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/opportunities?q=bus")]
    [InlineData("/opportunities/suggestions?q=b")]
    [InlineData("/regions")]
    [InlineData("/sectors/auto?lang=az")]
    [InlineData("/feed")]
    [InlineData("/nowhere")]
    public async Task A_visitor_asks_for_a_page_anew_each_time(string path)
    {
        var visitor = site.NewVisitor();
        for (var time = 0; time < 2; time++)
        {
            var headers = (await visitor.OpenAsync(path)).Response.Headers;

            Assert.True(headers.CacheControl is { NoCache: true, Public: false } or { NoStore: true }, $"{headers.CacheControl}");
            if (headers.CacheControl!.NoStore)
                continue;
            Assert.Contains("Cookie", headers.Vary);
            Assert.Contains("Accept-Language", headers.Vary);
            Assert.Contains("HX-Request", headers.Vary);
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/opportunities")]
    [InlineData("/opportunities/suggestions")]
    [InlineData("/saved")]
    public async Task What_somebody_sees_who_has_signed_in_is_kept_nowhere(string path)
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        Assert.True((await visitor.OpenAsync(path)).Response.Headers.CacheControl!.NoStore);
    }

    [Fact]
    public async Task A_file_that_never_changes_says_itself_how_long_it_holds()
    {
        var home = await site.NewVisitor().OpenAsync("/");
        var style = home.Document.QuerySelector("link[rel=stylesheet]")!.GetAttribute("href")!;

        var headers = (await site.NewVisitor().OpenAsync(style)).Response.Headers;

        Assert.False(headers.CacheControl!.Private);
        Assert.DoesNotContain("Cookie", headers.Vary);
    }
}
