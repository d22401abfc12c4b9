using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Mail;

/// <summary>The addresses that the desk bars and lets be written to again.</summary>
public sealed class SuppressionTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(AccountMails.Reset)]
    [InlineData(AccountMails.SignIn)]
    [InlineData(AccountMails.Attempts)]
    [InlineData("desk.mail-trouble")]
    public async Task What_somebody_needs_to_come_in_or_to_hear_of_trouble_is_not_taken_back(string kind)
    {
        var (person, now) = (await site.People.AdministratorAsync(), TimeProvider.System.GetUtcNow());
        var mail = new OutgoingMail
        {
            Kind = kind,
            PersonId = person.Id,
            About = Guid.NewGuid().ToString("N"),
            ToAddress = person.Email!,
            Language = "en",
            Status = MailStatus.Deferred,
            CreatedAt = now,
            NotBefore = now.AddHours(1),
            Attempts = 1,
        };
        await site.InDatabaseAsync(db =>
        {
            db.Mails.Add(mail);
            return db.SaveChangesAsync();
        });
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        Assert.Equal(HttpStatusCode.OK, (await staff.OpenAsync($"/desk/mail/{mail.Id}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/mail/{mail.Id}/suppression")).Status);
    }

    [Fact]
    public async Task An_address_is_barred_and_lifted_with_reasons()
    {
        var person = await site.People.StaffAsync();
        var staff = await site.People.SignInAsync(person);
        var address = $"Li.{Guid.NewGuid():N}@Example.org";

        var page = await BarAsync(staff, address, "She asked by telephone");
        Assert.Contains("She asked by telephone", page.Text, StringComparison.Ordinal);
        var bar = await OneAsync(address);
        Assert.Equal((SuppressionCause.Desk, (Guid?)person.Id), (bar.Cause, bar.ById));

        var lift = await staff.OpenAsync($"/desk/mail/suppressions/{bar.Id}/lift");
        Assert.Null((await OneAsync(address)).LiftedAt);
        var again = await staff.SubmitAsync(lift, "main form", ("Reason", ""));
        Assert.Single(again.Document.QuerySelectorAll(".error-summary"));
        page = await staff.SubmitAsync(lift, "main form", ("Reason", "She changed her mind"));

        Assert.DoesNotContain(bar.Address, page.TextsOf("tbody th"));
        Assert.Equal(
            ("She changed her mind", (Guid?)person.Id),
            ((await OneAsync(address)).LiftedBecause, (await OneAsync(address)).LiftedById)
        );
        Assert.Contains(
            "She changed her mind",
            (await staff.OpenAsync("/desk/mail/suppressions?lifted=true&q=" + address)).Text,
            StringComparison.Ordinal
        );
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/mail/suppressions/{bar.Id}/lift")).Status);
    }

    [Fact]
    public async Task Bad_input_is_shown_again()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var page = await BarAsync(staff, "nobody", "");
        Assert.Equal(2, page.Document.QuerySelectorAll(".error-summary li").Length);
        Assert.Equal("nobody", page.ValueOf("Address"));
    }

    [Theory]
    [InlineData("zh-Hans", "这是管理员的邮箱，不能停发。", "这是同事的邮箱，只有管理员可以停发。")]
    [InlineData(
        "az",
        "Bu, inzibatçının ünvanıdır; bloklamaq olmaz.",
        "Bu, AZPROMO əməkdaşının ünvanıdır; onu yalnız inzibatçı bloklaya bilər."
    )]
    [InlineData(
        "en",
        "This is an administrator’s address; it cannot be blocked.",
        "This is the address of a colleague; only an administrator can block it."
    )]
    public async Task An_administrators_address_and_a_colleagues_are_not_barred(string language, string administrators, string colleagues)
    {
        var (administrator, colleague) = (await site.People.AdministratorAsync(language), await site.People.StaffAsync());
        var (staff, chief) = (
            await site.People.SignInAsync(await site.People.StaffAsync(language)),
            await site.People.SignInAsync(administrator)
        );

        foreach (var visitor in new[] { staff, chief })
        {
            var page = await BarAsync(visitor, administrator.Email!, "By mistake");
            Assert.Contains(administrators, page.Text, StringComparison.Ordinal);
            Assert.Equal(administrator.Email, page.ValueOf("Address"));
        }
        Assert.Contains(colleagues, (await BarAsync(staff, colleague.Email!, "By mistake")).Text, StringComparison.Ordinal);
        Assert.False(
            await site.InDatabaseAsync(db =>
                db.MailSuppressions.AnyAsync(s => s.Address == administrator.Email || s.Address == colleague.Email)
            )
        );

        await BarAsync(chief, colleague.Email!, "She has left");
        Assert.Equal(SuppressionCause.Desk, (await OneAsync(colleague.Email!)).Cause);
    }

    [Fact]
    public async Task The_list_says_what_goes_out_all_the_same()
    {
        var (administrator, key) = (await site.People.AdministratorAsync(), Guid.NewGuid().ToString("N"));
        await site.InDatabaseAsync(db =>
        {
            var now = TimeProvider.System.GetUtcNow();
            db.MailSuppressions.AddRange(
                new()
                {
                    Address = $"a-{key}@example.org",
                    Cause = SuppressionCause.ReportedBounce,
                    At = now,
                },
                new()
                {
                    Address = $"b-{key}@example.org",
                    Cause = SuppressionCause.HardBounce,
                    At = now,
                },
                new()
                {
                    Address = administrator.Email!,
                    Cause = SuppressionCause.HardBounce,
                    At = now,
                }
            );
            return db.SaveChangesAsync();
        });
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        string Said(Page page, string address) =>
            string.Join(
                ' ',
                page.Document.QuerySelectorAll("tbody tr")
                    .Single(row => row.TextContent.Contains(address, StringComparison.Ordinal))
                    .QuerySelectorAll(".answer .meta")
                    .Select(line => line.TextContent)
            );
        var list = await staff.OpenAsync("/desk/mail/suppressions?q=" + key);
        Assert.Equal(("emails about the account go out", ""), (Said(list, "a-" + key), Said(list, "b-" + key)));
        Assert.Equal(
            "an administrator’s address now: emails go out",
            Said(await staff.OpenAsync("/desk/mail/suppressions?q=" + administrator.Email), administrator.Email!)
        );
    }

    [Fact]
    public async Task The_list_is_searched()
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        await BarAsync(staff, "one.findable@example.org", "x");
        await BarAsync(staff, "another@example.org", "x");
        Assert.Equal(["one.findable@example.org"], (await staff.OpenAsync("/desk/mail/suppressions?q=FINDABLE")).TextsOf("tbody th"));
        Assert.Single((await staff.OpenAsync("/desk/mail/suppressions?q=%25")).Document.QuerySelectorAll(".empty"));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nobody_else_lifts(bool isSignedIn)
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var address = $"{Guid.NewGuid():N}@example.org";
        await BarAsync(staff, address, "x");
        var bar = await OneAsync(address);
        var visitor = isSignedIn ? await site.People.SignInAsync(await site.People.InvestorAsync()) : site.NewVisitor();
        var page = await visitor.OpenAsync($"/desk/mail/suppressions/{bar.Id}/lift");
        Assert.True(
            isSignedIn ? page.Status == HttpStatusCode.NotFound : page.Path.StartsWith("/account/sign-in", StringComparison.Ordinal)
        );
    }

    private static async Task<Page> BarAsync(Visitor staff, string address, string reason) =>
        await staff.SubmitAsync(
            await staff.OpenAsync("/desk/mail/suppressions/create"),
            "main form",
            ("Address", address),
            ("Reason", reason)
        );

    private Task<MailSuppression> OneAsync(string address)
    {
        var key = address.ToLowerInvariant();
        return site.InDatabaseAsync(db => db.MailSuppressions.AsNoTracking().SingleAsync(s => s.Address == key));
    }
}
