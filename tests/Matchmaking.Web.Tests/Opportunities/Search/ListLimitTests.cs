using System.Net;
using Matchmaking.Web.Features;

namespace Matchmaking.Web.Tests.Opportunities.Search;

/// <summary>A site with the limits of the product for reading the list.</summary>
public sealed class ReadersSite : Site
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("RateLimits:Search", $"{new RateLimitsSettings().Search}"),
            new("RateLimits:SearchOfAddress", $"{new RateLimitsSettings().SearchOfAddress}"),
            new("RateLimits:Posts", "1"),
        ];
}

/// <summary>A site on a real port, where the server's own limits hold.</summary>
public sealed class PortSite : Site
{
    protected override bool OnRealPort => true;
}

/// <summary>How often the list may be read from one address, and with how long an address.</summary>
public sealed class ListLimitTests(ReadersSite site, PortSite port) : IClassFixture<ReadersSite>, IClassFixture<PortSite>
{
    [Fact]
    public async Task An_office_behind_one_address_reads_on_and_who_overdoes_it_is_told_how_long_to_wait()
    {
        using var office = site.NewClient();
        for (var view = 0; view < 3 * 120; view++)
            Assert.Equal(HttpStatusCode.OK, (await office.GetAsync("/opportunities")).StatusCode);

        // Who has signed in there counts alone.
        var person = await site.People.SignInAsync(await site.People.InvestorAsync());
        HttpResponseMessage? refused = null;
        for (var view = 0; refused is null && view <= new RateLimitsSettings().Search; view++)
            if (await person.Client.GetAsync("/opportunities") is { StatusCode: not HttpStatusCode.OK } answer)
                refused = answer;

        Assert.Equal(HttpStatusCode.TooManyRequests, refused!.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        var colleague = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Equal(HttpStatusCode.OK, (await colleague.OpenAsync("/opportunities")).Status);
        Assert.Equal(HttpStatusCode.OK, (await office.GetAsync("/opportunities")).StatusCode);
    }

    [Fact]
    public async Task What_is_posted_too_often_is_told_so_too()
    {
        var person = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await person.OpenAsync("/account/profile");
        await person.SubmitAsync(page, "main form");

        var refused = await person.SubmitAsync(page, "main form");

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.Status);
        Assert.NotNull(refused.Response.Headers.RetryAfter?.Delta);
    }

    [Theory]
    [InlineData("x")]
    [InlineData("桥")]
    public async Task A_query_of_ten_thousand_characters_gets_a_page_that_says_how_much_was_searched_for(string letter)
    {
        using var client = new HttpClient { BaseAddress = new(port.ListensOn) };
        var words = Uri.EscapeDataString(string.Concat(Enumerable.Repeat(letter, 10_000)));

        var page = await Page.ReadAsync(await client.GetAsync("/opportunities?lang=en&q=" + words));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("100 characters", page.TextsOf(".notice").Single(), StringComparison.Ordinal);
        Assert.Equal(100, page.ValueOf("q")!.Length);
    }

    [Fact]
    public async Task Who_has_to_sign_in_first_is_not_sent_to_an_address_that_is_too_long()
    {
        using var client = new HttpClient { BaseAddress = new(port.ListensOn) };
        var words = Uri.EscapeDataString(new string('桥', 10_000));

        var page = await Page.ReadAsync(await client.GetAsync("/desk/opportunities?q=" + words));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.NotNull(page.Document.QuerySelector("main [type=password]"));
    }
}
