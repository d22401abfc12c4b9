using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Jobs;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Strangers guess, and the owner of the account still gets in.</summary>
public sealed class AttemptTests(NetworkSite site) : IClassFixture<NetworkSite>
{
    private const string Stranger = "203.0.113.7", Office = "198.51.100.20", Home = "192.0.2.33";
    private const string TooMany = "too many wrong passwords", Wrong = "The address or the password is not right";

    [Fact]
    public async Task Ten_wrong_passwords_of_a_stranger_hold_up_the_stranger_alone()
    {
        var person = await site.People.InvestorAsync();
        var known = site.NewVisitorFrom(Stranger);
        await known.SignInAsync(person.Email!, People.Password);

        await GuessAsync(site.NewVisitorFrom(Stranger), person.Email!, 10);
        Assert.Contains(TooMany, (await site.NewVisitorFrom(Stranger).SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);

        // The owner, at another address, and in a browser that was used before even at the stranger's.
        var (home, other) = (site.NewVisitorFrom(Home), await site.People.InvestorAsync());
        await home.SignInAsync(person.Email!, People.Password);
        Assert.True(await home.IsSignedInAsync());
        await known.SubmitAsync(await known.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        await known.SignInAsync(person.Email!, People.Password);
        Assert.True(await known.IsSignedInAsync());
        // Somebody else in the same network.
        var neighbour = site.NewVisitorFrom(Stranger);
        await neighbour.SignInAsync(other.Email!, People.Password);
        Assert.True(await neighbour.IsSignedInAsync());
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task The_tenth_wrong_password_is_the_last(int wrong, bool getsIn)
    {
        var person = await site.People.InvestorAsync();
        await GuessAsync(site.NewVisitorFrom(Office), person.Email!, wrong);
        var visitor = site.NewVisitorFrom(Office);
        await visitor.SignInAsync(person.Email!, People.Password);
        Assert.Equal(getsIn, await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task Passwords_tried_all_at_once_are_as_many_as_they_are()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitorFrom(Stranger);
        var page = await visitor.OpenAsync("/account/sign-in");

        var answers = await Task.WhenAll(Enumerable.Range(0, 30).Select(number =>
            visitor.SubmitAsync(page, "main form", ("Address", person.Email), ("Password", "wrong password number " + number))));

        Assert.Equal(10, answers.Count(answer => answer.Text.Contains(Wrong, StringComparison.Ordinal)));
        Assert.Equal(20, answers.Count(answer => answer.Text.Contains(TooMany, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_line_with_a_million_addresses_is_one_stranger()
    {
        var person = await site.People.InvestorAsync();
        for (var host = 1; host <= 10; host++)
            await site.NewVisitorFrom($"2001:db8:5:6::{host:x}").SignInAsync(person.Email!, "wrong password number " + host);

        Assert.Contains(TooMany, (await site.NewVisitorFrom("2001:db8:5:6:ffff::1").SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);
        Assert.DoesNotContain(TooMany, (await site.NewVisitorFrom("2001:db8:5:7::1").SignInAsync(person.Email!, "wrong")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_hundred_of_all_strangers_only_a_mail_lets_in_a_browser_that_is_not_known()
    {
        var person = await site.People.InvestorAsync();
        var known = site.NewVisitorFrom(Home);
        await known.SignInAsync(person.Email!, People.Password);
        await SetAsync(person, AttemptLimits.Password, 99);

        await site.NewVisitorFrom(Stranger).SignInAsync(person.Email!, "the hundredth wrong one");
        Assert.Contains(TooMany, (await site.NewVisitorFrom(Office).SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);

        await known.SubmitAsync(await known.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        var office = site.NewVisitorFrom(Office);
        await EnterCodeAsync(office, await AskForCodeAsync(office, person));
        Assert.True(await office.IsSignedInAsync());
        await known.SignInAsync(person.Email!, People.Password);
        Assert.True(await known.IsSignedInAsync());
    }

    [Fact]
    public async Task One_who_is_refused_counts_for_nobody_else()
    {
        var person = await site.People.InvestorAsync();
        await GuessAsync(site.NewVisitorFrom(Stranger), person.Email!, 25);
        Assert.Equal(10, await site.InDatabaseAsync(db => db.AttemptCounts
            .Where(count => count.Account == Clients.AccountOf(person.Email!) && count.Kind == AttemptLimits.Password.Kind && count.Client == "*").Select(count => count.Count).SingleAsync()));
    }

    [Fact]
    public async Task An_unknown_address_is_refused_in_the_same_words_at_each_try()
    {
        var (person, unknown) = (await site.People.InvestorAsync(), AccountSteps.NewAddress());
        for (var number = 1; number <= 12; number++)
            Assert.Equal(
                (await site.NewVisitorFrom(Stranger).SignInAsync(person.Email!, "wrong password number " + number)).Text,
                (await site.NewVisitorFrom(Stranger).SignInAsync(unknown, "wrong password number " + number)).Text);
    }

    [Fact]
    public async Task The_owner_is_told_once_a_day_and_nobody_else()
    {
        var (person, unknown) = (await site.People.InvestorAsync("az"), AccountSteps.NewAddress());
        foreach (var address in new[] { Stranger, Office })
        {
            await GuessAsync(site.NewVisitorFrom(address), person.Email!, 11);
            await GuessAsync(site.NewVisitorFrom(address), unknown, 11);
        }
        await site.SendMailsAsync();
        Assert.Contains("Hesabınıza daxil olmağa cəhd edilir", Assert.Single(site.Mails.To(person.Email!)).Subject, StringComparison.Ordinal);
        Assert.Empty(site.Mails.To(unknown));

        site.Clock.Advance(TimeSpan.FromHours(25));
        await GuessAsync(site.NewVisitorFrom(Stranger), person.Email!, 10);
        await site.SendMailsAsync();
        Assert.Equal(2, site.Mails.To(person.Email!).Count);
    }

    [Fact]
    public async Task The_owner_is_told_of_twenty_that_were_made_from_here_and_there()
    {
        var person = await site.People.InvestorAsync();
        foreach (var address in new[] { Stranger, Office, Home })
            await GuessAsync(site.NewVisitorFrom(address), person.Email!, address == Home ? 1 : 9);
        await site.SendMailsAsync();
        Assert.Empty(site.Mails.To(person.Email!));

        await GuessAsync(site.NewVisitorFrom(Home), person.Email!, 1);
        await site.SendMailsAsync();
        Assert.Single(site.Mails.To(person.Email!));
    }

    [Fact]
    public async Task Browsers_that_somebody_made_known_while_the_password_was_known_share_a_hundred()
    {
        var person = await site.People.InvestorAsync();
        var known = site.NewVisitorFrom(Home);
        await known.SignInAsync(person.Email!, People.Password);
        await known.SubmitAsync(await known.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        await SetAsync(person, AttemptLimits.Password, 100, "+");

        Assert.Contains(TooMany, (await known.SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);
        // Which does not hold up anybody else.
        var other = site.NewVisitorFrom(Office);
        await other.SignInAsync(person.Email!, People.Password);
        Assert.True(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_no_stranger_to_the_own_account()
    {
        var person = await site.People.InvestorAsync();
        await SetAsync(person, AttemptLimits.Password, 100);
        var visitor = await site.People.SignInAsync(person);

        await visitor.SubmitAsync(await visitor.OpenAsync("/account/profile/password"), "main form", ("CurrentPassword", People.Password), ("NewPassword", "eleven quiet lighthouses"));

        Assert.NotEqual(person.SecurityStamp, await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.SecurityStamp).SingleAsync()));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_for_addresses_of_others_pays_whether_they_are_taken_or_not(bool taken)
    {
        var me = await site.People.InvestorAsync();
        var visitor = await site.People.SignInAsync(me);
        for (var number = 0; number < 7; number++)
            await ChangeToAsync(visitor, taken ? (await site.People.InvestorAsync()).Email! : AccountSteps.NewAddress());
        var mine = AccountSteps.NewAddress();
        await ChangeToAsync(visitor, mine);
        await site.SendMailsAsync();
        Assert.Empty(site.Mails.To(mine));
    }

    private static async Task ChangeToAsync(Visitor visitor, string email) =>
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/profile/email"), "main form", ("Address", email), ("CurrentPassword", People.Password));

    [Fact]
    public async Task A_known_browser_rests_a_quarter_of_an_hour_and_a_stranger_half_a_day()
    {
        var person = await site.People.InvestorAsync();
        var (known, stranger) = (site.NewVisitorFrom(Home), site.NewVisitorFrom(Stranger));
        await known.SignInAsync(person.Email!, People.Password);
        await known.SubmitAsync(await known.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        await GuessAsync(known, person.Email!, 10);
        await GuessAsync(stranger, person.Email!, 10);

        site.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Contains(TooMany, (await known.SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(Wrong, (await known.SignInAsync(person.Email!, "still not it")).Text, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Contains(TooMany, (await stranger.SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);
        site.Clock.Advance(TimeSpan.FromHours(1));
        await stranger.SignInAsync(person.Email!, People.Password);
        Assert.True(await stranger.IsSignedInAsync());
    }

    [Theory]
    [InlineData("/account/reset", "/account/reset/")]
    [InlineData("/account/sign-in/mail", "/account/sign-in/link/")]
    public async Task Mails_that_a_stranger_asks_for_do_not_use_up_those_of_the_owner(string page, string link)
    {
        var person = await site.People.InvestorAsync();
        for (var number = 0; number < 9; number++)
            await AskAsync(site.NewVisitorFrom(Stranger), page, person);
        await site.SendMailsAsync();
        // Five, and the one that goes out every ten minutes.
        Assert.Equal(6, LinksOf(person, link));

        await AskAsync(site.NewVisitorFrom(Home), page, person);
        await site.SendMailsAsync();
        Assert.Equal(7, LinksOf(person, link));

        // Even where the stranger has many addresses, the mailbox is given a new link before the last one is too old.
        await SetAsync(person, AttemptLimits.Mail(page == "/account/reset" ? AccountMails.Reset : AccountMails.SignIn), 15);
        site.Clock.Advance(TimeSpan.FromMinutes(10));
        await AskAsync(site.NewVisitorFrom(Office), page, person);
        await AskAsync(site.NewVisitorFrom(Office), page, person);
        await site.SendMailsAsync();
        Assert.Equal(8, LinksOf(person, link));
    }

    [Fact]
    public async Task Codes_are_not_guessed_for_ever_and_the_link_beside_them_still_works()
    {
        var person = await site.People.InvestorAsync();
        await SetAsync(person, AttemptLimits.Code, 50);
        var visitor = site.NewVisitorFrom(Office);
        var code = await AskForCodeAsync(visitor, person);

        await EnterCodeAsync(visitor, code);
        Assert.False(await visitor.IsSignedInAsync());
        await visitor.FollowAsync(site.Mails.To(person.Email!).First(mail => mail.Code() == code).Link());
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task A_browser_is_known_to_the_accounts_that_it_was_used_for_and_to_no_other()
    {
        var (mine, others) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        var visitor = site.NewVisitorFrom(Stranger);
        await visitor.SignInAsync(mine.Email!, People.Password);
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/profile"), "form[action='/account/sign-out']");

        await GuessAsync(visitor, others.Email!, 10);
        Assert.Contains(TooMany, (await site.NewVisitorFrom(Stranger).SignInAsync(others.Email!, People.Password)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Counts_that_are_over_are_removed()
    {
        var person = await site.People.InvestorAsync();
        await GuessAsync(site.NewVisitorFrom(Stranger), person.Email!, 1);
        site.Clock.Advance(TimeSpan.FromHours(25));
        await site.RunAsync<IServiceProvider>(services => ActivatorUtilities.CreateInstance<SweepAccountsJob>(services).RunAsync(CancellationToken.None));
        Assert.False(await site.InDatabaseAsync(db => db.AttemptCounts.AnyAsync(count => count.Account == Clients.AccountOf(person.Email!))));
    }

    private static async Task GuessAsync(Visitor visitor, string email, int times)
    {
        var page = await visitor.OpenAsync("/account/sign-in");
        for (var number = 0; number < times; number++)
            await visitor.SubmitAsync(page, "main form", ("Address", email), ("Password", "wrong password number " + number));
    }

    private static async Task AskAsync(Visitor visitor, string page, Person person) =>
        await visitor.SubmitAsync(await visitor.OpenAsync(page), "main form", ("Address", person.Email));

    private async Task<string> AskForCodeAsync(Visitor visitor, Person person)
    {
        await AskAsync(visitor, "/account/sign-in/mail", person);
        return (await site.Mails.WaitForAsync(person.Email!, mail => mail.Code().Length > 0)).Code();
    }

    private static async Task<Page> EnterCodeAsync(Visitor visitor, string code) =>
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/sign-in/code"), "main form", ("Code", code));

    private int LinksOf(Person person, string link) => site.Mails.To(person.Email!).Count(mail => mail.Text.Contains(link, StringComparison.Ordinal));

    /// <summary>What many strangers have used up already.</summary>
    private Task<int> SetAsync(Person person, AttemptLimits limits, int count, string all = "*")
    {
        var until = site.Clock.GetUtcNow() + limits.OfStrangers.Within;
        return site.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"""
            INSERT INTO attempts (kind, account, client, count, until) VALUES ({limits.Kind}, {Clients.AccountOf(person.Email!)}, {all}, {count}, {until})
            ON CONFLICT (account, kind, client) DO UPDATE SET count = excluded.count, until = excluded.until
            """));
    }
}
