using System.Net;
using Matchmaking.Web.Features.Account;
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
    public async Task What_was_agreed_to_is_recorded()
    {
        var email = AccountSteps.NewAddress();
        await site.NewVisitor("az").SignUpAsync(email, ("Input.Country", "HK"), ("Input.Language", "en"));

        var person = await PersonAsync(email);
        Assert.Equal(("2026-11", "az"), (person!.ConsentVersion, person.ConsentLanguage));
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
        var before = await visitor.OpenAsync(link);
        await visitor.SubmitAsync(before, "main form");

        var thief = site.NewVisitor();
        var page = await thief.OpenAsync(link);
        Assert.Contains("confirmed already", page.Text, StringComparison.Ordinal);
        await thief.SubmitAsync(before with { Document = page.Document }, "form[action='/account/sign-out'], main form, form", ("Password", AccountSteps.Password)).ContinueWith(_ => { }, TaskScheduler.Default);
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
        Assert.Equal(first.Text.Replace(unknown, "", StringComparison.Ordinal), second.Text.Replace(owner.Email!, "", StringComparison.Ordinal));
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

    [Theory]
    [InlineData("short", "密码太短，至少需要 15 个字符。")]
    [InlineData("password password", "主要由常见词组成")]
    [InlineData("qwertyuiop12345", "连续的数字、字母或键盘按键")]
    [InlineData("lanlanlanlanlanlan", "重复内容太多")]
    [InlineData("Körpü 2024 Körpü 2026", "本站名称组成")]
    [InlineData("", "请填写“密码”。")]
    public async Task A_weak_password_is_refused_and_everything_else_kept(string password, string message)
    {
        var email = AccountSteps.NewAddress();
        var page = await site.NewVisitor("zh-Hans").SignUpAsync(email, ("Input.Password", password));

        Assert.Equal("/account/sign-up", page.Path);
        Assert.Contains(message, string.Join(' ', page.TextsOf("#Input_Password-error")), StringComparison.Ordinal);
        Assert.NotNull(page.Document.QuerySelector(".error-summary a[href='#Input_Password']"));
        Assert.Equal((email, "深圳里海新能源有限公司"), (page.ValueOf("Input.Email"), page.ValueOf("Input.Organisation")));
        Assert.DoesNotContain("value=\"" + (password.Length == 0 ? "\0" : password), page.Html, StringComparison.Ordinal);
        Assert.Null(await PersonAsync(email));
    }

    [Theory]
    [InlineData("Input.Email", "mei@")]
    [InlineData("Input.Email", "mei@example.org\r\nBcc: all@example.org")]
    [InlineData("Input.Email", "梅@example.org")]
    [InlineData("Input.Email", "mei@localhost")]
    [InlineData("Input.Organisation", "\u202E\u0007 ")]
    [InlineData("Input.Country", "XX")]
    [InlineData("Input.Language", "ru")]
    [InlineData("Input.Consent", null)]
    [InlineData("Input.Transfer", null)]
    [InlineData("Input.Consent", "perhaps")]
    public async Task Bad_input_is_refused_beside_its_field(string field, string? value)
    {
        var page = await site.NewVisitor().SignUpAsync(AccountSteps.NewAddress(), (field, value));

        Assert.Equal(("/account/sign-up", HttpStatusCode.OK), (page.Path, page.Status));
        Assert.Single(page.TextsOf($"#{field.Replace('.', '_')}-error"));
    }

    [Fact]
    public async Task Too_long_a_name_is_refused_and_a_strange_one_tidied()
    {
        var visitor = site.NewVisitor();
        var page = await visitor.SignUpAsync(AccountSteps.NewAddress(), ("Input.Organisation", new string('企', 201)));
        Assert.Contains("At most 200 characters; there are 201.", page.TextsOf("#Input_Organisation-error").Single(), StringComparison.Ordinal);

        var email = AccountSteps.NewAddress();
        await visitor.SignUpAsync("  " + email.Replace("@", "＠", StringComparison.Ordinal), ("Input.Organisation", " 里海\u200B  新能\u202E源\u0000 "));
        Assert.Equal("里海 新能源", (await PersonAsync(email))!.Organisation!.Name);
    }

    [Fact]
    public async Task A_robot_that_fills_in_everything_opens_no_account_and_learns_nothing()
    {
        var email = AccountSteps.NewAddress();
        var page = await site.NewVisitor().SignUpAsync(email, ("Input.Website", "https://spam.example"));

        Assert.Equal("/account/sign-up/sent", page.Path);
        Assert.Null(await PersonAsync(email));
    }

    [Fact]
    public async Task A_form_without_its_token_is_not_accepted()
    {
        using var client = site.NewClient();
        foreach (var path in new[] { "/account/sign-up", "/account/sign-in", "/account/sign-in/mail", "/account/reset", "/account/sign-out" })
            Assert.Equal(HttpStatusCode.BadRequest, (await client.PostAsync(path, new FormUrlEncodedContent([new("Address", "a@example.org")]))).StatusCode);
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

        Assert.Equal(5, await site.InDatabaseAsync(db => db.Mails.CountAsync(mail => mail.PersonId == person.Id)));
    }

    private Task<Person?> PersonAsync(string email) =>
        site.InDatabaseAsync(db => db.Users.Include(p => p.Organisation).SingleOrDefaultAsync(p => p.Email == email));

    private Task<List<string?>> RolesAsync(Person person) => site.InDatabaseAsync(db =>
        db.UserRoles.Where(has => has.UserId == person.Id).Join(db.Roles, has => has.RoleId, role => role.Id, (_, role) => role.Name).ToListAsync());

    private enum PasswordIs { Unchanged, Changed }

    private async Task<PasswordIs> TryAsync(Person person)
    {
        var visitor = site.NewVisitor();
        await visitor.SignInAsync(person.Email!, People.Password);
        return await visitor.IsSignedInAsync() ? PasswordIs.Unchanged : PasswordIs.Changed;
    }
}

/// <summary>A site that takes a minute for filling in the form.</summary>
public sealed class PatientSite : Site
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("SignUp:LeastSeconds", "60")];
}

/// <summary>The time trap.</summary>
public sealed class BotTrapTests(PatientSite site) : IClassFixture<PatientSite>
{
    [Fact]
    public async Task A_form_that_comes_back_at_once_is_shown_again()
    {
        var email = AccountSteps.NewAddress();
        var page = await site.NewVisitor().SignUpAsync(email);

        Assert.Contains("This was not sent", page.TextsOf(".error-summary").Single(), StringComparison.Ordinal);
        Assert.Equal(email, page.ValueOf("Input.Email"));
        Assert.False(await site.InDatabaseAsync(db => db.Users.AnyAsync()));
    }

    [Fact]
    public async Task A_made_up_time_is_no_way_around()
    {
        var page = await site.NewVisitor().SignUpAsync(AccountSteps.NewAddress(), ("Input.Shown", "0"));
        Assert.Contains("This was not sent", page.TextsOf(".error-summary").Single(), StringComparison.Ordinal);
    }
}
