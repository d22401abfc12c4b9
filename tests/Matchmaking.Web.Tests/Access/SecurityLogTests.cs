using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Account.Attempts;
using Matchmaking.Web.Tests.Account;

namespace Matchmaking.Web.Tests.Access;

/// <summary>
/// What somebody who looks for an intruder finds in the log: one line for each thing that happened, and nobody's address.
/// </summary>
public sealed class SecurityLogTests(LoggedSite site) : IClassFixture<LoggedSite>
{
    [Fact]
    public async Task Signing_in_and_out()
    {
        var person = await site.People.InvestorAsync();
        var visitor = NewVisitor();
        await visitor.SignInAsync(person.Email!, People.Password);
        await visitor.SubmitAsync(await visitor.OpenAsync("/account/profile"), "form[action='/account/sign-out']");

        Assert.Contains("By=password", Single("Signed in", person), StringComparison.Ordinal);
        Assert.Contains("From=127.0.0.1", Single("Signed out", person), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_and_the_one_that_locks()
    {
        var person = await site.People.InvestorAsync();
        var visitor = NewVisitor();
        for (var number = 0; number < 11; number++)
            await visitor.SignInAsync(person.Email!, "wrong password number " + number);

        var account = Clients.AccountOf(person.Email!);
        Assert.Equal(11, Lines("Sign-in failed").Count(line => line.Contains(account, StringComparison.Ordinal)));
        Assert.Single(Lines("Sign-in locked"), line => line.Contains(account, StringComparison.Ordinal));
        Assert.DoesNotContain(site.Log.Lines, line => line.Contains("wrong password number", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_page_that_is_for_others()
    {
        var person = await site.People.StaffAsync();
        await (await SignInAsync(person)).OpenAsync($"/desk/people/{Guid.NewGuid()}/access?a-secret=in-the-query");

        var line = Single("Refused", person);
        Assert.Contains("Route=desk/people/{id:guid}/access", line, StringComparison.Ordinal);
        Assert.DoesNotContain("in-the-query", line, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Rights_and_secrets_that_change()
    {
        var (person, me) = (await site.People.StaffAsync(), await site.People.AdministratorAsync());
        var administrator = await SignInAsync(me);
        foreach (var withdraw in new[] { "true", "false" })
            await administrator.SubmitAsync(
                await administrator.OpenAsync($"/desk/people/{person.Id}/access"),
                "main form",
                ("Withdraw", withdraw)
            );
        var visitor = NewVisitor();
        await visitor.SignInAsync(person.Email!, People.Password);
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile/password"),
            "main form",
            ("CurrentPassword", People.Password),
            ("NewPassword", "eleven quiet lighthouses")
        );

        Assert.Equal(
            ["withdrawn", "restored"],
            Lines("Rights changed")
                .Where(line => line.Contains($"Person={person.Id}", StringComparison.Ordinal))
                .Select(line => line.Split("What=")[1].Split(' ')[0])
        );
        Assert.All(
            Lines("Rights changed").Where(line => line.Contains($"Person={person.Id}", StringComparison.Ordinal)),
            line => Assert.Contains($"By={me.Id}", line, StringComparison.Ordinal)
        );
        Assert.Contains("What=password", Single("Secret changed", person), StringComparison.Ordinal);
    }

    private Visitor NewVisitor() => new(new() { BaseAddress = new(site.Address) }, "en");

    private async Task<Visitor> SignInAsync(Person person)
    {
        var visitor = NewVisitor();
        await visitor.SignInAsync(person.Email!, People.Password);
        return visitor;
    }

    private IEnumerable<string> Lines(string begins) =>
        site.Log.Lines.Where(line => line.Contains($"{typeof(SecurityLog).FullName}: {begins}", StringComparison.Ordinal));

    private string Single(string begins, Person person)
    {
        var line = Assert.Single(Lines(begins), line => line.Contains($"Person={person.Id}", StringComparison.Ordinal));
        Assert.DoesNotContain(person.Email!, line, StringComparison.Ordinal);
        return line;
    }
}
