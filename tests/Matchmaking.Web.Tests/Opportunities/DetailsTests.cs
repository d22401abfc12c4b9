using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Opportunities;

/// <summary>One opportunity: who sees it, what it says, and how it fits an investor.</summary>
public sealed class DetailsTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(PublicationStatus.Draft)]
    [InlineData(PublicationStatus.Submitted)]
    [InlineData(PublicationStatus.Returned)]
    [InlineData(PublicationStatus.Withdrawn)]
    public async Task What_is_not_published_is_not_found_but_by_the_desk(PublicationStatus status)
    {
        var path = "/opportunities/" + (await site.PublishAsync(o => o.Status = status)).Slug;

        Assert.Equal(404, (int)(await site.NewVisitor().OpenAsync(path)).Status);
        Assert.Equal(404, (int)(await (await site.People.SignInAsync(await site.People.InvestorAsync())).OpenAsync(path)).Status);
        var page = await (await site.People.SignInAsync(await site.People.StaffAsync())).OpenAsync(path);
        Assert.Equal(200, (int)page.Status);
        Assert.Contains("only AZPROMO staff see this page", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("zh-CN", "苏姆盖特电动客车与电池组装", "3400万美元", "2025年4月24日", "框架协议", "合资企业")]
    [InlineData(
        "az",
        "Sumqayıtda elektrobus və batareya yığımı",
        "34 mln ABŞ dolları",
        "24 aprel 2025",
        "Çərçivə sazişi",
        "Birgə müəssisə"
    )]
    [InlineData("en", "E-bus and battery assembly in Sumgayit", "US$34 million", "24 April 2025", "Framework agreement", "Joint venture")]
    public async Task It_says_everything_in_the_visitors_language(
        string language,
        string title,
        string amount,
        string published,
        string stage,
        string dealType
    )
    {
        var opportunity = await site.PublishAsync(o =>
            (o.PublishedAt, o.Sources) = (new(2025, 4, 23, 21, 0, 0, TimeSpan.Zero), ["https://example.org/source", "javascript:alert(1)"])
        );

        var page = await site.NewVisitor(language).OpenAsync("/opportunities/" + opportunity.Slug);

        Assert.Equal([title], page.TextsOf("h1"));
        foreach (var words in new[] { amount, published, stage, dealType })
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
        Assert.Equal(
            ["https://example.org/source"],
            page.Document.QuerySelectorAll(".sources a").Select(link => link.GetAttribute("href"))
        );
    }

    [Fact]
    public async Task The_head_names_one_address_for_each_language()
    {
        var opportunity = await site.PublishAsync();

        var page = await site.NewVisitor().OpenAsync($"/opportunities/{opportunity.Slug}?lang=az");

        string Href(string selector) => page.Document.QuerySelector(selector)!.GetAttribute("href")!;
        var address = "http://localhost/opportunities/" + opportunity.Slug;
        Assert.Equal(address + "?lang=az", Href("link[rel=canonical]"));
        Assert.Equal(address + "?lang=zh-Hans", Href("link[hreflang=zh-Hans]"));
        Assert.Equal(address, Href("link[hreflang=x-default]"));
        Assert.Equal(opportunity.Summary.Az, page.Document.QuerySelector("meta[name=description]")!.GetAttribute("content"));
    }

    [Fact]
    public async Task An_investor_sees_matches_with_reasons_and_near_misses()
    {
        var opportunity = await site.PublishAsync();
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Name = "It fits");
        await site.AddMandateAsync(investor, m => (m.Name, m.TicketFrom, m.Currency) = ("It nearly fits", 50_000_000, "USD"));
        await site.AddMandateAsync(investor, m => (m.Name, m.Sectors, m.Places) = ("Far away", ["agri"], ["NAX"]));
        await site.AddMandateAsync(await site.People.InvestorAsync(), m => m.Name = "Somebody else's");

        var page = await (await site.People.SignInAsync(investor)).OpenAsync("/opportunities/" + opportunity.Slug);

        Assert.Contains("It fits", page.Text, StringComparison.Ordinal);
        Assert.Contains("It nearly fits · misses by one condition", page.Text, StringComparison.Ordinal);
        Assert.Contains("Another amount: US$34 million (you asked for at least US$50 million)", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Far away", page.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Somebody else's", page.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Availability.Reserved, "A partner is named")]
    [InlineData(Availability.OnHold, "on hold")]
    [InlineData(Availability.Done, "is done")]
    public async Task What_is_not_open_says_so(Availability availability, string words)
    {
        var opportunity = await site.PublishAsync(o => o.Availability = availability);

        Assert.Contains(words, (await site.NewVisitor().OpenAsync("/opportunities/" + opportunity.Slug)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/opportunities/nothing-here")]
    [InlineData("/opportunities/%E4%B8%AD")]
    [InlineData("/sectors/nope")]
    [InlineData("/regions/nope")]
    [InlineData("/progress?sector=nope")]
    [InlineData("/nowhere/at/all")]
    public async Task What_is_unknown_is_not_found_in_the_visitors_language(string path)
    {
        Assert.Equal((404, "找不到该页面"), await OpenAsync("zh-CN", path));
        Assert.Equal((404, "Səhifə tapılmadı"), await OpenAsync("az", path));
        // The language asked for in the address holds on the page for the status too.
        Assert.Equal(
            (404, "Səhifə tapılmadı"),
            await OpenAsync("en", path + (path.Contains('?', StringComparison.Ordinal) ? "&" : "?") + "lang=az")
        );

        async Task<(int, string)> OpenAsync(string language, string address)
        {
            var page = await site.NewVisitor(language).OpenAsync(address);
            return ((int)page.Status, page.TextsOf("h1").Single());
        }
    }
}
