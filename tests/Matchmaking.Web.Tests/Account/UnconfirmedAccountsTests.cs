using Matchmaking.Web.Features.Account.SignUp;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Accounts that nobody came back for, and forms that are sent more than once.</summary>
public sealed class UnconfirmedAccountsTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task An_account_that_was_never_confirmed_goes_after_seven_days_with_its_organisation()
    {
        var (young, old, confirmed) = (AccountSteps.NewAddress(), AccountSteps.NewAddress(), AccountSteps.NewAddress());
        foreach (var email in new[] { young, old, confirmed })
            await site.NewVisitor().SignUpAsync(email);
        await AgeAsync(young, TimeSpan.FromDays(7) - TimeSpan.FromMinutes(1));
        await AgeAsync(old, TimeSpan.FromDays(7) + TimeSpan.FromMinutes(1));
        await AgeAsync(confirmed, TimeSpan.FromDays(7) + TimeSpan.FromDays(100));
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Email == confirmed).ExecuteUpdateAsync(set => set.SetProperty(p => p.EmailConfirmed, true))
        );
        var organisation = await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Email == old).Select(p => p.OrganisationId).SingleAsync()
        );

        await site.RunAsync<UnconfirmedAccounts>(accounts => accounts.RemoveAsync(CancellationToken.None));

        Assert.Equal(
            new[] { young, confirmed }.Order(StringComparer.Ordinal),
            (
                await site.InDatabaseAsync(db =>
                    db.Users.Where(p => p.Email == young || p.Email == old || p.Email == confirmed).Select(p => p.Email!).ToListAsync()
                )
            ).Order(StringComparer.Ordinal)
        );
        Assert.False(await site.InDatabaseAsync(db => db.Organisations.AnyAsync(o => o.Id == organisation)));
    }

    [Fact]
    public async Task An_invited_colleague_of_the_desk_is_not_one_of_them()
    {
        var staff = await site.People.StaffAsync();
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == staff.Id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(p => p.EmailConfirmed, false).SetProperty(p => p.CreatedAt, DateTimeOffset.UnixEpoch)
                )
        );

        await site.RunAsync<UnconfirmedAccounts>(accounts => accounts.RemoveAsync(CancellationToken.None));

        Assert.True(await site.InDatabaseAsync(db => db.Users.AnyAsync(p => p.Id == staff.Id)));
    }

    [Fact]
    public async Task One_form_opens_one_account_and_pressed_twice_shows_the_same_page()
    {
        var visitor = site.NewVisitor();
        var form = await visitor.OpenAsync("/account/sign-up");
        var (mine, another) = (AccountSteps.NewAddress(), AccountSteps.NewAddress());
        Task<Page> SendAsync(string email) =>
            visitor.SubmitAsync(
                form,
                "main form",
                ("Input.Email", email),
                ("Input.Password", AccountSteps.Password),
                ("Input.Organisation", "里海"),
                ("Input.Country", "CN"),
                ("Input.Language", "en"),
                ("Input.Consent", "true"),
                ("Input.Transfer", "true")
            );

        Assert.Equal("/account/sign-up/sent", (await SendAsync(mine)).Path);
        Assert.Equal("/account/sign-up/sent", (await SendAsync(mine)).Path);
        var refused = await SendAsync(another);

        Assert.Contains("This was not sent", refused.TextsOf(".error-summary").Single(), StringComparison.Ordinal);
        await site.SettleAccountsAsync();
        Assert.NotEqual(form.ValueOf("Input.Shown"), refused.ValueOf("Input.Shown"));
        Assert.Equal(
            [mine],
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Email == mine || p.Email == another).Select(p => p.Email!).ToListAsync())
        );
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.ToAddress == mine)));
    }

    [Theory]
    [InlineData(-1, StampVerdict.Good)]
    [InlineData(1, StampVerdict.Bad)]
    public async Task A_form_that_is_older_than_a_day_opens_no_account(int minutesPastADay, StampVerdict verdict)
    {
        await using var scope = site.Services.CreateAsyncScope();
        BotTrap At(TimeSpan age) => ActivatorUtilities.CreateInstance<BotTrap>(scope.ServiceProvider, new Earlier(age));
        var stamp = At(TimeSpan.FromDays(1) + TimeSpan.FromMinutes(minutesPastADay)).Stamp();

        Assert.Equal(verdict, await At(TimeSpan.Zero).SpendAsync(stamp, AccountSteps.NewAddress(), CancellationToken.None));
    }

    private sealed class Earlier(TimeSpan age) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() - age;
    }

    private async Task<int> AgeAsync(string email, TimeSpan age)
    {
        var then = TimeProvider.System.GetUtcNow() - age;
        await site.SettleAccountsAsync();
        return await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Email == email)
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.ConsentAt, then).SetProperty(p => p.CreatedAt, then))
        );
    }
}
