using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>A site that takes a minute for filling in the form.</summary>
public sealed class PatientSite : Site
{
    protected override IEnumerable<KeyValuePair<string, string?>> Settings => [new("SignUp:LeastSeconds", "60")];
}

/// <summary>The time trap.</summary>
public sealed class BotTrapTests(PatientSite site) : IClassFixture<PatientSite>
{
    [Fact]
    public async Task A_form_that_comes_back_at_once_is_shown_again()
    {
        var email = AccountSteps.NewAddress();
        var page = await site.NewVisitor().SignUpAsync(email);

        Assert.Contains("This was not sent", page.TextsOf(".error-summary").Single(), StringComparison.Ordinal);
        Assert.Equal(email, page.ValueOf("Input.Email"));
        Assert.False(await site.InDatabaseAsync(db => db.Users.AnyAsync()));
    }

    [Fact]
    public async Task A_made_up_time_is_no_way_around()
    {
        var page = await site.NewVisitor().SignUpAsync(AccountSteps.NewAddress(), ("Input.Shown", "0"));
        Assert.Contains("This was not sent", page.TextsOf(".error-summary").Single(), StringComparison.Ordinal);
    }
}
