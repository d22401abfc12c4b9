using System.Net;
using Matchmaking.Web.Mail;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.MailPages;

/// <summary>The addresses that the desk bars and lets be written to again.</summary>
public sealed class SuppressionTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task An_address_is_barred_and_lifted_with_reasons()
    {
        var person = await site.People.StaffAsync();
        var staff = await site.People.SignInAsync(person);
        var address = $"Li.{Guid.NewGuid():N}@Example.org";

        var page = await BarAsync(staff, address, "She asked by telephone");
        Assert.Contains("She asked by telephone", page.Text, StringComparison.Ordinal);
        var bar = await OneAsync(address);
        Assert.Equal((SuppressionCause.Desk, (Guid?)person.Id), (bar.Cause, bar.ById));

        var lift = await staff.OpenAsync($"/desk/mail/suppressions/{bar.Id}/lift");
        Assert.Null((await OneAsync(address)).LiftedAt);
        var again = await staff.SubmitAsync(lift, "main form", ("Reason", ""));
        Assert.Single(again.Document.QuerySelectorAll(".error-summary"));
        page = await staff.SubmitAsync(lift, "main form", ("Reason", "She changed her mind"));

        Assert.DoesNotContain(bar.Address, page.TextsOf("tbody th"));
        Assert.Equal(("She changed her mind", (Guid?)person.Id), ((await OneAsync(address)).LiftedBecause, (await OneAsync(address)).LiftedById));
        Assert.Contains("She changed her mind", (await staff.OpenAsync("/desk/mail/suppressions?lifted=true&q=" + address)).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/mail/suppressions/{bar.Id}/lift")).Status);
    }

    [Fact]
    public async Task Bad_input_is_shown_again()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await BarAsync(staff, "nobody", "");
        Assert.Equal(2, page.Document.QuerySelectorAll(".error-summary li").Length);
        Assert.Equal("nobody", page.ValueOf("Address"));
    }

    [Fact]
    public async Task The_list_is_searched()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        await BarAsync(staff, "one.findable@example.org", "x");
        await BarAsync(staff, "another@example.org", "x");
        Assert.Equal(["one.findable@example.org"], (await staff.OpenAsync("/desk/mail/suppressions?q=FINDABLE")).TextsOf("tbody th"));
        Assert.Single((await staff.OpenAsync("/desk/mail/suppressions?q=%25")).Document.QuerySelectorAll(".empty"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_else_lifts(bool isSignedIn)
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var address = $"{Guid.NewGuid():N}@example.org";
        await BarAsync(staff, address, "x");
        var bar = await OneAsync(address);
        var visitor = isSignedIn ? await site.People.SignInAsync(await site.People.InvestorAsync()) : site.NewVisitor();
        var page = await visitor.OpenAsync($"/desk/mail/suppressions/{bar.Id}/lift");
        Assert.True(isSignedIn ? page.Status == HttpStatusCode.NotFound : page.Path.StartsWith("/account/sign-in", StringComparison.Ordinal));
    }

    private static async Task<Page> BarAsync(Visitor staff, string address, string reason) =>
        await staff.SubmitAsync(await staff.OpenAsync("/desk/mail/suppressions/create"), "main form", ("Address", address), ("Reason", reason));

    private Task<MailSuppression> OneAsync(string address)
    {
        var key = address.ToLowerInvariant();
        return site.InDatabaseAsync(db => db.MailSuppressions.AsNoTracking().SingleAsync(s => s.Address == key));
    }
}
