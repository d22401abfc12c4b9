using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Account;

/// <summary>Somebody changes the own account.</summary>
public sealed class ProfileTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/account/profile")]
    [InlineData("/account/profile/email")]
    [InlineData("/account/profile/password")]
    [InlineData("/account/profile/alerts")]
    public async Task A_visitor_is_asked_to_sign_in(string path) =>
        Assert.StartsWith("/account/sign-in", (await site.NewVisitor().OpenAsync(path)).Path, StringComparison.Ordinal);

    [Fact]
    public async Task Name_and_language_change_at_once()
    {
        var (person, visitor) = await SignedInAsync("en");

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile"),
            "main form",
            ("FullName", "  王  梅 "),
            ("Language", "az")
        );

        Assert.Contains("Yadda saxlanıldı", page.Html, StringComparison.Ordinal);
        Assert.Equal("az", page.Document.DocumentElement.GetAttribute("lang"));
        Assert.Contains("王 梅", page.Html, StringComparison.Ordinal);
        Assert.Equal(
            ("王 梅", "az"),
            await site.InDatabaseAsync(async db =>
                (await db.Users.SingleAsync(p => p.Id == person.Id)) is var p ? (p.FullName, p.Language) : default
            )
        );
    }

    [Fact]
    public async Task A_new_password_takes_the_current_one()
    {
        var (person, visitor) = await SignedInAsync("az");
        var page = await visitor.OpenAsync("/account/profile/password");

        var wrong = await visitor.SubmitAsync(
            page,
            "main form",
            ("CurrentPassword", "not the current one"),
            ("NewPassword", AccountSteps.Password)
        );
        Assert.Contains("İndiki parol düzgün deyil.", wrong.TextsOf("#CurrentPassword-error").Single(), StringComparison.Ordinal);
        var weak = await visitor.SubmitAsync(page, "main form", ("CurrentPassword", People.Password), ("NewPassword", "12345678901234567"));
        Assert.Single(weak.TextsOf("#NewPassword-error"));
        var done = await visitor.SubmitAsync(
            page,
            "main form",
            ("CurrentPassword", People.Password),
            ("NewPassword", AccountSteps.Password)
        );

        Assert.Equal("/account/profile", done.Path);
        Assert.True(await visitor.IsSignedInAsync());
        var other = site.NewVisitor();
        await other.SignInAsync(person.Email!, AccountSteps.Password);
        Assert.True(await other.IsSignedInAsync());
    }

    [Fact]
    public async Task A_new_address_counts_once_its_mailbox_has_answered_and_the_old_one_hears_of_it()
    {
        var (person, visitor) = await SignedInAsync("en");
        var (old, wanted) = (person.Email!, AccountSteps.NewAddress());
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile/email"),
            "main form",
            ("Address", wanted),
            ("CurrentPassword", People.Password)
        );
        var link = (await site.Mails.WaitForAsync(wanted)).Link();
        await site.NewVisitor().OpenAsync(link);
        Assert.Equal(old, await AddressAsync(person));

        await visitor.FollowAsync(link);

        Assert.Equal(wanted, await AddressAsync(person));
        Assert.True(await visitor.IsSignedInAsync());
        var notice = await site.Mails.WaitForAsync(old);
        Assert.Contains("was changed", notice.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain(wanted, notice.Text, StringComparison.Ordinal);
        Assert.Contains("no longer works", (await visitor.OpenAsync(link)).Text, StringComparison.Ordinal);
        var again = site.NewVisitor();
        await again.SignInAsync(wanted, People.Password);
        Assert.True(await again.IsSignedInAsync());
    }

    [Fact]
    public async Task A_link_for_one_address_does_not_set_another()
    {
        var (person, visitor) = await SignedInAsync("en");
        var wanted = AccountSteps.NewAddress();
        await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile/email"),
            "main form",
            ("Address", wanted),
            ("CurrentPassword", People.Password)
        );
        var link = (await site.Mails.WaitForAsync(wanted)).Link();

        await visitor.SubmitAsync(await visitor.OpenAsync(link), "main form", ("Address", "thief@example.org"));

        Assert.Equal(person.Email, await AddressAsync(person));
    }

    [Fact]
    public async Task An_address_that_is_taken_gets_the_same_answer_and_stays_its_owners()
    {
        var other = await site.People.InvestorAsync();
        var (person, visitor) = await SignedInAsync("en");

        var page = await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile/email"),
            "main form",
            ("Address", other.Email),
            ("CurrentPassword", People.Password)
        );

        Assert.Contains(
            $"Check the inbox of {other.Email}",
            page.Html.Replace("&#x2B;", "+", StringComparison.Ordinal),
            StringComparison.Ordinal
        );
        Assert.Contains("already have an account", (await site.Mails.WaitForAsync(other.Email!)).Subject, StringComparison.Ordinal);
        Assert.Equal(person.Email, await AddressAsync(person));
    }

    [Fact]
    public async Task Stopping_alerts_cancels_what_is_queued_and_can_be_undone()
    {
        var (person, visitor) = await SignedInAsync("en");
        var later = TimeProvider.System.GetUtcNow().AddHours(1);
        await site.InDatabaseAsync(async db =>
        {
            db.Mails.Add(
                new()
                {
                    Kind = "alert",
                    PersonId = person.Id,
                    ToAddress = person.Email!,
                    Language = "en",
                    CreatedAt = later,
                    NotBefore = later,
                }
            );
            return await db.SaveChangesAsync();
        });

        var off = await visitor.SubmitAsync(
            await visitor.OpenAsync("/account/profile"),
            "form[action='/account/profile/alerts']",
            ("Wanted", "false")
        );
        Assert.Contains("Alerts are off", off.Text, StringComparison.Ordinal);
        Assert.Equal(
            MailStatus.Suppressed,
            await site.InDatabaseAsync(db => db.Mails.Where(mail => mail.PersonId == person.Id).Select(mail => mail.Status).SingleAsync())
        );

        var on = await visitor.SubmitAsync(off, "form[action='/account/profile/alerts']", ("Wanted", "true"));
        Assert.Contains("Alerts are on", on.Text, StringComparison.Ordinal);
    }

    private async Task<(Person Person, Visitor Visitor)> SignedInAsync(string language)
    {
        var person = await site.People.InvestorAsync(language);
        var visitor = site.NewVisitor(language);
        await visitor.SignInAsync(person.Email!, People.Password);
        return (person, visitor);
    }

    private Task<string?> AddressAsync(Person person) =>
        site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.Email).SingleAsync());
}
