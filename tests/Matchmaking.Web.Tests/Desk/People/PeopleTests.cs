using System.Net;
using Matchmaking.Web.Tests.Account;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.People;

/// <summary>Administrators invite people to the desk, and withdraw access.</summary>
public sealed class PeopleTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/desk/people")]
    [InlineData("/desk/people/invite")]
    [InlineData("/desk/people/0193a000-0000-7000-8000-000000000000/access")]
    public async Task Nobody_but_administrators_finds_it(string path)
    {
        Assert.StartsWith("/account/sign-in", (await site.NewVisitor().OpenAsync(path)).Path, StringComparison.Ordinal);
        foreach (var person in new[] { await site.People.StaffAsync(), await site.People.InvestorAsync() })
            Assert.Equal(HttpStatusCode.NotFound, (await (await site.People.SignInAsync(person)).OpenAsync(path)).Status);
    }

    [Fact]
    public async Task Everybody_is_listed_and_found_by_name_address_or_organisation()
    {
        var investor = await site.People.InvestorAsync();
        var staff = await site.People.StaffAsync();
        var visitor = await AdministratorAsync();

        var all = await visitor.OpenAsync("/desk/people");
        Assert.Contains(investor.Email!, all.Text, StringComparison.Ordinal);
        Assert.Contains(staff.Email!, all.Text, StringComparison.Ordinal);

        var found = await visitor.OpenAsync("/desk/people?q=" + investor.Organisation!.Name.ToUpperInvariant());
        Assert.Contains(investor.Email!, found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain(staff.Email!, found.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("@example.org", (await visitor.OpenAsync("/desk/people?q=%25")).Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/desk/people?after=" + investor.Id)).Status);
    }

    [Theory]
    [InlineData("staff", false)]
    [InlineData("administrator", true)]
    public async Task Who_is_invited_chooses_name_and_password_and_is_in(string role, bool mayManagePeople)
    {
        var email = AccountSteps.NewAddress();
        var administrator = await AdministratorAsync();
        var sent = await InviteAsync(administrator, email, role, "az");
        Assert.Contains(email, sent.Text, StringComparison.Ordinal);
        var mail = await site.Mails.WaitForAsync(email);
        Assert.Contains("dəvət olunursunuz", mail.Subject, StringComparison.Ordinal);
        var visitor = site.NewVisitor("az");
        await visitor.OpenAsync(mail.Link());

        var weak = await visitor.FollowAsync(mail.Link(), ("FullName", "Aygün Əliyeva"), ("Password", "aygün aygün aygün"));
        Assert.Equal("Aygün Əliyeva", weak.ValueOf("FullName"));
        await visitor.FollowAsync(mail.Link(), ("FullName", "Aygün Əliyeva"), ("Password", AccountSteps.Password));

        Assert.True(await visitor.IsSignedInAsync());
        Assert.Equal(mayManagePeople, (await visitor.OpenAsync("/desk/people")).Status == HttpStatusCode.OK);
        Assert.Contains("Keçid artıq işləmir", (await site.NewVisitor("az").OpenAsync(mail.Link())).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_invitation_can_be_repeated_and_withdrawn()
    {
        var email = AccountSteps.NewAddress();
        var administrator = await AdministratorAsync();
        await InviteAsync(administrator, email, "staff", "en");
        var link = (await site.Mails.WaitForAsync(email)).Link();
        await InviteAsync(administrator, email, "administrator", "en");
        Assert.Equal(1, await site.InDatabaseAsync(db => db.Users.CountAsync(p => p.Email == email)));

        await SwitchAsync(
            administrator,
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Email == email).Select(p => p.Id).SingleAsync()),
            withdraw: true
        );

        Assert.Contains("no longer works", (await site.NewVisitor().OpenAsync(link)).Text, StringComparison.Ordinal);
        Assert.Contains("access was withdrawn", (await InviteAsync(administrator, email, "staff", "en")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Investors_and_colleagues_are_not_invited()
    {
        var administrator = await AdministratorAsync();
        Assert.Contains(
            "belongs to an investor",
            (await InviteAsync(administrator, (await site.People.InvestorAsync()).Email!, "staff", "en")).Text,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "on the staff already",
            (await InviteAsync(administrator, (await site.People.StaffAsync()).Email!, "staff", "en")).Text,
            StringComparison.Ordinal
        );
        Assert.Single((await InviteAsync(administrator, "nonsense", "owner", "fr")).Document.QuerySelectorAll(".error-summary"));
    }

    [Fact]
    public async Task Withdrawn_access_ends_every_way_in_until_it_is_restored()
    {
        var person = await site.People.InvestorAsync();
        var administrator = await AdministratorAsync();
        await SwitchAsync(administrator, person.Id, withdraw: true);

        var visitor = site.NewVisitor();
        await visitor.SignInAsync(person.Email!, Matchmaking.TestSupport.People.Password);
        Assert.False(await visitor.IsSignedInAsync());
        foreach (var path in new[] { "/account/reset", "/account/sign-in/mail", "/account/confirm" })
            await visitor.SubmitAsync(await visitor.OpenAsync(path), "main form", ("Address", person.Email));
        await visitor.SignUpAsync(person.Email!);
        await site.SendMailsAsync();
        Assert.Empty(site.Mails.To(person.Email!));

        await SwitchAsync(administrator, person.Id, withdraw: false);
        await visitor.SignInAsync(person.Email!, Matchmaking.TestSupport.People.Password);
        Assert.True(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task What_was_mailed_before_a_withdrawal_works_no_more_when_the_access_is_restored()
    {
        var person = await site.People.InvestorAsync();
        var visitor = site.NewVisitor();
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/reset"), "main form", ("Address", person.Email));
        var link = (await site.Mails.WaitForAsync(person.Email!)).Link();
        var administrator = await AdministratorAsync();
        foreach (var withdraw in new[] { true, false })
            await SwitchAsync(administrator, person.Id, withdraw);

        Assert.Contains("no longer works", (await visitor.OpenAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_administrator_who_has_not_joined_yet_does_not_count_as_the_one_who_remains()
    {
        await using var own = new Site();
        await own.InitializeAsync();
        var (one, two) = (await own.People.AdministratorAsync(), await own.People.AdministratorAsync());
        var first = await own.People.SignInAsync(one);
        await InviteAsync(first, AccountSteps.NewAddress(), "administrator", "en");
        // The one who acts loses the role at the same moment.
        var page = await first.OpenAsync($"/desk/people/{two.Id}/access");
        await own.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == one.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.PasswordHash, (string?)null))
        );

        Assert.Contains(
            "One administrator must remain",
            (await first.SubmitAsync(page, "main form", ("Withdraw", "true"))).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Nobody_withdraws_the_own_access()
    {
        var me = await site.People.AdministratorAsync();
        Assert.Equal(HttpStatusCode.NotFound, (await (await site.People.SignInAsync(me)).OpenAsync($"/desk/people/{me.Id}/access")).Status);
    }

    [Fact]
    public async Task The_last_administrator_stays()
    {
        await using var own = new Site();
        await own.InitializeAsync();
        var (one, two) = (await own.People.AdministratorAsync(), await own.People.AdministratorAsync());
        var (first, second) = (await own.People.SignInAsync(one), await own.People.SignInAsync(two));
        var (page, other) = (
            await first.OpenAsync($"/desk/people/{two.Id}/access"),
            await second.OpenAsync($"/desk/people/{one.Id}/access")
        );

        // Both press the button at the same moment.
        var answers = await Task.WhenAll(
            first.SubmitAsync(page, "main form", ("Withdraw", "true")),
            second.SubmitAsync(other, "main form", ("Withdraw", "true"))
        );

        Assert.Single(answers, answer => answer.Text.Contains("One administrator must remain", StringComparison.Ordinal));
        Assert.Equal(1, await own.InDatabaseAsync(db => db.Users.CountAsync(p => p.LockoutEnd == DateTimeOffset.MaxValue)));
    }

    private async Task<Visitor> AdministratorAsync() => await site.People.SignInAsync(await site.People.AdministratorAsync());

    private static async Task<Page> InviteAsync(Visitor visitor, string email, string role, string language) =>
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/desk/people/invite"),
            "main form",
            ("email", email),
            ("Role", role),
            ("Language", language)
        );

    private static async Task<Page> SwitchAsync(Visitor visitor, Guid person, bool withdraw) =>
        await visitor.SubmitAsync(
            await visitor.OpenAsync($"/desk/people/{person}/access"),
            "main form",
            ("Withdraw", withdraw ? "true" : "false")
        );
}
