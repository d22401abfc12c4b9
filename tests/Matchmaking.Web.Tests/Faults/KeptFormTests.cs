using System.Net;
using Matchmaking.Web.Tests.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Faults;

/// <summary>A session ends, or another begins, while a long form is filled in: nothing typed is lost.</summary>
public sealed class KeptFormTests(Site site) : IClassFixture<Site>
{
    private const string First = "main form",
        Last = "main form:last-of-type";

    private static readonly (string Name, string? Value)[] Typed =
    [
        ("sectors", "agri"),
        ("sectors", "heal.rnd"),
        ("name", "温室 <b>\"two\"</b>"),
        ("ticketFrom", "3400万美元"),
        ("excludedWords", "one\ntwo"),
    ];

    [Fact]
    public async Task Whoever_saves_after_the_end_of_the_session_signs_in_on_the_spot_and_goes_on()
    {
        var (person, visitor) = await SignedInAsync();
        var form = await visitor.OpenAsync("/mandates/create");
        await EndSessionsAsync(person.Id);

        var over = await visitor.SubmitAsync(form, First, Typed);
        Assert.Equal(HttpStatusCode.Unauthorized, over.Status);
        var wrong = await visitor.SubmitAsync(over, First, ("Address", person.Email), ("Password", "not the right one"));
        var signedIn = await visitor.SubmitAsync(wrong, First, ("Address", person.Email), ("Password", People.Password));
        Assert.Contains("You are signed in", signedIn.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(signedIn, First);

        await AssertSavedAsync(person.Id);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Whoever_signs_in_by_mail_gets_the_form_back_too(bool byLink)
    {
        var (person, visitor) = await SignedInAsync();
        var form = await visitor.OpenAsync("/mandates/create");
        await EndSessionsAsync(person.Id);

        var over = await visitor.SubmitAsync(form, First, Typed);
        var asked = await visitor.PressAsync(over, "button[formaction]", ("Address", person.Email));
        Assert.StartsWith("/account/sign-in/code", asked.Path, StringComparison.Ordinal);
        Assert.Empty(asked.TextsOf(".error-summary"));
        await site.SendMailsAsync();
        var mail = await site.Mails.WaitForAsync(
            person.Email!,
            mail => mail.Text.Contains("/account/sign-in/link/", StringComparison.Ordinal)
        );
        if (byLink)
        {
            var link = System.Text.RegularExpressions.Regex.Match(mail.Text, @"/account/sign-in/link/\S+").Value;
            await visitor.SubmitAsync(await visitor.OpenAsync(link), First);
        }
        var code = System.Text.RegularExpressions.Regex.Match(mail.Text, @"\b[0-9]{3} ?[0-9]{3}\b").Value;
        var back = await visitor.SubmitAsync(asked, First, ("Code", byLink ? "" : code));
        // The token of the page is older than the session that the link began.
        if (byLink)
            back = await visitor.SubmitAsync(back, First);
        await visitor.SubmitAsync(back, First);

        await AssertSavedAsync(person.Id);
    }

    [Fact]
    public async Task Whoever_signs_in_in_another_tab_sends_the_same_form_again()
    {
        var (person, visitor) = await SignedInAsync();
        var form = await visitor.OpenAsync("/mandates/create");
        await EndSessionsAsync(person.Id);
        var over = await visitor.SubmitAsync(form, First, Typed);
        await visitor.SignInAsync(person.Email!, People.Password);

        var again = await visitor.SubmitAsync(over, Last);
        Assert.Contains("Please send it once more", again.Text, StringComparison.Ordinal);
        await visitor.SubmitAsync(again, First);

        await AssertSavedAsync(person.Id);
    }

    [Fact]
    public async Task A_form_that_was_open_while_a_colleague_signed_in_comes_back_whole()
    {
        var (person, visitor) = await SignedInAsync();
        var colleague = await site.People.InvestorAsync();
        var form = await visitor.OpenAsync("/mandates/create");
        await EndSessionsAsync(person.Id);
        await visitor.SignInAsync(colleague.Email!, People.Password);

        var stale = await visitor.SubmitAsync(form, First, Typed);
        Assert.Equal(HttpStatusCode.BadRequest, stale.Status);
        await visitor.SubmitAsync(stale, First);

        await AssertSavedAsync(colleague.Id);
    }

    [Theory]
    [InlineData(false, "/matches")]
    [InlineData(true, "/desk/inbox")]
    public async Task A_sign_in_form_of_somebody_who_signed_in_elsewhere_leads_on(bool isDesk, string home)
    {
        var person = isDesk ? await site.People.StaffAsync() : await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/sign-in");
        await visitor.SignInAsync(person.Email!, People.Password);

        var page = await visitor.SubmitAsync(form, First, ("Address", person.Email), ("Password", People.Password));

        Assert.Equal((HttpStatusCode.OK, home), (page.Status, page.Path));
    }

    [Theory]
    [InlineData("Sec-Fetch-Site", "cross-site")]
    [InlineData("Origin", "https://evil.example")]
    [InlineData("Accept", "*/*")]
    public async Task What_another_site_sends_does_not_come_back_as_ours(string header, string value)
    {
        using var client = site.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, "/mandates/create")
        {
            Content = new FormUrlEncodedContent([KeyValuePair.Create("name", "of another site")]),
        };
        request.Headers.Add(header, value);

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
    }

    [Theory]
    [InlineData("//evil.example/")]
    [InlineData("/\\evil.example/")]
    [InlineData("/\t/evil.example/")]
    [InlineData("~//evil.example/")]
    [InlineData("https://evil.example/")]
    public async Task A_form_is_sent_on_to_this_site_only(string action)
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/sign-in"),
            First,
            ("Address", person.Email),
            ("Password", People.Password),
            ("kept-to", action),
            ("kept.name", "x")
        );

        Assert.Equal("/matches", page.Path);
    }

    [Fact]
    public async Task A_preview_after_the_end_of_the_session_leaves_the_page_as_it_is()
    {
        var (person, visitor) = await SignedInAsync();
        var form = await visitor.OpenAsync("/mandates/create");
        await EndSessionsAsync(person.Id);

        var preview = await visitor.SubmitWithHtmxAsync(form, First, "/mandates/create?handler=Preview", Typed);

        Assert.Equal(HttpStatusCode.Unauthorized, preview.Status);
    }

    private async Task<(Features.Account.Person Person, Visitor Visitor)> SignedInAsync()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        await visitor.SignInAsync(person.Email!, People.Password);
        return (person, visitor);
    }

    private Task EndSessionsAsync(Guid person) =>
        site.InDatabaseAsync(db => db.Sessions.Where(session => session.PersonId == person).ExecuteDeleteAsync());

    private async Task AssertSavedAsync(Guid person)
    {
        var mandate = await site.InDatabaseAsync(db => db.Mandates.SingleAsync(m => m.OwnerId == person));
        Assert.Equal("温室 <b>\"two\"</b>", mandate.Name);
        Assert.Equal(["agri", "heal.rnd"], mandate.Sectors.Order(StringComparer.Ordinal));
        Assert.Equal((34_000_000m, "USD"), (mandate.TicketFrom, mandate.Currency));
        Assert.Equal(["one", "two"], mandate.ExcludedWords);
    }
}
