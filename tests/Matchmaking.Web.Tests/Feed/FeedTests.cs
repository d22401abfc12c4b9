using System.Xml.Linq;
using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Feed;

/// <summary>What programs read: feed, sitemap, robots.</summary>
public sealed class FeedTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Programs_find_what_is_published_and_nothing_else()
    {
        var shown = await site.PublishAsync(o => o.Title = new("控制\u0001字符 & <符号>", "Başlıq", "Title"));
        var hidden = await site.PublishAsync(o => o.Status = PublicationStatus.Withdrawn);
        using var client = site.NewClient();

        foreach (var path in new[] { "/feed?lang=zh-Hans", "/sitemap.xml" })
        {
            var xml = XDocument.Parse(await client.GetStringAsync(path)).ToString();
            Assert.Contains("http://localhost/opportunities/" + shown.Slug, xml, StringComparison.Ordinal);
            Assert.DoesNotContain(hidden.Slug, xml, StringComparison.Ordinal);
        }
        Assert.Contains("控制字符 &amp; &lt;符号&gt;", await client.GetStringAsync("/feed?lang=zh-Hans"), StringComparison.Ordinal);
        Assert.Contains("Disallow: /desk\n", await client.GetStringAsync("/robots.txt"), StringComparison.Ordinal);
    }
}
