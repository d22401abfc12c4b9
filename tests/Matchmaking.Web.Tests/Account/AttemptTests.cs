using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Features.Account.SignUp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Strangers guess, and the owner of the account still gets in.</summary>
public sealed class AttemptTests(NetworkSite site) : AttemptTest(site), IClassFixture<NetworkSite>
{
    [Fact]
    public async Task Ten_wrong_passwords_of_a_stranger_hold_up_the_stranger_alone()
    {
        var person = await Net.People.InvestorAsync();
        var known = Net.NewVisitorFrom(Stranger);
        await known.SignInAsync(person.Email!, People.Password);

        await GuessAsync(Net.NewVisitorFrom(Stranger), person.Email!, 10);
        Assert.Contains(
            TooMany,
            (await Net.NewVisitorFrom(Stranger).SignInAsync(person.Email!, People.Password)).Text,
            StringComparison.Ordinal
        );

        // The owner, at another address, and in a browser that was used before even at the stranger's.
        var (home, other) = (Net.NewVisitorFrom(Home), await Net.People.InvestorAsync());
        await home.SignInAsync(person.Email!, People.Password);
        Assert.True(await home.IsSignedInAsync());
        await known.SubmitAsync(await known.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        await known.SignInAsync(person.Email!, People.Password);
        Assert.True(await known.IsSignedInAsync());
        // Somebody else in the same network.
        var neighbour = Net.NewVisitorFrom(Stranger);
        await neighbour.SignInAsync(other.Email!, People.Password);
        Assert.True(await neighbour.IsSignedInAsync());
    }

    [Theory]
    [InlineData(9, true)]
    [InlineData(10, false)]
    public async Task The_tenth_wrong_password_is_the_last(int wrong, bool getsIn)
    {
        var person = await Net.People.InvestorAsync();
        await GuessAsync(Net.NewVisitorFrom(Office), person.Email!, wrong);
        var visitor = Net.NewVisitorFrom(Office);
        await visitor.SignInAsync(person.Email!, People.Password);
        Assert.Equal(getsIn, await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task Passwords_tried_all_at_once_are_as_many_as_they_are()
    {
        var person = await Net.People.InvestorAsync();
        var visitor = Net.NewVisitorFrom(Stranger);
        var page = await visitor.OpenAsync("/account/sign-in");

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 30)
                .Select(number =>
                    visitor.SubmitAsync(page, "main form", ("Address", person.Email), ("Password", "wrong password number " + number))
                )
        );

        Assert.Equal(10, answers.Count(answer => answer.Text.Contains(Wrong, StringComparison.Ordinal)));
        Assert.Equal(20, answers.Count(answer => answer.Text.Contains(TooMany, StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_line_with_a_million_addresses_is_one_stranger()
    {
        var person = await Net.People.InvestorAsync();
        for (var host = 1; host <= 10; host++)
            await Net.NewVisitorFrom($"2001:db8:5:6::{host:x}").SignInAsync(person.Email!, "wrong password number " + host);

        Assert.Contains(
            TooMany,
            (await Net.NewVisitorFrom("2001:db8:5:6:ffff::1").SignInAsync(person.Email!, People.Password)).Text,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(
            TooMany,
            (await Net.NewVisitorFrom("2001:db8:5:7::1").SignInAsync(person.Email!, "wrong")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task After_a_hundred_of_all_strangers_only_a_mail_lets_in_a_browser_that_is_not_known()
    {
        var person = await Net.People.InvestorAsync();
        var known = Net.NewVisitorFrom(Home);
        await known.SignInAsync(person.Email!, People.Password);
        await SetAsync(person, AttemptLimits.Password, 99);

        await Net.NewVisitorFrom(Stranger).SignInAsync(person.Email!, "the hundredth wrong one");
        Assert.Contains(
            TooMany,
            (await Net.NewVisitorFrom(Office).SignInAsync(person.Email!, People.Password)).Text,
            StringComparison.Ordinal
        );

        await known.SubmitAsync(await known.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        var office = Net.NewVisitorFrom(Office);
        await EnterCodeAsync(office, await AskForCodeAsync(office, person));
        Assert.True(await office.IsSignedInAsync());
        await known.SignInAsync(person.Email!, People.Password);
        Assert.True(await known.IsSignedInAsync());
    }

    [Fact]
    public async Task One_who_is_refused_counts_for_nobody_else()
    {
        var person = await Net.People.InvestorAsync();
        await GuessAsync(Net.NewVisitorFrom(Stranger), person.Email!, 25);
        Assert.Equal(
            10,
            await Net.InDatabaseAsync(db =>
                db.AttemptCounts.Where(count =>
                        count.Account == Clients.AccountOf(person.Email!)
                        && count.Kind == AttemptLimits.Password.Kind
                        && count.Client == "*"
                    )
                    .Select(count => count.Count)
                    .SingleAsync()
            )
        );
    }

    [Fact]
    public async Task An_unknown_address_is_refused_in_the_same_words_at_each_try()
    {
        var (person, unknown) = (await Net.People.InvestorAsync(), AccountSteps.NewAddress());
        for (var number = 1; number <= 12; number++)
            Assert.Equal(
                (await Net.NewVisitorFrom(Stranger).SignInAsync(person.Email!, "wrong password number " + number)).Text,
                (await Net.NewVisitorFrom(Stranger).SignInAsync(unknown, "wrong password number " + number)).Text
            );
    }

    [Fact]
    public async Task The_owner_is_told_once_a_day_and_nobody_else()
    {
        var (person, unknown) = (await Net.People.InvestorAsync("az"), AccountSteps.NewAddress());
        foreach (var address in new[] { Stranger, Office })
        {
            await GuessAsync(Net.NewVisitorFrom(address), person.Email!, 11);
            await GuessAsync(Net.NewVisitorFrom(address), unknown, 11);
        }
        await Net.SendMailsAsync();
        Assert.Contains(
            "Hesabınıza daxil olmağa cəhd edilir",
            Assert.Single(Net.Mails.To(person.Email!)).Subject,
            StringComparison.Ordinal
        );
        Assert.Empty(Net.Mails.To(unknown));

        Net.Clock.Advance(TimeSpan.FromHours(25));
        await GuessAsync(Net.NewVisitorFrom(Stranger), person.Email!, 10);
        await Net.SendMailsAsync();
        Assert.Equal(2, Net.Mails.To(person.Email!).Count);
    }

    [Fact]
    public async Task The_owner_is_told_of_twenty_that_were_made_from_here_and_there()
    {
        var person = await Net.People.InvestorAsync();
        foreach (var address in new[] { Stranger, Office, Home })
            await GuessAsync(Net.NewVisitorFrom(address), person.Email!, address == Home ? 1 : 9);
        await Net.SendMailsAsync();
        Assert.Empty(Net.Mails.To(person.Email!));

        await GuessAsync(Net.NewVisitorFrom(Home), person.Email!, 1);
        await Net.SendMailsAsync();
        Assert.Single(Net.Mails.To(person.Email!));
    }

    [Fact]
    public async Task Browsers_that_somebody_made_known_while_the_password_was_known_share_a_hundred()
    {
        var person = await Net.People.InvestorAsync();
        var known = Net.NewVisitorFrom(Home);
        await known.SignInAsync(person.Email!, People.Password);
        await known.SubmitAsync(await known.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        await SetAsync(person, AttemptLimits.Password, 100, "+");

        Assert.Contains(TooMany, (await known.SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);
        // Which does not hold up anybody else.
        var other = Net.NewVisitorFrom(Office);
        await other.SignInAsync(person.Email!, People.Password);
        Assert.True(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task Whoever_is_signed_in_is_no_stranger_to_the_own_account()
    {
        var person = await Net.People.InvestorAsync();
        await SetAsync(person, AttemptLimits.Password, 100);
        var visitor = await Net.People.SignInAsync(person);

        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile/password"),
            "main form",
            ("CurrentPassword", People.Password),
            ("NewPassword", "eleven quiet lighthouses")
        );

        Assert.NotEqual(
            person.SecurityStamp,
            await Net.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.SecurityStamp).SingleAsync())
        );
    }

    [Fact]
    public async Task A_known_browser_rests_a_quarter_of_an_hour_and_a_stranger_half_a_day()
    {
        var person = await Net.People.InvestorAsync();
        var (known, stranger) = (Net.NewVisitorFrom(Home), Net.NewVisitorFrom(Stranger));
        await known.SignInAsync(person.Email!, People.Password);
        await known.SubmitAsync(await known.OpenAsync("/account/profile"), "form[action='/account/sign-out']");
        await GuessAsync(known, person.Email!, 10);
        await GuessAsync(stranger, person.Email!, 10);

        Net.Clock.Advance(TimeSpan.FromMinutes(14));
        Assert.Contains(TooMany, (await known.SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);
        Net.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Contains(Wrong, (await known.SignInAsync(person.Email!, "still not it")).Text, StringComparison.Ordinal);
        Net.Clock.Advance(TimeSpan.FromHours(11));
        Assert.Contains(TooMany, (await stranger.SignInAsync(person.Email!, People.Password)).Text, StringComparison.Ordinal);
        Net.Clock.Advance(TimeSpan.FromHours(1));
        await stranger.SignInAsync(person.Email!, People.Password);
        Assert.True(await stranger.IsSignedInAsync());
    }

    [Fact]
    public async Task A_browser_is_known_to_the_accounts_that_it_was_used_for_and_to_no_other()
    {
        var (mine, others) = (await Net.People.InvestorAsync(), await Net.People.InvestorAsync());
        var visitor = Net.NewVisitorFrom(Stranger);
        await visitor.SignInAsync(mine.Email!, People.Password);
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/profile"), "form[action='/account/sign-out']");

        await GuessAsync(visitor, others.Email!, 10);
        Assert.Contains(
            TooMany,
            (await Net.NewVisitorFrom(Stranger).SignInAsync(others.Email!, People.Password)).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Counts_that_are_over_are_removed()
    {
        var person = await Net.People.InvestorAsync();
        await GuessAsync(Net.NewVisitorFrom(Stranger), person.Email!, 1);
        Net.Clock.Advance(TimeSpan.FromHours(25));
        await Net.RunAsync<IServiceProvider>(services =>
            ActivatorUtilities.CreateInstance<SweepAccountsJob>(services).RunAsync(CancellationToken.None)
        );
        Assert.False(
            await Net.InDatabaseAsync(db => db.AttemptCounts.AnyAsync(count => count.Account == Clients.AccountOf(person.Email!)))
        );
    }
}
