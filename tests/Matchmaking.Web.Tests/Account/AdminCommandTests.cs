using System.Diagnostics;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Startup;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary><c>admin create EMAIL</c> and <c>admin mail-dns</c>, as an operator runs it.</summary>
public sealed class AdminCommandTests(AdminCommandTests.AddressedSite site) : IClassFixture<AdminCommandTests.AddressedSite>
{
    public sealed class AddressedSite : Site
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [new("Site:BaseUrl", "https://invest.example.org/"), new("Mail:Sender:Address", "desk@example.org")];
    }

    [Fact]
    public async Task The_first_administrator_gets_a_link_that_works_once()
    {
        var email = AccountSteps.NewAddress();
        var (code, output, _) = await RunProcessAsync("admin", "create", email);

        Assert.Equal(0, code);
        var link = output
            .Split('\n')
            .Single(line => line.StartsWith("https://invest.example.org/account/invitation/", StringComparison.Ordinal))[
                "https://invest.example.org".Length..
            ]
            .Trim();
        var visitor = site.NewVisitor();
        await visitor.FollowAsync(link, ("FullName", "Rəşad"), ("Password", AccountSteps.Password));
        Assert.Equal("/desk/people", (await visitor.OpenAsync("/desk/people")).Path);
        Assert.Contains("no longer works", (await site.NewVisitor().OpenAsync(link)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Staff_can_be_promoted_and_an_investor_cannot()
    {
        var staff = await site.People.StaffAsync();
        Assert.Equal(0, (await RunAsync("admin", "create", staff.Email!)).Code);
        Assert.Equal(
            Role.Administrator,
            await site.InDatabaseAsync(db =>
                db.UserRoles.Where(has => has.UserId == staff.Id)
                    .Join(db.Roles, has => has.RoleId, role => role.Id, (_, role) => role.Name)
                    .SingleAsync()
            )
        );

        var (code, _, error) = await RunAsync("admin", "create", (await site.People.InvestorAsync()).Email!);
        Assert.Equal(1, code);
        Assert.Contains("investor", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_DNS_records_that_mails_need_are_printed_for_the_settings_of_this_site()
    {
        var (code, output, _) = await RunAsync("admin", "mail-dns");

        Assert.Equal(0, code);
        Assert.Matches("""(?m)^example\.org\. 3600 IN TXT "v=spf1 .*-all"$""", output);
        Assert.Contains("_dmarc.example.org. 3600 IN TXT \"v=DMARC1; p=none", output, StringComparison.Ordinal);
        Assert.Contains("DKIM: mails leave unsigned", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_site_is_filled_once()
    {
        var (code, output, _) = await RunAsync("admin", "import-starter");
        Assert.Equal(0, code);
        Assert.Contains("Added: 50 listings as drafts, 23 signed documents, 16 facts.", output, StringComparison.Ordinal);
        Assert.Contains("https://invest.example.org/desk/opportunities?status=draft", output, StringComparison.Ordinal);

        var (again, nothing, _) = await RunAsync("admin", "import-starter");
        Assert.Equal((0, "Added: 0 listings as drafts, 0 signed documents, 0 facts."), (again, nothing.Trim()));
    }

    [Theory]
    [InlineData("admin", "create", "nonsense")]
    [InlineData("admin", "create")]
    [InlineData("admin", "remove", "a@example.org")]
    public async Task A_wrong_call_says_what_is_wrong(params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);
        Assert.Equal((2, false), (code, output.Contains("http", StringComparison.Ordinal)));
        Assert.NotEmpty(error);
    }

    private async Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var (output, error) = (new StringWriter(), new StringWriter());
        var code = await AdminCommand.RunAsync(site.Services, arguments, output, error);
        return (code, output.ToString(), error.ToString());
    }

    /// <summary>As an operator runs it: in a process of its own, beside the application or before it.</summary>
    private async Task<(int Code, string Output, string Error)> RunProcessAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [typeof(Person).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (
            var (name, value) in new[]
            {
                ("ASPNETCORE_ENVIRONMENT", "Production"),
                ("ConnectionStrings__Matchmaking", site.Database),
                ("Mail__Smtp__Host", "localhost"),
                ("Mail__Sender__Address", "desk@example.org"),
                ("Site__BaseUrl", "https://invest.example.org/"),
            }
        )
            start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return (process.ExitCode, await output, await error);
    }
}
