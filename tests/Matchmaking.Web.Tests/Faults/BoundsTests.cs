using System.Net;
using System.Text;
using Matchmaking.Web.Features;
using Matchmaking.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Faults;

/// <summary>A site that lets each person write three times a minute.</summary>
public sealed class CostlySite : Site
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("RateLimits:Costly", "3")];
}

/// <summary>How much one may send, how often, and what is taken out of it on the way in.</summary>
public sealed class BoundsTests(CostlySite site) : IClassFixture<CostlySite>
{
    [Theory]
    [InlineData("/account/sign-in")]
    [InlineData("/no/such/page")]
    [InlineData("/unsubscribe/x")]
    public async Task A_body_that_is_too_large_is_refused_before_anything_reads_it(string path)
    {
        using var client = site.NewClient();
        client.DefaultRequestHeaders.AcceptLanguage.Add(new("zh-CN"));
        using var body = new StringContent(
            "a=" + new string('x', RequestBounds.LargestBody),
            Encoding.ASCII,
            "application/x-www-form-urlencoded"
        );

        var page = await Page.ReadAsync(await client.PostAsync(path, body));

        Assert.Equal((HttpStatusCode.RequestEntityTooLarge, "提交的内容过大"), (page.Status, page.TextsOf("h1").Single()));
    }

    [Fact]
    public async Task The_longest_listing_in_three_languages_is_not_too_large()
    {
        var visitor = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await visitor.OpenAsync("/desk/opportunities/create");
        var form = page.Document.QuerySelector("main form")!;

        // As a browser sends it: with its parts as they are, not with each byte as three characters.
        Assert.Equal("multipart/form-data", form.GetAttribute("enctype"));
        Assert.True(3 * 4 * (160 + 600 + 8000) + 20_000 < RequestBounds.LargestBody);
    }

    [Fact]
    public async Task A_person_who_writes_too_often_waits_and_a_colleague_at_the_same_address_does_not()
    {
        var (one, other) = (
            await site.People.SignInAsync(await site.People.InvestorAsync()),
            await site.People.SignInAsync(await site.People.InvestorAsync())
        );
        var page = await one.OpenAsync("/organisation/track-record/create");
        for (var time = 0; time < 3; time++)
            Assert.Equal(HttpStatusCode.OK, (await one.SubmitAsync(page, "main form")).Status);

        var refused = await one.SubmitAsync(page, "main form", ("Input.Title", "里海 \"50%\""));
        Assert.Equal((HttpStatusCode.TooManyRequests, "里海 \"50%\""), (refused.Status, refused.ValueOf("Input.Title")));
        Assert.Equal(
            HttpStatusCode.OK,
            (await other.SubmitAsync(await other.OpenAsync("/organisation/track-record/create"), "main form")).Status
        );
    }

    [Fact]
    public async Task Previews_while_typing_never_use_up_the_turn_of_saving()
    {
        var visitor = await site.People.SignInAsync(await site.People.InvestorAsync());
        var page = await visitor.OpenAsync("/mandates/create");
        for (var time = 0; time < 20; time++)
            Assert.Equal(
                HttpStatusCode.OK,
                (await visitor.SubmitWithHtmxAsync(page, "main form", "/mandates/create?handler=Preview", ("sectors", "auto.ebus"))).Status
            );

        Assert.NotEqual(HttpStatusCode.TooManyRequests, (await visitor.SubmitAsync(page, "main form", ("sectors", "auto.ebus"))).Status);
    }

    [Theory]
    [InlineData("/desk/opportunities?sector=%00&q=%EF%BF%BE")]
    [InlineData("/desk/people?q=%00%EF%BF%BF%F0%9F%98%80")]
    [InlineData("/desk/organisations?q=a%00b&%EF%BF%BE=1")]
    [InlineData("/opportunities/a%EF%BF%BEb")]
    [InlineData("/sectors/%E2%80%8B")]
    [InlineData("/alerts/%C2%A0/answer")]
    public async Task What_the_database_refuses_in_an_address_never_reaches_it(string path)
    {
        var visitor = await site.People.SignInAsync(await site.People.StaffAsync());

        Assert.Contains((await visitor.OpenAsync(path)).Status, new[] { HttpStatusCode.OK, HttpStatusCode.NotFound });
    }

    [Theory]
    [InlineData("a\uFFFE@example.com", "a@example.com")]
    [InlineData("a\u0001\u200Bb\uFDD0", "ab")]
    public async Task What_nobody_can_keep_is_taken_out_of_a_form(string typed, string shown)
    {
        var visitor = site.NewVisitor();
        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/sign-in"),
            "main form",
            ("Address", typed),
            ("Password", "p\uFFFEq")
        );

        Assert.Equal((HttpStatusCode.OK, shown), (page.Status, page.ValueOf("Address")));
    }

    [Fact]
    public async Task A_file_with_any_name_is_kept()
    {
        var staff = await site.People.StaffAsync();
        var visitor = await site.People.SignInAsync(staff);
        var page = await visitor.OpenAsync("/desk/organisations/import");
        using var form = new MultipartFormDataContent
        {
            { new StringContent(page.ValueOf("__RequestVerificationToken")!), "__RequestVerificationToken" },
        };
        form.Add(new ByteArrayContent("deal_id,year\n1,2020\n"u8.ToArray()), "Upload", new string('a', 199) + "𠮷\uFFFE.csv");

        var kept = await visitor.Client.PostAsync("/desk/organisations/import", form);

        Assert.Equal(HttpStatusCode.Redirect, kept.StatusCode);
        Assert.Equal(
            new string('a', 199),
            await site.InDatabaseAsync(db => db.DealImports.Where(i => i.UploadedById == staff.Id).Select(i => i.FileName).SingleAsync())
        );
    }
}
