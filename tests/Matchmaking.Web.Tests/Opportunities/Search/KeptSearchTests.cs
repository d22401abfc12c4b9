using System.Web;

namespace Matchmaking.Web.Tests.Opportunities.Search;

/// <summary>A search kept as a mandate says on the form what it could not take along, and never asks for more than was searched.</summary>
public sealed class KeptSearchTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("amount=10m-50m&amount=50m-200m", "10000000", "200000000", "")]
    [InlineData("amount=over-200m", "200000000", null, "")]
    [InlineData("amount=10m-50m&amount=none", null, null, "amount")]
    [InlineData("amount=10m-50m&amount=over-200m", null, null, "amount")]
    [InlineData("amount=none", null, null, "amount")]
    [InlineData("q=solar over 100 million", "100000000", null, "")]
    [InlineData("q=solar under US$60m", null, "60000000", "")]
    [InlineData("q=solar over 100 million&amount=10m-50m", null, null, "amount “over 100 million")]
    [InlineData("zone=alat-fez&closing=1&need=rail&q=methanol", null, null, "zone need closing “methanol")]
    public async Task What_a_mandate_cannot_say_goes_along_by_name(string query, string? from, string? to, string left)
    {
        await site.PublishAsync(o => (o.Zone, o.ValidUntil) = ("alat-fez", null));
        var list = await site.NewVisitor().OpenAsync("/opportunities?" + query);

        var link = list.Document.QuerySelector("a[href^='/mandates/create']")!.GetAttribute("href")!;
        var sent = HttpUtility.ParseQueryString(link.Split('?')[1]);

        Assert.Equal((from, to), (sent["ticketFrom"], sent["ticketTo"]));
        Assert.Equal(left, string.Join(' ', sent.GetValues("left") ?? []));
    }

    [Fact]
    public async Task The_form_says_what_was_left()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());

        var form = await visitor.OpenAsync("/mandates/create?sectors=renw&left=zone&left=closing&left=“<b>methanol&left=“zone");

        Assert.Equal(
            ["A mandate cannot say all that a search can. Not carried over: zone, “Closes within 30 days”, “<b>methanol”, “zone”."],
            form.TextsOf(".notice.below-head p")
        );
        Assert.Empty((await visitor.OpenAsync("/mandates/create?sectors=renw")).TextsOf(".notice.below-head p"));
    }
}
