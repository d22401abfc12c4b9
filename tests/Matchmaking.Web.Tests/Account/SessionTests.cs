using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Sessions;
using Matchmaking.Web.Features.Account.SignUp;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Who was let in, and until when; with copies of the cookie as a thief would use them.</summary>
public sealed class SessionTests(NetworkSite site) : IClassFixture<NetworkSite>
{
    private const string NewPassword = "eleven quiet lighthouses";

    [Theory]
    [InlineData("investor", "/matches")]
    [InlineData("staff", "/desk/inbox")]
    [InlineData("administrator", "/desk/people")]
    public async Task Whose_access_is_withdrawn_is_out_at_the_next_request_even_one_that_once_made_a_fresh_cookie(string role, string path)
    {
        var person = role switch
        {
            "investor" => await site.People.InvestorAsync(),
            "staff" => await site.People.StaffAsync(),
            _ => await site.People.AdministratorAsync(),
        };
        var (visitor, other) = (await site.People.SignInAsync(person), await site.People.SignInAsync(person));
        var profile = await visitor.OpenAsync("/account/profile");
        Assert.Equal(path, (await other.OpenAsync(path)).Path);

        var administrator = await site.People.SignInAsync(await site.People.AdministratorAsync());
        await administrator.SubmitAsync(
            await administrator.OpenAsync($"/desk/people/{person.Id}/access"),
            "main form",
            ("Withdraw", "true")
        );

        Assert.Equal(HttpStatusCode.Unauthorized, (await visitor.SubmitAsync(profile, "main form", ("FullName", "Still Here"))).Status);
        Assert.Equal("/account/sign-in", (await other.OpenAsync(path)).Path.Split('?')[0]);
        Assert.NotEqual(
            "Still Here",
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.FullName).SingleAsync())
        );
    }

    [Fact]
    public async Task A_new_password_ends_every_other_session_and_copies_of_this_one_and_keeps_its_owner_in()
    {
        var person = await site.People.InvestorAsync();
        var (owner, phone) = (site.NewVisitor(), site.NewVisitor());
        await phone.SignInAsync(person.Email!, People.Password);
        await owner.SignInAsync(person.Email!, People.Password);
        var copy = await site.CopyAsync(person);
        Assert.True(await copy.IsSignedInAsync());

        await owner.SubmitAsync(
            await owner.OpenAsync("/account/profile/password"),
            "main form",
            ("CurrentPassword", People.Password),
            ("NewPassword", NewPassword)
        );

        Assert.False(await copy.IsSignedInAsync());
        Assert.False(await phone.IsSignedInAsync());
        Assert.True(await owner.IsSignedInAsync());
    }

    [Fact]
    public async Task A_reset_ends_every_session_and_what_was_asked_for_before()
    {
        var person = await site.People.InvestorAsync();
        var thief = await site.People.SignInAsync(person);
        var browser = site.NewVisitor();
        await browser.SubmitAsync(await browser.OpenAsync("/account/sign-in/mail"), "main form", ("Address", person.Email));
        var code = await site.Mails.WaitForAsync(person.Email!, mail => mail.Code().Length > 0);
        var opened = await browser.OpenAsync(code.Link());
        var visitor = site.NewVisitor();
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/reset"), "main form", ("Address", person.Email));
        var link = (
            await site.Mails.WaitForAsync(person.Email!, mail => mail.Link().StartsWith("/account/reset/", StringComparison.Ordinal))
        ).Link();

        await visitor.FollowAsync(link, ("Password", NewPassword));

        Assert.False(await thief.IsSignedInAsync());
        await browser.SubmitAsync(await browser.OpenAsync("/account/sign-in/code"), "main form", ("Code", code.Code()));
        Assert.False(await browser.IsSignedInAsync());
        Assert.Contains("no longer works", (await browser.OpenAsync(code.Link())).Text, StringComparison.Ordinal);
        await browser.SubmitAsync(opened, "main form");
        Assert.False(await browser.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_signs_out_is_out_with_every_copy_of_the_cookie_and_nobody_else_is()
    {
        var person = await site.People.InvestorAsync();
        var (owner, phone) = (site.NewVisitor(), site.NewVisitor());
        await phone.SignInAsync(person.Email!, People.Password);
        await owner.SignInAsync(person.Email!, People.Password);
        var copy = await site.CopyAsync(person);

        await owner.SubmitAsync(await owner.OpenAsync("/account/profile"), "form[action='/account/sign-out']");

        Assert.False(await copy.IsSignedInAsync());
        Assert.True(await phone.IsSignedInAsync());
    }

    [Fact]
    public async Task Who_signs_in_once_more_leaves_no_session_behind()
    {
        var person = await site.People.InvestorAsync();
        var owner = site.NewVisitor();
        await owner.SignInAsync(person.Email!, People.Password);
        var copy = await site.CopyAsync(person);

        await owner.SignInAsync(person.Email!, People.Password);

        Assert.False(await copy.IsSignedInAsync());
        Assert.True(await owner.IsSignedInAsync());
    }

    [Theory]
    [InlineData("investor", 14 * 24 * 60)]
    [InlineData("staff", 12 * 60)]
    [InlineData("administrator", 12 * 60)]
    public async Task A_session_ends_however_much_it_is_used(string role, int minutes)
    {
        var person = role switch
        {
            "investor" => await site.People.InvestorAsync(),
            "staff" => await site.People.StaffAsync(),
            _ => await site.People.AdministratorAsync(),
        };
        var visitor = site.NewVisitor();
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/sign-in"),
            "main form",
            ("Address", person.Email),
            ("Password", People.Password),
            ("Stay", "true")
        );
        var copy = await site.CopyAsync(person);

        foreach (var part in new[] { minutes / 2, minutes - (minutes / 2) - 1 })
        {
            site.Clock.Advance(TimeSpan.FromMinutes(part));
            Assert.True(await visitor.IsSignedInAsync());
            Assert.True(await copy.IsSignedInAsync());
        }
        site.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.False(await visitor.IsSignedInAsync());
        Assert.False(await copy.IsSignedInAsync());
    }

    [Fact]
    public async Task A_new_session_after_a_new_password_ends_when_the_old_one_would_have()
    {
        var person = await site.People.StaffAsync();
        var visitor = site.NewVisitor();
        await visitor.SignInAsync(person.Email!, People.Password);
        site.Clock.Advance(TimeSpan.FromHours(11));
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile/password"),
            "main form",
            ("CurrentPassword", People.Password),
            ("NewPassword", NewPassword)
        );
        Assert.True(await visitor.IsSignedInAsync());

        site.Clock.Advance(TimeSpan.FromHours(1));
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task Everywhere_else_can_be_signed_out_and_it_is_said_where_one_is()
    {
        var (person, other) = (await site.People.InvestorAsync(), await site.People.InvestorAsync());
        var (owner, phone, somebody) = (site.NewVisitor(), site.NewVisitor(), await site.People.SignInAsync(other));
        await phone.SignInAsync(person.Email!, People.Password);
        await owner.SignInAsync(person.Email!, People.Password);
        var profile = await owner.OpenAsync("/account/profile");
        Assert.Contains("in other browsers: 1.", profile.Text, StringComparison.Ordinal);

        profile = await owner.SubmitAsync(profile, "form[action='/account/profile/sessions']");

        Assert.Contains("in this browser only", profile.Text, StringComparison.Ordinal);
        Assert.False(await phone.IsSignedInAsync());
        Assert.True(await owner.IsSignedInAsync());
        Assert.True(await somebody.IsSignedInAsync());
    }

    [Fact]
    public async Task Rights_count_at_the_next_request()
    {
        var person = await site.People.StaffAsync();
        var visitor = await site.People.SignInAsync(person);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.OpenAsync("/desk/people")).Status);

        await site.AsOwnerAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"UPDATE person_roles SET role_id = (SELECT id FROM roles WHERE name = 'administrator') WHERE user_id = {person.Id}"
            )
        );
        Assert.Equal(HttpStatusCode.OK, (await visitor.OpenAsync("/desk/people")).Status);
    }

    [Fact]
    public async Task A_cookie_names_a_session_and_nobody()
    {
        var person = await site.People.InvestorAsync();
        var session = await NewSessionAsync(person);
        Assert.Equal(session.Id.ToString(), Assert.Single(SessionService.TicketOf(session, stay: true).Principal.Claims).Value);
    }

    [Fact]
    public async Task A_session_that_does_not_exist_lets_nobody_in_and_its_cookie_goes()
    {
        var person = await site.People.InvestorAsync();
        var cookie = site.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(SessionService.Scheme);
        var made = new Session
        {
            PersonId = person.Id,
            Stamp = person.SecurityStamp!,
            BeganAt = site.Clock.GetUtcNow(),
            EndsAt = site.Clock.GetUtcNow().AddDays(1),
        };
        var visitor = site.NewVisitor();
        visitor.Client.DefaultRequestHeaders.Add(
            "Cookie",
            $"{SessionCookie.Name}={cookie.TicketDataFormat.Protect(SessionService.TicketOf(made, stay: true))}"
        );

        var page = await visitor.OpenAsync("/");

        Assert.Contains(
            page.Response.Headers.GetValues("Set-Cookie"),
            set => set.StartsWith(SessionCookie.Name + "=;", StringComparison.Ordinal)
        );
        Assert.False(await visitor.IsSignedInAsync());
    }

    [Fact]
    public async Task Sessions_that_are_over_are_removed()
    {
        var (over, open) = (
            await NewSessionAsync(await site.People.StaffAsync()),
            await NewSessionAsync(await site.People.InvestorAsync())
        );
        site.Clock.Advance(TimeSpan.FromHours(13));

        await site.RunAsync<IServiceProvider>(services =>
            ActivatorUtilities.CreateInstance<SweepAccountsJob>(services).RunAsync(CancellationToken.None)
        );

        Assert.Equal(
            [open.Id],
            await site.InDatabaseAsync(db => db.Sessions.Where(s => s.Id == over.Id || s.Id == open.Id).Select(s => s.Id).ToListAsync())
        );
    }

    private async Task<Session> NewSessionAsync(Person person)
    {
        await using var scope = site.Services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<SessionService>().NewAsync(person);
    }
}
