using Matchmaking.Web.Features.Opportunities;

namespace Matchmaking.Web.Tests.Opportunities;

/// <summary>What is like a listing, and why.</summary>
public sealed class SimilarListingsTests(Site site) : IClassFixture<Site>
{
    [Theory]
    // Sectors, places and promoters that no other test takes.
    [InlineData("zh-CN", "furn", "furn.furniture", "AZ-YEV", "共同点：同一细分行业、同一地点、金额相近")]
    [InlineData("az", "chem", "chem.fertilisers", "AZ-LAN", "Ortaq cəhətlər: eyni alt sektor, eyni yer, oxşar məbləğ")]
    [InlineData("en", "elec", "elec.laptops", "AZ-SAL", "In common: same subsector, same place, similar amount")]
    public async Task It_says_what_they_have_in_common_and_most_of_it_comes_first(
        string language,
        string sector,
        string subsector,
        string place,
        string most
    )
    {
        var one = await AddAsync(sector, subsector, [place], "Ministry of " + sector, 10_000_000, "USD");
        var same = await AddAsync(sector, null, [], "Somebody", null, null);
        var all = await AddAsync(sector, subsector, [place], "Another", 34_000_000, "AZN");
        var elsewhere = await AddAsync("food", null, [place], "Ministry of " + sector, 100_000_000, "USD");
        await AddAsync("food", null, [], "Ministry of " + sector, 10_000_000, "USD");
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places, o.Status) = (sector, subsector, [place], PublicationStatus.Draft));

        var page = await site.NewVisitor(language).OpenAsync("/opportunities/" + one.Slug);

        var links = page
            .Document.QuerySelectorAll(".similar-list .title")
            .Select(link => link.GetAttribute("href")!.Split('/')[^1])
            .ToList();
        Assert.Equal([all.Slug, elsewhere.Slug], links[..2]);
        Assert.Contains(same.Slug, links);
        Assert.Equal(most, page.TextsOf(".similar-list .shared")[0]);
        Assert.DoesNotContain(one.Slug, links);
    }

    [Fact]
    public async Task A_further_subsector_counts_as_much_as_the_main_one()
    {
        var one = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.MoreSectors, o.Places) = ("tour", null, ["watr.desalination"], [])
        );
        var other = await site.PublishAsync(o => (o.Sector, o.Subsector, o.Places) = ("watr", "watr.desalination", []));

        var page = await site.NewVisitor().OpenAsync("/opportunities/" + one.Slug);

        Assert.Equal([other.Title.En], page.TextsOf(".similar-list .title"));
        Assert.StartsWith("In common: same subsector", page.TextsOf(".similar-list .shared")[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_one_may_come_in_to_stands_before_what_has_closed()
    {
        var one = await AddAsync("mine", null, ["AZ-DAS"], "Ministry", 10_000_000, "USD");
        var closed = await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Places, o.Availability) = ("mine", null, ["AZ-DAS"], Availability.Done)
        );
        var open = await AddAsync("mine", null, [], "Somebody", null, null);

        var page = await site.NewVisitor().OpenAsync("/opportunities/" + one.Slug);

        Assert.Equal(
            [open.Slug, closed.Slug],
            page.Document.QuerySelectorAll(".similar-list .title").Select(link => link.GetAttribute("href")!.Split('/')[^1])
        );
        Assert.Contains("Done", page.TextsOf(".similar-list li")[1], StringComparison.Ordinal);
    }

    private Task<Opportunity> AddAsync(
        string sector,
        string? subsector,
        List<string> places,
        string promoter,
        decimal? amount,
        string? currency
    ) =>
        site.PublishAsync(o =>
        {
            (o.Sector, o.Subsector, o.Places) = (sector, subsector, places);
            (o.Promoter, o.AmountFrom, o.AmountTo, o.Currency) = (new(promoter, promoter, promoter), amount, amount, currency);
        });
}
