using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;

namespace Matchmaking.Web.Tests.Account;

/// <summary>
/// Mails that anybody may ask for, and the codes in them: strangers use them up, and the owner still gets one that works.
/// </summary>
public sealed class AskedMailTests(NetworkSite site) : AttemptTest(site), IClassFixture<NetworkSite>
{
    [Theory]
    [InlineData("/account/reset", "/account/reset/")]
    [InlineData("/account/sign-in/mail", "/account/sign-in/link/")]
    public async Task Mails_that_a_stranger_asks_for_do_not_use_up_those_of_the_owner(string page, string link)
    {
        var person = await Net.People.InvestorAsync();
        for (var number = 0; number < 9; number++)
            await AskAsync(Net.NewVisitorFrom(Stranger), page, person);
        await Net.SendMailsAsync();
        // Five, and the one that goes out every ten minutes.
        Assert.Equal(6, LinksOf(person, link));

        await AskAsync(Net.NewVisitorFrom(Home), page, person);
        await Net.SendMailsAsync();
        Assert.Equal(7, LinksOf(person, link));

        // Even where the stranger has many addresses, the mailbox is given a new link before the last one is too old.
        await SetAsync(person, AttemptLimits.Mail(page == "/account/reset" ? AccountMails.Reset : AccountMails.SignIn), 15);
        Net.Clock.Advance(TimeSpan.FromMinutes(10));
        await AskAsync(Net.NewVisitorFrom(Office), page, person);
        await AskAsync(Net.NewVisitorFrom(Office), page, person);
        await Net.SendMailsAsync();
        Assert.Equal(8, LinksOf(person, link));
    }

    [Fact]
    public async Task Codes_are_not_guessed_for_ever_and_the_link_beside_them_still_works()
    {
        var person = await Net.People.InvestorAsync();
        await SetAsync(person, AttemptLimits.Code, 50);
        var visitor = Net.NewVisitorFrom(Office);
        var code = await AskForCodeAsync(visitor, person);

        await EnterCodeAsync(visitor, code);
        Assert.False(await visitor.IsSignedInAsync());
        await visitor.FollowAsync(Net.Mails.To(person.Email!).First(mail => mail.Code() == code).Link());
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Who_asks_for_addresses_of_others_pays_whether_they_are_taken_or_not(bool taken)
    {
        var me = await Net.People.InvestorAsync();
        var visitor = await Net.People.SignInAsync(me);
        for (var number = 0; number < 7; number++)
            await ChangeToAsync(visitor, taken ? (await Net.People.InvestorAsync()).Email! : AccountSteps.NewAddress());
        var mine = AccountSteps.NewAddress();
        await ChangeToAsync(visitor, mine);
        await Net.SendMailsAsync();
        Assert.Empty(Net.Mails.To(mine));
    }

    private static async Task ChangeToAsync(Visitor visitor, string email) =>
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile/email"),
            "main form",
            ("Address", email),
            ("CurrentPassword", People.Password)
        );

    private int LinksOf(Person person, string link) =>
        Net.Mails.To(person.Email!).Count(mail => mail.Text.Contains(link, StringComparison.Ordinal));
}
