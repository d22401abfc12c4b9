namespace Matchmaking.Web.Tests.Desk;

/// <summary>The dashboard of the background jobs is the administrators' alone.</summary>
public sealed class JobsDashboardTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_visitor_is_asked_to_sign_in() =>
        Assert.StartsWith("/account/sign-in", (await site.NewVisitor().OpenAsync("/desk/jobs")).Path, StringComparison.Ordinal);

    [Fact]
    public async Task Investors_and_staff_do_not_find_it()
    {
        foreach (var person in new[] { await site.People.InvestorAsync(), await site.People.StaffAsync() })
            Assert.Equal(404, (int)(await (await site.People.SignInAsync(person)).OpenAsync("/desk/jobs")).Status);
    }

    [Fact]
    public async Task An_administrator_sees_the_schedules_and_no_inline_script_may_run()
    {
        var page = await (await site.People.SignInAsync(await site.People.AdministratorAsync())).OpenAsync("/desk/jobs/recurring");

        Assert.Contains("sweep-mails", page.Html, StringComparison.Ordinal);
        Assert.Contains(
            "script-src 'self';",
            page.Response.Headers.GetValues("Content-Security-Policy").Single(),
            StringComparison.Ordinal
        );
    }
}
