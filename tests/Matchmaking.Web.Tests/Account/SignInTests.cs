using System.Net;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>In by password, by code and by link; and out.</summary>
public sealed class SignInTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_password_lets_in_and_the_site_speaks_the_accounts_language()
    {
        var person = await site.People.InvestorAsync("az");
        var visitor = site.NewVisitor("en");

        Assert.Equal("/matches", (await visitor.SignInAsync(person.Email!, People.Password)).Path);
        Assert.Equal("az", (await visitor.OpenAsync("/account/profile")).Document.DocumentElement.GetAttribute("lang"));
    }

    [Theory]
    [InlineData("/account/profile/email", "/account/profile/email")]
    [InlineData("https://evil.example/", "/matches")]
    [InlineData("//evil.example/", "/matches")]
    [InlineData("/\\evil.example/", "/matches")]
    public async Task One_comes_back_to_where_one_wanted_to_go_but_never_to_another_site(string returnUrl, string landed)
    {
        var person = await site.People.InvestorAsync();
        var page = await site.NewVisitor().SignInAsync(person.Email!, People.Password, "?ReturnUrl=" + Uri.EscapeDataString(returnUrl));
        Assert.Equal(landed, page.Path);
    }

    [Fact]
    public async Task The_same_answer_for_a_wrong_password_an_unknown_address_and_a_withdrawn_account()
    {
        var person = await site.People.InvestorAsync();
        var withdrawn = await site.People.InvestorAsync();
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == withdrawn.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.LockoutEnd, DateTimeOffset.MaxValue))
        );

        var answers = new List<string>();
        foreach (
            var (email, password) in new[]
            {
                (person.Email!, "not the right one"),
                (AccountSteps.NewAddress(), People.Password),
                (withdrawn.Email!, People.Password),
            }
        )
            answers.Add((await site.NewVisitor().SignInAsync(email, password)).Text);

        Assert.Single(answers.Distinct());
        Assert.Contains("The address or the password is not right", answers[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task Ten_wrong_passwords_lock_the_account_but_not_the_way_by_mail()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        for (var attempt = 0; attempt < 10; attempt++)
            await visitor.SignInAsync(person.Email!, "wrong password number " + attempt);

        await visitor.SignInAsync(person.Email!, People.Password);
        Assert.False(await visitor.IsSignedInAsync());

        await EnterAsync(visitor, await AskAsync(visitor, person));
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task An_account_without_confirmation_gets_the_confirmation_again()
    {
        var email = AccountSteps.NewAddress();
        await site.NewVisitor().SignUpAsync(email);
        await site.SettleAccountsAsync();
        var visitor = site.NewVisitor();

        var right = (await visitor.SignInAsync(email, AccountSteps.Password)).Text;
        await site.SendMailsAsync();
        Assert.Equal(2, site.Mails.To(email).Count);
        // The answer to somebody who signed up with an address that may have an account must not tell.
        Assert.Equal(right, (await visitor.SignInAsync(email, "some other password")).Text);
        await site.SendMailsAsync();
        Assert.Equal(2, site.Mails.To(email).Count);
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task A_code_lets_in_once()
    {
        var person = await site.People.InvestorAsync("zh-Hans");
        var visitor = site.NewVisitor();
        var code = await AskAsync(visitor, person);

        // As a Chinese keyboard may type it.
        var page = await EnterAsync(visitor, string.Concat(code.Select(digit => (char)('０' + digit - '0'))));

        Assert.Equal("/matches", page.Path);
        Assert.True(await visitor.IsSignedInAsync());
        Assert.Equal(1, await site.InDatabaseAsync(db => db.SignInRequests.CountAsync(r => r.PersonId == person.Id && r.UsedAt != null)));
    }

    [Fact]
    public async Task A_code_is_worth_nothing_in_another_browser()
    {
        var person = await site.People.InvestorAsync();
        var code = await AskAsync(site.NewVisitor(), person);
        var thief = site.NewVisitor();
        await AskForAsync(thief, AccountSteps.NewAddress());

        await EnterAsync(thief, code);

        Assert.False(await thief.IsSignedInAsync());
    }

    [Fact]
    public async Task Five_wrong_codes_end_the_request()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        var code = await AskAsync(visitor, person);
        for (var attempt = 0; attempt < 5; attempt++)
            await EnterAsync(visitor, code == "000000" ? "111111" : "000000");

        var page = await EnterAsync(visitor, code);

        Assert.Contains("not right, or no longer valid", page.Text, StringComparison.Ordinal);
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task Codes_tried_all_at_once_share_the_five_attempts()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        var code = await AskAsync(visitor, person);
        var page = await visitor.OpenAsync("/account/sign-in/code");

        await Task.WhenAll(
            Enumerable.Range(0, 20).Select(_ => visitor.SubmitAsync(page, "main form", ("Code", code == "000000" ? "111111" : "000000")))
        );

        Assert.Equal(
            5,
            await site.InDatabaseAsync(db => db.SignInRequests.Where(r => r.PersonId == person.Id).Select(r => r.WrongCodes).SingleAsync())
        );
    }

    [Fact]
    public async Task A_code_is_over_after_fifteen_minutes()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        var code = await AskAsync(visitor, person);
        var link = site.Mails.To(person.Email!)[0].Link();
        var request = await site.InDatabaseAsync(db => db.SignInRequests.SingleAsync(r => r.PersonId == person.Id));
        Assert.InRange(request.ExpiresAt - TimeProvider.System.GetUtcNow(), TimeSpan.FromMinutes(14), TimeSpan.FromMinutes(15));
        var past = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        await site.InDatabaseAsync(db =>
            db.SignInRequests.Where(r => r.Id == request.Id).ExecuteUpdateAsync(set => set.SetProperty(r => r.ExpiresAt, past))
        );

        await EnterAsync(visitor, code);
        Assert.Contains("no longer works", (await visitor.OpenAsync(link)).Text, StringComparison.Ordinal);

        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task The_link_lets_in_once_and_looking_at_it_does_not_use_it_up()
    {
        var person = await site.People.InvestorAsync();
        await AskAsync(site.NewVisitor(), person);
        var link = site.Mails.To(person.Email!)[0].Link();
        await site.NewVisitor().OpenAsync(link);
        var (phone, thief) = (site.NewVisitor(), site.NewVisitor());
        var stolen = await thief.OpenAsync(link);

        await phone.FollowAsync(link);
        Assert.True(await phone.IsSignedInAsync());

        var page = await thief.SubmitAsync(stolen, "main form");
        Assert.Contains("no longer works", page.Text, StringComparison.Ordinal);
        Assert.False(await thief.IsSignedInAsync());
    }

    [Fact]
    public async Task Neither_token_nor_code_is_stored()
    {
        var person = await site.People.InvestorAsync();
        var code = await AskAsync(site.NewVisitor(), person);
        var token = site.Mails.To(person.Email!)[0].Link().Split('/')[^1];

        var row = await site.InDatabaseAsync(db => db.Mails.SingleAsync(mail => mail.PersonId == person.Id));
        Assert.DoesNotContain(
            row.Data.Values.Append(row.Subject),
            value => value!.Contains(token, StringComparison.Ordinal) || value.Contains(code, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task An_unknown_address_sees_the_same_pages_and_gets_no_mail()
    {
        var person = await site.People.InvestorAsync();
        var unknown = AccountSteps.NewAddress();
        var (one, two) = (site.NewVisitor(), site.NewVisitor());

        var known = await AskForAsync(one, person.Email!);
        var other = await AskForAsync(two, unknown);
        Assert.Equal(
            known.Text.Replace(person.Email!, "", StringComparison.Ordinal),
            other.Text.Replace(unknown, "", StringComparison.Ordinal)
        );

        await site.Mails.WaitForAsync(person.Email!);
        for (var attempt = 0; attempt < 7; attempt++)
            Assert.Equal(
                (await EnterAsync(one, "000000")).Text.Replace(person.Email!, "", StringComparison.Ordinal),
                (await EnterAsync(two, "000000")).Text.Replace(unknown, "", StringComparison.Ordinal)
            );
        await site.SendMailsAsync();
        Assert.Empty(site.Mails.To(unknown));
    }

    [Fact]
    public async Task A_fragment_of_a_closed_page_is_401_so_that_the_page_stays()
    {
        using var client = site.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account/profile");
        request.Headers.Add("HX-Request", "true");

        var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Null(response.Headers.Location);
    }

    [Fact]
    public async Task A_bad_form_is_422_for_htmx()
    {
        var visitor = site.NewVisitor();
        var page = await visitor.SubmitWithHtmxAsync(await visitor.OpenAsync("/account/sign-in"), "main form", null, ("Address", "x"));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, page.Status);
    }

    [Fact]
    public async Task Signing_out_takes_a_form()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        await visitor.SignInAsync(person.Email!, People.Password);

        await visitor.OpenAsync("/account/sign-out");
        Assert.True(await visitor.IsSignedInAsync());

        await visitor.SubmitAsync(await visitor.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        Assert.False(await visitor.IsSignedInAsync());
    }

    private static async Task<Page> AskForAsync(Visitor visitor, string email) =>
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/sign-in/mail"), "main form", ("Address", email));

    private async Task<string> AskAsync(Visitor visitor, Person person)
    {
        await AskForAsync(visitor, person.Email!);
        return (await site.Mails.WaitForAsync(person.Email!, mail => mail.Code().Length > 0)).Code();
    }

    private static async Task<Page> EnterAsync(Visitor visitor, string code) =>
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/sign-in/code"), "main form", ("Code", code));
}
