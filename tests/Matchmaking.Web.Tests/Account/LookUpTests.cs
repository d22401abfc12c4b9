using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Startup;

namespace Matchmaking.Web.Tests.Account;

/// <summary>A page that is asked about an address does the same for every address, so that the time of its answer tells nothing.</summary>
public sealed class LookUpTests(CountingSite site) : IClassFixture<CountingSite>
{
    public static TheoryData<string> Pages =>
        ["/account/reset", "/account/sign-in/mail", "/account/confirm", "/account/sign-up", "/account/sign-in"];

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task The_same_statements_for_an_address_with_an_account_and_one_without(string path)
    {
        var person = await site.People.InvestorAsync();
        // The first request of a process reads what later ones remember.
        await StatementsAsync(path, AccountSteps.NewAddress());

        Assert.Equal(await StatementsAsync(path, AccountSteps.NewAddress()), await StatementsAsync(path, person.Email!));
    }

    [Fact]
    public async Task And_so_does_a_password_that_is_right_for_an_address_that_is_not_confirmed()
    {
        var email = AccountSteps.NewAddress();
        await site.NewVisitor().SignUpAsync(email);
        await site.SettleAccountsAsync();
        var visitor = site.NewVisitor();
        var page = await visitor.OpenAsync("/account/sign-in");
        Task<IReadOnlyList<string>> TryAsync(string password) =>
            site.StatementsAsync(() => visitor.SubmitWithHtmxAsync(page, "main form", null, ("Address", email), ("Password", password)));
        await TryAsync("not the right password");

        Assert.Equal(await TryAsync("not the right password"), await TryAsync(AccountSteps.Password));
    }

    [Fact]
    public async Task And_so_does_another_address_for_an_account()
    {
        var (me, other) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        var visitor = await site.People.SignInAsync(me);
        var page = await visitor.OpenAsync("/account/profile/email");
        Task<IReadOnlyList<string>> AskAsync(string email) =>
            site.StatementsAsync(() =>
                visitor.SubmitWithHtmxAsync(page, "main form", null, ("Address", email), ("CurrentPassword", People.Password))
            );
        await AskAsync(AccountSteps.NewAddress());

        Assert.Equal(await AskAsync(AccountSteps.NewAddress()), await AskAsync(other.Email!));
    }

    [Fact]
    public async Task A_wrong_code_takes_the_same_statements()
    {
        var person = await site.People.InvestorAsync();
        var counts = new List<IReadOnlyList<string>>();
        foreach (var email in new[] { AccountSteps.NewAddress(), AccountSteps.NewAddress(), person.Email! })
        {
            var visitor = site.NewVisitor();
            var page = await visitor.SubmitAsync(await visitor.OpenAsync("/account/sign-in/mail"), "main form", ("Address", email));
            await site.SettleAccountsAsync();
            counts.Add(await site.StatementsAsync(() => visitor.SubmitWithHtmxAsync(page, "main form", null, ("Code", "000000"))));
        }
        Assert.Equal(counts[1], counts[2]);
    }

    private async Task<IReadOnlyList<string>> StatementsAsync(string path, string email)
    {
        var visitor = site.NewVisitor();
        if (path == "/account/sign-up")
        {
            var form = await visitor.OpenAsync(path);
            return await site.StatementsAsync(() =>
                visitor.SubmitWithHtmxAsync(
                    form,
                    "main form",
                    null,
                    ("Input.Email", email),
                    ("Input.Password", AccountSteps.Password),
                    ("Input.Organisation", "里海新能源"),
                    ("Input.Country", "CN"),
                    ("Input.Language", "en"),
                    ("Input.Consent", "true"),
                    ("Input.Transfer", "true")
                )
            );
        }
        var page = await visitor.OpenAsync(path);
        return await site.StatementsAsync(() =>
            visitor.SubmitWithHtmxAsync(
                page,
                "main form",
                null,
                path == "/account/sign-in" ? [("Address", email), ("Password", "not the right password")] : [("Address", email)]
            )
        );
    }
}
