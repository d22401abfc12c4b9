using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Opportunities;

/// <summary>What is like a listing, and why.</summary>
public sealed class SimilarListingsTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("zh-CN", "同一细分行业、同一地点、金额相近")]
    [InlineData("az", "eyni alt sektor, eyni yer, oxşar məbləğ")]
    [InlineData("en", "same subsector, same place, similar amount")]
    public async Task It_says_what_they_have_in_common_and_most_of_it_comes_first(string language, string most)
    {
        // Places that no other test takes.
        var place = $"AZ-{(language == "az" ? "LAN" : language == "en" ? "SAL" : "YEV")}";
        var one = await AddAsync("elec", "elec.laptops", [place], "Ministry", 10_000_000, "USD");
        var sector = await AddAsync("elec", null, [], "Somebody", null, null);
        var all = await AddAsync("elec", "elec.laptops", [place], "Another", 34_000_000, "AZN");
        var elsewhere = await AddAsync("food", null, [place], "Ministry", 100_000_000, "USD");
        await AddAsync("food", null, [], "Ministry", 10_000_000, "USD");
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places, o.Status) = ("elec", "elec.laptops", [place], PublicationStatus.Draft));

        var page = await site.NewVisitor(language).OpenAsync("/opportunities/" + one.Slug);

        var links = page.Document.QuerySelectorAll(".similar-list .title").Select(link => link.GetAttribute("href")!.Split('/')[^1]).ToList();
        Assert.Equal([all.Slug, elsewhere.Slug], links[..2]);
        Assert.Contains(sector.Slug, links);
        Assert.Equal(most, page.TextsOf(".similar-list .shared")[0]);
        Assert.DoesNotContain(one.Slug, links);
    }

    [Fact]
    public async Task What_one_may_come_in_to_stands_before_what_has_closed()
    {
        var one = await AddAsync("mine", null, ["AZ-DAS"], "Ministry", 10_000_000, "USD");
        var closed = await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places, o.Availability) = ("mine", null, ["AZ-DAS"], Availability.Done));
        var open = await AddAsync("mine", null, [], "Somebody", null, null);

        var page = await site.NewVisitor().OpenAsync("/opportunities/" + one.Slug);

        Assert.Equal(
            [open.Slug, closed.Slug],
            page.Document.QuerySelectorAll(".similar-list .title").Select(link => link.GetAttribute("href")!.Split('/')[^1])
        );
        Assert.Contains("Done", page.TextsOf(".similar-list li")[1], StringComparison.Ordinal);
    }

    private Task<Opportunity> AddAsync(string sector, string? subsector, List<string> places, string promoter, decimal? amount, string? currency) =>
        site.PublishAsync(o =>
        {
            (o.Sector, o.Subsector, o.Places) = (sector, subsector, places);
            (o.Promoter, o.AmountFrom, o.AmountTo, o.Currency) = (new(promoter, promoter, promoter), amount, amount, currency);
        });
}
