using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>A new password for somebody who forgot the old one.</summary>
public sealed class ResetTests(Site site) : IClassFixture<Site>
{
    private const string NewPassword = "eleven quiet lighthouses";

    [Fact]
    public async Task The_link_sets_a_new_password_once()
    {
        var person = await site.People.InvestorAsync("zh-Hans");
        var link = await AskAsync(person);
        var visitor = site.NewVisitor("zh-Hans");

        var weak = await visitor.FollowAsync(link, ("Password", "123456789012345"));
        Assert.Single(weak.TextsOf("#Password-error"));
        var done = await visitor.FollowAsync(link, ("Password", NewPassword));
        Assert.Equal("/account/sign-in", done.Path);
        Assert.Contains("新密码已保存", done.Html, StringComparison.Ordinal);

        await visitor.SignInAsync(person.Email!, People.Password);
        Assert.False(await visitor.IsSignedInAsync());
        await visitor.SignInAsync(person.Email!, NewPassword);
        Assert.True(await visitor.IsSignedInAsync());
        Assert.Contains("链接已失效", (await visitor.OpenAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_links_and_sessions_end_with_the_old_password()
    {
        var person = await site.People.InvestorAsync();
        var first = await AskAsync(person);
        var second = await AskAsync(person, first);
        var before = await StampAsync(person);

        await site.NewVisitor().FollowAsync(second, ("Password", NewPassword));

        Assert.Contains("no longer works", (await site.NewVisitor().OpenAsync(first)).Text, StringComparison.Ordinal);
        // Sessions carry the stamp.
        Assert.NotEqual(before, await StampAsync(person));
    }

    [Fact]
    public async Task A_reset_unlocks_and_confirms_since_it_came_by_mail()
    {
        var email = AccountSteps.NewAddress();
        await site.NewVisitor().SignUpAsync(email);
        await site.SettleAccountsAsync();
        var person = await site.InDatabaseAsync(db => db.Users.SingleAsync(p => p.Email == email));
        var link = await AskAsync(person);

        await site.NewVisitor().FollowAsync(link, ("Password", NewPassword));

        var visitor = site.NewVisitor();
        await visitor.SignInAsync(email, NewPassword);
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task Everybody_gets_the_same_answer_and_only_accounts_a_mail()
    {
        var person = await site.People.InvestorAsync();
        var unknown = AccountSteps.NewAddress();

        var one = await AskForAsync(person.Email!);
        var two = await AskForAsync(unknown);

        Assert.Equal(
            one.Text.Replace(person.Email!, "", StringComparison.Ordinal),
            two.Text.Replace(unknown, "", StringComparison.Ordinal)
        );
        await site.SendMailsAsync();
        await site.Mails.WaitForAsync(person.Email!);
        Assert.Empty(site.Mails.To(unknown));
    }

    [Fact]
    public async Task A_token_of_one_purpose_is_worthless_for_another()
    {
        var person = await site.People.InvestorAsync();
        var link = await AskAsync(person);
        foreach (var page in new[] { "confirm", "invitation", "email" })
            Assert.Contains(
                "no longer works",
                (await site.NewVisitor().OpenAsync(link.Replace("reset", page, StringComparison.Ordinal))).Text,
                StringComparison.Ordinal
            );
    }

    private async Task<Page> AskForAsync(string email)
    {
        var visitor = site.NewVisitor();
        return await visitor.SubmitAsync(await visitor.OpenAsync("/account/reset"), "main form", ("Address", email));
    }

    private async Task<string> AskAsync(Person person, string? other = null)
    {
        await AskForAsync(person.Email!);
        return (
            await site.Mails.WaitForAsync(
                person.Email!,
                mail => mail.Link().StartsWith("/account/reset/", StringComparison.Ordinal) && mail.Link() != other
            )
        ).Link();
    }

    private Task<string?> StampAsync(Person person) =>
        site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.SecurityStamp).SingleAsync());
}
