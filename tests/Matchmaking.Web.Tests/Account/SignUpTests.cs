using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>An investor opens an account.</summary>
public sealed class SignUpTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task An_investor_signs_up_confirms_and_is_asked_what_to_look_for()
    {
        var email = AccountSteps.NewAddress();
        var visitor = site.NewVisitor("zh-Hans");

        var sent = await visitor.SignUpAsync(email);
        Assert.Contains($"我们已向 {email} 发送邮件。", sent.Text, StringComparison.Ordinal);
        var mail = await site.Mails.WaitForAsync(email);
        Assert.StartsWith("确认邮箱", mail.Subject, StringComparison.Ordinal);
        Assert.False(await visitor.IsSignedInAsync());

        var landed = await visitor.FollowAsync(mail.Link());
        Assert.Equal("/mandates/create", landed.Path);
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task What_a_company_wants_to_do_is_kept_and_the_form_of_an_enquiry_begins_with_it()
    {
        var email = AccountSteps.NewAddress();
        var visitor = site.NewVisitor();
        await visitor.SignUpAsync(email, ("Input.Intent", "ContractWork"));
        Assert.Equal(EnquiryIntent.ContractWork, (await PersonAsync(email))!.Organisation!.Intent);

        await visitor.FollowAsync((await site.Mails.WaitForAsync(email)).Link());
        var ask = await visitor.OpenAsync("/enquiries/create");
        Assert.Equal("ContractWork", ask.Document.QuerySelector("#Input_Intent option[selected]")!.GetAttribute("value"));
    }

    [Fact]
    public async Task A_purpose_that_is_none_is_refused_and_nothing_else_is_lost()
    {
        var page = await site.NewVisitor().SignUpAsync(AccountSteps.NewAddress(), ("Input.Intent", "Dance"));
        Assert.Single(page.TextsOf("fieldset.has-error .error"));
        Assert.Equal("深圳里海新能源有限公司", page.Document.QuerySelector("#Input_Organisation")!.GetAttribute("value"));
    }

    [Fact]
    public async Task What_was_agreed_to_is_recorded()
    {
        var email = AccountSteps.NewAddress();
        await site.NewVisitor("az").SignUpAsync(email, ("Input.Country", "HK"), ("Input.Language", "en"));

        var person = await PersonAsync(email);
        Assert.Equal(("2026-12-01", "az"), (person!.ConsentVersion, person.ConsentLanguage));
        Assert.NotNull(person.ConsentAt);
        Assert.Equal(("en", "深圳里海新能源有限公司", "HK"), (person.Language, person.Organisation!.Name, person.Organisation.Country));
        Assert.Equal(["investor"], await RolesAsync(person));
    }

    [Fact]
    public async Task A_scanner_that_looks_at_the_link_changes_nothing()
    {
        var email = AccountSteps.NewAddress();
        var visitor = site.NewVisitor();
        await visitor.SignUpAsync(email);
        var link = (await site.Mails.WaitForAsync(email)).Link();

        var scanner = site.NewVisitor();
        await scanner.OpenAsync(link);
        await scanner.OpenAsync(link);

        Assert.False((await PersonAsync(email))!.EmailConfirmed);
        Assert.False(await scanner.IsSignedInAsync());
        await visitor.FollowAsync(link);
        Assert.True((await PersonAsync(email))!.EmailConfirmed);
    }

    [Fact]
    public async Task In_another_browser_the_password_is_asked_for()
    {
        var email = AccountSteps.NewAddress();
        await site.NewVisitor().SignUpAsync(email);
        var link = (await site.Mails.WaitForAsync(email)).Link();
        var phone = site.NewVisitor();

        var refused = await phone.FollowAsync(link, ("Password", "not the password at all"));
        Assert.Contains("This password is not right", refused.Text, StringComparison.Ordinal);
        Assert.False((await PersonAsync(email))!.EmailConfirmed);

        var landed = await phone.FollowAsync(link, ("Password", AccountSteps.Password));
        Assert.Equal("/mandates/create", landed.Path);
    }

    [Fact]
    public async Task A_used_link_opens_nothing()
    {
        var email = AccountSteps.NewAddress();
        var visitor = site.NewVisitor();
        await visitor.SignUpAsync(email);
        var link = (await site.Mails.WaitForAsync(email)).Link();
        var thief = site.NewVisitor();
        var early = await thief.OpenAsync(link);
        await visitor.FollowAsync(link);

        Assert.Contains(
            "confirmed already",
            (await thief.SubmitAsync(early, "main form", ("Password", AccountSteps.Password))).Text,
            StringComparison.Ordinal
        );
        Assert.Contains("confirmed already", (await thief.OpenAsync(link)).Text, StringComparison.Ordinal);
        Assert.False(await thief.IsSignedInAsync());
    }

    [Theory]
    [InlineData("/account/confirm/0193a000-0000-7000-8000-000000000000/AAAA")]
    [InlineData("/account/confirm/0193a000-0000-7000-8000-000000000000/%E6%A1%A5%20%3Cb%3E")]
    [InlineData("/account/reset/0193a000-0000-7000-8000-000000000000/AAAA")]
    [InlineData("/account/email/0193a000-0000-7000-8000-000000000000/AAAA?address=a@example.org")]
    [InlineData("/account/invitation/0193a000-0000-7000-8000-000000000000/AAAA")]
    [InlineData("/account/sign-in/link/AAAA")]
    public async Task A_broken_link_says_so_and_shows_a_way_on(string link)
    {
        var page = await site.NewVisitor("az").OpenAsync(link);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Contains("Keçid artıq işləmir", page.Text, StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector("main a.btn-main"));
    }

    [Fact]
    public async Task A_known_address_gets_the_same_answer_and_its_owner_a_mail()
    {
        var owner = await site.People.InvestorAsync("az");
        var unknown = AccountSteps.NewAddress();

        var first = await site.NewVisitor().SignUpAsync(unknown);
        var second = await site.NewVisitor().SignUpAsync(owner.Email!);

        Assert.Equal((first.Status, first.Path), (second.Status, second.Path));
        Assert.Equal(
            first.Text.Replace(unknown, "", StringComparison.Ordinal),
            second.Text.Replace(owner.Email!, "", StringComparison.Ordinal)
        );
        var mail = await site.Mails.WaitForAsync(owner.Email!);
        Assert.Contains("artıq hesabınız var", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("/account/sign-in", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/account/confirm/", mail.Text, StringComparison.Ordinal);
        Assert.Equal(PasswordIs.Unchanged, await TryAsync(owner));
    }

    [Fact]
    public async Task A_second_sign_up_before_confirmation_replaces_the_first()
    {
        var email = AccountSteps.NewAddress();
        await site.NewVisitor().SignUpAsync(email, ("Input.Password", "an intruder chose this one"), ("Input.Language", "en"));
        var old = (await site.Mails.WaitForAsync(email)).Link();
        var visitor = site.NewVisitor();

        await visitor.SignUpAsync(email);
        var mail = await site.Mails.WaitForAsync(email, mail => mail.Link() != old);

        Assert.Contains("no longer works", (await site.NewVisitor().OpenAsync(old)).Text, StringComparison.Ordinal);
        await visitor.FollowAsync(mail.Link());
        Assert.True(await visitor.IsSignedInAsync());
        var intruder = site.NewVisitor();
        await intruder.SignInAsync(email, "an intruder chose this one");
        Assert.False(await intruder.IsSignedInAsync());
    }

    [Fact]
    public async Task A_form_without_its_token_is_not_accepted()
    {
        using var client = site.NewClient();
        foreach (
            var path in new[] { "/account/sign-up", "/account/sign-in", "/account/sign-in/mail", "/account/reset", "/account/sign-out" }
        )
            Assert.Equal(
                HttpStatusCode.BadRequest,
                (await client.PostAsync(path, new FormUrlEncodedContent([new("Address", "a@example.org")]))).StatusCode
            );
    }

    [Fact]
    public async Task The_confirmation_can_be_asked_for_again()
    {
        var email = AccountSteps.NewAddress();
        var visitor = site.NewVisitor();
        await visitor.SignUpAsync(email);
        await site.Mails.WaitForAsync(email);

        await visitor.SubmitAsync(await visitor.OpenAsync("/account/confirm"), "main form", ("Address", email));

        while (site.Mails.To(email).Count < 2)
            await Task.Delay(50, TestContext.Current.CancellationToken);
        foreach (var mail in site.Mails.To(email))
            Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync(mail.Link())).Status);
    }

    [Fact]
    public async Task Nobody_can_fill_a_mailbox_by_asking_again_and_again()
    {
        var person = await site.People.InvestorAsync();
        for (var time = 0; time < 8; time++)
            await site.NewVisitor().SignUpAsync(person.Email!);
        await site.SettleAccountsAsync();

        // Five, and one that goes out whoever has used up the others.
        Assert.Equal(6, await site.InDatabaseAsync(db => db.Mails.CountAsync(mail => mail.PersonId == person.Id)));
    }

    private async Task<Person?> PersonAsync(string email)
    {
        await site.SettleAccountsAsync();
        return await site.InDatabaseAsync(db => db.Users.Include(p => p.Organisation).SingleOrDefaultAsync(p => p.Email == email));
    }

    private Task<List<string?>> RolesAsync(Person person) =>
        site.InDatabaseAsync(db =>
            db.UserRoles.Where(has => has.UserId == person.Id)
                .Join(db.Roles, has => has.RoleId, role => role.Id, (_, role) => role.Name)
                .ToListAsync()
        );

    private enum PasswordIs
    {
        Unchanged,
        Changed,
    }

    private async Task<PasswordIs> TryAsync(Person person)
    {
        var visitor = site.NewVisitor();
        await visitor.SignInAsync(person.Email!, People.Password);
        return await visitor.IsSignedInAsync() ? PasswordIs.Unchanged : PasswordIs.Changed;
    }
}
