using System.Net;
using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>What people, and robots, may type at sign-up.</summary>
public sealed class SignUpInputTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("short", "密码太短，至少需要 15 个字符。")]
    [InlineData("password password", "主要由常见词组成")]
    [InlineData("asdfghjkl 09876543", "连续的数字、字母或键盘按键")]
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

    /// <summary>Characters as a person counts them: the shorter one has fifteen UTF-16 units.</summary>
    [Theory]
    [InlineData("x7#qP2!vL9@tR😀", "/account/sign-up")]
    [InlineData("x7#qP2!vL9@tR4😀", "/account/sign-up/sent")]
    public async Task Fifteen_characters_are_enough_for_a_password(string password, string leadsTo) =>
        Assert.Equal(leadsTo, (await site.NewVisitor().SignUpAsync(AccountSteps.NewAddress(), ("Input.Password", password))).Path);

    [Theory]
    [InlineData("Input.Email", "mei@")]
    [InlineData("Input.Email", "mei@example.org\r\nBcc: all@example.org")]
    [InlineData("Input.Email", "mei@localhost")]
    [InlineData("Input.Organisation", "\u202E\u0007 ")]
    [InlineData("Input.Organisation", "\u3164")]
    [InlineData("Input.Organisation", "\u2800\u115F")]
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

    [Theory]
    [InlineData('\u3316', 200)]
    [InlineData('\uFDFA', 200)]
    [InlineData('\uFDFA', 23)]
    public async Task A_name_whose_letters_grow_when_they_are_folded_is_kept(char letter, int count)
    {
        var email = AccountSteps.NewAddress();

        var page = await site.NewVisitor().SignUpAsync(email, ("Input.Organisation", new string(letter, count)));

        Assert.Equal("/account/sign-up/sent", page.Path);
        Assert.Equal(new string(letter, count), (await PersonAsync(email))!.Organisation!.Name);
    }

    [Theory]
    [InlineData("li wei@example.com", "no space inside")]
    [InlineData("liwei @example.com", "no space inside")]
    [InlineData("用户@example.com", "cannot send email yet")]
    [InlineData("用户@例子", "valid email address")]
    public async Task An_address_is_never_put_right_silently(string email, string message)
    {
        var page = await site.NewVisitor().SignUpAsync(email);

        Assert.Contains(message, page.TextsOf("#Input_Email-error").Single(), StringComparison.Ordinal);
        Assert.Equal(email, page.ValueOf("Input.Email"));
    }

    [Fact]
    public async Task Too_long_a_name_is_refused_and_a_strange_one_tidied()
    {
        var visitor = site.NewVisitor();
        var page = await visitor.SignUpAsync(AccountSteps.NewAddress(), ("Input.Organisation", new string('企', 201)));
        Assert.Contains(
            "At most 200 characters; there are 201.",
            page.TextsOf("#Input_Organisation-error").Single(),
            StringComparison.Ordinal
        );

        var email = AccountSteps.NewAddress();
        var accepted = await visitor.SignUpAsync(
            "  " + email.Replace("@", "＠", StringComparison.Ordinal),
            ("Input.Organisation", " 里海\u200B  新能\u202E源\u0007 ")
        );
        Assert.Equal("", string.Join(' ', accepted.TextsOf(".error-summary")));
        Assert.Equal("里海 新能源", (await PersonAsync(email))!.Organisation!.Name);
    }

    [Fact]
    public async Task A_form_that_cannot_be_read_is_a_bad_request()
    {
        var page = await site.NewVisitor("az").SignUpAsync(AccountSteps.NewAddress(), ("Input.Organisation", "\u0000"));

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Əməliyyat yerinə yetirilə bilmədi", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_robot_that_fills_in_everything_opens_no_account_and_learns_nothing()
    {
        var email = AccountSteps.NewAddress();
        var page = await site.NewVisitor().SignUpAsync(email, ("Input.Website", "https://spam.example"));

        Assert.Equal("/account/sign-up/sent", page.Path);
        Assert.Null(await PersonAsync(email));
    }

    private async Task<Person?> PersonAsync(string email)
    {
        await site.SettleAccountsAsync();
        return await site.InDatabaseAsync(db => db.Users.Include(p => p.Organisation).SingleOrDefaultAsync(p => p.Email == email));
    }
}
