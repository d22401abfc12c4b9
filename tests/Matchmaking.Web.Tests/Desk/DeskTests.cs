using System.Net;

namespace Matchmaking.Web.Tests.Desk;

/// <summary>Who enters the desk, and what its lists show.</summary>
public sealed class DeskTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/desk")]
    [InlineData("/desk/opportunities")]
    [InlineData("/desk/opportunities/create")]
    [InlineData("/desk/reviews")]
    [InlineData("/desk/mail")]
    public async Task The_desk_is_for_the_desk(string path)
    {
        var visitor = await site.NewVisitor().Client.GetAsync(path);
        Assert.Equal(HttpStatusCode.Redirect, visitor.StatusCode);
        Assert.Contains("/account/sign-in", visitor.Headers.Location!.ToString(), StringComparison.Ordinal);

        var investor = await site.People.SignInAsync(await site.People.InvestorAsync());
        Assert.Equal(HttpStatusCode.NotFound, (await investor.OpenAsync(path)).Status);

        foreach (var language in Matchmaking.Web.Languages.Language.All)
        {
            var staff = await site.People.SignInAsync(await site.People.StaffAsync(language));
            Assert.Equal(HttpStatusCode.OK, (await staff.OpenAsync(path)).Status);
        }
    }

    [Theory]
    [InlineData("?status=draft&sector=agri&q=%27%20%7C%20!&expiring=true&open=true&oldest=true")]
    [InlineData("?status=99&sector=x&after=1.2.3&q=%E5%8F%B7%00")]
    [InlineData("?after=99999999999999999999.x")]
    public async Task Filters_of_any_kind_are_answered(string query)
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        Assert.Equal(HttpStatusCode.OK, (await staff.OpenAsync("/desk/opportunities" + query)).Status);
    }

    [Fact]
    public async Task The_list_shows_every_status_and_finds_words()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var title = "Findable " + Guid.NewGuid().ToString("N")[..8];
        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/opportunities/create"),
            "main form",
            ("Input.Title.En", title),
            ("Input.Sector", "agri")
        );
        Assert.Contains(title, (await staff.OpenAsync("/desk/opportunities?q=" + Uri.EscapeDataString(title))).TextsOf("tbody th a"));
        Assert.Contains(title, (await staff.OpenAsync("/desk/opportunities?status=draft&sector=agri")).TextsOf("tbody th a"));
        Assert.DoesNotContain(title, (await staff.OpenAsync("/desk/opportunities?status=published")).TextsOf("tbody th a"));
    }
}
