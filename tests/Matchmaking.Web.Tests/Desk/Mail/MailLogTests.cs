using System.Net;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Desk.Mail;

/// <summary>The log of mails, one mail, and what the desk does to it.</summary>
public sealed class MailLogTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("/desk/mail/health")]
    [InlineData("/desk/mail/retry")]
    [InlineData("/desk/mail/stop")]
    [InlineData("/desk/mail/samples")]
    [InlineData("/desk/mail/samples/alert/en")]
    [InlineData("/desk/mail/suppressions")]
    [InlineData("/desk/mail/suppressions/create")]
    public async Task All_pages_are_for_the_desk(string path)
    {
        Assert.StartsWith("/account/sign-in", (await site.NewVisitor().OpenAsync(path)).Path, StringComparison.Ordinal);
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await site.People.SignInAsync(await site.People.InvestorAsync())).OpenAsync(path)).Status
        );
        foreach (var language in Matchmaking.Web.Languages.Language.All)
            Assert.Equal(
                HttpStatusCode.OK,
                (await (await site.People.SignInAsync(await site.People.StaffAsync(language))).OpenAsync(path)).Status
            );
    }

    [Theory]
    [InlineData("")]
    [InlineData("/retry")]
    [InlineData("/suppression")]
    public async Task One_mail_is_for_the_desk(string page)
    {
        var mail = await AddAsync(MailStatus.Deferred);
        Assert.StartsWith(
            "/account/sign-in",
            (await site.NewVisitor().OpenAsync($"/desk/mail/{mail.Id}{page}")).Path,
            StringComparison.Ordinal
        );
        Assert.Equal(
            HttpStatusCode.NotFound,
            (await (await site.People.SignInAsync(await site.People.InvestorAsync())).OpenAsync($"/desk/mail/{mail.Id}{page}")).Status
        );
        var staff = await StaffAsync();
        Assert.Equal(HttpStatusCode.OK, (await staff.OpenAsync($"/desk/mail/{mail.Id}{page}")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await staff.OpenAsync($"/desk/mail/{Guid.NewGuid()}{page}")).Status);
        Assert.Equal(MailStatus.Deferred, await StatusAsync(mail));
    }

    [Fact]
    public async Task Mails_are_found_by_person_state_and_provider()
    {
        var staff = await StaffAsync();
        var wanted = await AddAsync(MailStatus.Failed, m => m.Provider = ProviderGroup.NetEase);
        var other = await AddAsync(MailStatus.Accepted);
        foreach (var query in new[] { "q=" + wanted.ToAddress.ToUpperInvariant(), "status=failed&q=investor", "provider=netease" })
        {
            var page = await staff.OpenAsync("/desk/mail?" + query);
            Assert.Contains(wanted.ToAddress, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(other.ToAddress, page.Text, StringComparison.Ordinal);
        }
        Assert.Single((await staff.OpenAsync("/desk/mail?q=%25nobody%25")).Document.QuerySelectorAll(".empty"));
        Assert.Equal(HttpStatusCode.OK, (await staff.OpenAsync("/desk/mail?status=99&provider=x&after=y&q=%00")).Status);
    }

    [Fact]
    public async Task The_log_goes_on_page_by_page_without_losing_the_search()
    {
        var staff = await StaffAsync();
        var person = await site.People.InvestorAsync();
        for (var i = 0; i < 51; i++)
            await AddAsync(MailStatus.Failed, person: person);

        var first = await staff.OpenAsync("/desk/mail?status=failed&q=" + person.Email);
        Assert.Equal(50, first.Document.QuerySelectorAll("tbody tr").Length);
        var second = await staff.OpenAsync(first.Document.QuerySelector(".pagination a:last-child")!.GetAttribute("href")!);
        Assert.Single(second.Document.QuerySelectorAll("tbody tr"));
        Assert.DoesNotContain(
            second.Document.QuerySelector("tbody a")!.GetAttribute("href"),
            first.Document.QuerySelectorAll("tbody a").Select(link => link.GetAttribute("href"))
        );
    }

    [Fact]
    public async Task One_mail_shows_its_facts_and_history()
    {
        var mail = await AddAsync(MailStatus.Failed, m => (m.LastReply, m.MessageId) = ("550 Mail content denied", "abc@example.org"));
        await site.InDatabaseAsync(db =>
        {
            db.MailEvents.Add(
                new()
                {
                    MailId = mail.Id,
                    Kind = MailEventKind.Refused,
                    At = TimeProvider.System.GetUtcNow(),
                    Attempt = 1,
                    Code = 550,
                    Text = "Mail content denied",
                }
            );
            return db.SaveChangesAsync();
        });
        var page = await (await StaffAsync()).OpenAsync($"/desk/mail/{mail.Id}");
        foreach (
            var words in new[]
            {
                mail.ToAddress,
                "550 Mail content denied",
                "abc@example.org",
                "Refused for good",
                "Account exists already",
                "attempt 1",
            }
        )
            Assert.Contains(words, page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_failed_is_sent_again_and_says_by_whom()
    {
        var mail = await AddAsync(MailStatus.Failed);
        var person = await site.People.StaffAsync();
        var staff = await site.People.SignInAsync(person);

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/mail/{mail.Id}/retry"), "main form");

        await site.Mails.WaitForAsync(mail.ToAddress);
        var retried = await EventAsync(mail);
        Assert.Equal((MailEventKind.RetriedByDesk, (Guid?)person.Id), (retried.Kind, retried.ById));
    }

    [Fact]
    public async Task What_a_search_shows_is_sent_again_together_except_what_must_not_be()
    {
        var domain = Guid.NewGuid().ToString("N") + ".example";
        async Task<OutgoingMail> OneAsync(MailStatus status, Action<OutgoingMail>? change = null, string? about = null) =>
            await AddAsync(status, change, await site.People.InvestorAsync(domain: domain), about);
        OutgoingMail[] wanted =
        [
            await OneAsync(MailStatus.Failed),
            await OneAsync(MailStatus.Deferred),
            await OneAsync(MailStatus.Suppressed, m => m.Suppressed = SuppressedBecause.Desk),
        ];
        var (inDoubt, accepted) = (await OneAsync(MailStatus.Failed, m => m.Doubts = 2), await OneAsync(MailStatus.Accepted));
        var barred = await OneAsync(MailStatus.Failed);
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.Id == barred.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.ToAddress, barred.ToAddress.ToUpperInvariant()))
        );
        await site.InDatabaseAsync(db =>
        {
            db.MailSuppressions.Add(
                new()
                {
                    Address = barred.ToAddress,
                    Cause = SuppressionCause.HardBounce,
                    At = TimeProvider.System.GetUtcNow(),
                }
            );
            return db.SaveChangesAsync();
        });
        var person = await site.People.InvestorAsync(domain: domain);
        var toldSince = await AddAsync(MailStatus.Suppressed, m => m.Suppressed = SuppressedBecause.Desk, person, "told since");
        await AddAsync(MailStatus.Accepted, person: person, about: "told since");
        var elsewhere = await AddAsync(MailStatus.Failed);
        var desk = await site.People.StaffAsync();
        var staff = await site.People.SignInAsync(desk);

        var list = await staff.OpenAsync("/desk/mail?q=" + domain);
        var page = await staff.OpenAsync(list.Document.QuerySelector("a[href*='/desk/mail/retry']")!.GetAttribute("href")!);
        Assert.Contains("Send 3 emails again?", page.Text, StringComparison.Ordinal);
        page = await staff.SubmitAsync(page, "main form");

        Assert.Contains("3 emails are back in the queue", page.TextsOf(".flash").Single(), StringComparison.Ordinal);
        foreach (var mail in wanted)
        {
            await site.Mails.WaitForAsync(mail.ToAddress);
            var retried = await EventAsync(mail);
            Assert.Equal((MailEventKind.RetriedByDesk, (Guid?)desk.Id), (retried.Kind, retried.ById));
        }
        foreach (
            var (mail, status) in ((OutgoingMail, MailStatus)[])
                [
                    (inDoubt, MailStatus.Failed),
                    (accepted, MailStatus.Accepted),
                    (barred, MailStatus.Failed),
                    (toldSince, MailStatus.Suppressed),
                    (elsewhere, MailStatus.Failed),
                ]
        )
            Assert.Equal(status, await StatusAsync(mail));
        Assert.Contains(
            "None of these emails can be sent again",
            (await staff.OpenAsync($"/desk/mail/retry?q={domain}&status=accepted")).Text,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_mail_that_came_back_is_there_twice_after_it_was_sent_again()
    {
        var mail = await AddAsync(MailStatus.Pending, m => (m.NotBefore, m.Attempts) = (m.CreatedAt, 0));
        await site.Mails.WaitForAsync(mail.ToAddress);
        await site.SendMailsAsync();
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.Id == mail.Id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(m => m.Status, MailStatus.Failed).SetProperty(m => m.AcceptedAt, (DateTimeOffset?)null)
                )
        );
        var staff = await StaffAsync();

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/mail/{mail.Id}/retry"), "main form");
        await site.SendMailsAsync();

        Assert.Equal(2, site.Mails.To(mail.ToAddress).Count);
        Assert.Equal([mail.Id, mail.Id], site.Mails.To(mail.ToAddress).Select(one => one.Id));
    }

    [Theory]
    [InlineData(MailStatus.Accepted, null)]
    [InlineData(MailStatus.Sending, null)]
    [InlineData(MailStatus.Suppressed, SuppressedBecause.Unsubscribed)]
    [InlineData(MailStatus.Suppressed, SuppressedBecause.Late)]
    public async Task Nothing_else_is_sent_again(MailStatus status, SuppressedBecause? because)
    {
        var mail = await AddAsync(
            status,
            m => (m.Suppressed, m.SenderId) = (because, status == MailStatus.Sending ? Guid.NewGuid() : null)
        );
        Assert.Equal(HttpStatusCode.NotFound, (await (await StaffAsync()).OpenAsync($"/desk/mail/{mail.Id}/retry")).Status);
    }

    [Fact]
    public async Task A_barred_address_gets_nothing_again_until_it_is_lifted()
    {
        var mail = await AddAsync(MailStatus.Suppressed, m => m.Suppressed = SuppressedBecause.Address);
        var bar = new MailSuppression
        {
            Address = mail.ToAddress,
            Cause = SuppressionCause.HardBounce,
            At = TimeProvider.System.GetUtcNow(),
        };
        await site.InDatabaseAsync(db =>
        {
            db.MailSuppressions.Add(bar);
            return db.SaveChangesAsync();
        });
        var staff = await StaffAsync();
        Assert.Empty((await staff.OpenAsync($"/desk/mail/{mail.Id}")).Document.QuerySelectorAll("a[href$='/retry']"));
        Assert.Single(
            (await staff.SubmitAsync(await staff.OpenAsync($"/desk/mail/{mail.Id}/retry"), "main form")).Document.QuerySelectorAll(
                ".error-summary"
            )
        );
        Assert.Equal(MailStatus.Suppressed, await StatusAsync(mail));

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/mail/suppressions/{bar.Id}/lift"), "main form", ("Reason", "It works again"));
        await staff.SubmitAsync(await staff.OpenAsync($"/desk/mail/{mail.Id}/retry"), "main form");
        await site.Mails.WaitForAsync(mail.ToAddress);
    }

    [Fact]
    public async Task What_another_mail_has_told_since_is_not_told_twice()
    {
        var person = await site.People.InvestorAsync();
        var mail = await AddAsync(MailStatus.Suppressed, m => m.Suppressed = SuppressedBecause.Desk, person, about: "the same");
        await AddAsync(MailStatus.Accepted, person: person, about: "the same");
        var staff = await StaffAsync();
        Assert.Single(
            (await staff.SubmitAsync(await staff.OpenAsync($"/desk/mail/{mail.Id}/retry"), "main form")).Document.QuerySelectorAll(
                ".error-summary"
            )
        );
        Assert.Equal(MailStatus.Suppressed, await StatusAsync(mail));
    }

    [Fact]
    public async Task What_waits_is_taken_back_with_a_reason_and_can_go_after_all()
    {
        var mail = await AddAsync(MailStatus.Deferred);
        var staff = await StaffAsync();

        var page = await staff.SubmitAsync(await staff.OpenAsync($"/desk/mail/{mail.Id}/suppression"), "main form", ("Reason", " "));
        Assert.Single(page.Document.QuerySelectorAll(".error-summary"));
        Assert.Equal(MailStatus.Deferred, await StatusAsync(mail));

        page = await staff.SubmitAsync(page, "main form", ("Reason", "Sent to the wrong person"));
        Assert.Contains("Sent to the wrong person", page.Text, StringComparison.Ordinal);
        var taken = await site.InDatabaseAsync(db => db.Mails.AsNoTracking().SingleAsync(m => m.Id == mail.Id));
        Assert.Equal((MailStatus.Suppressed, SuppressedBecause.Desk), (taken.Status, taken.Suppressed));
        Assert.Equal(MailEventKind.SuppressedByDesk, (await EventAsync(mail)).Kind);

        await staff.SubmitAsync(await staff.OpenAsync($"/desk/mail/{mail.Id}/retry"), "main form");
        await site.Mails.WaitForAsync(mail.ToAddress);
    }

    private async Task<Visitor> StaffAsync() => await site.People.SignInAsync(await site.People.StaffAsync());

    /// <summary>A mail about an account, not due for an hour.</summary>
    private async Task<OutgoingMail> AddAsync(
        MailStatus status,
        Action<OutgoingMail>? change = null,
        Person? person = null,
        string? about = null
    )
    {
        person ??= await site.People.InvestorAsync();
        var now = TimeProvider.System.GetUtcNow();
        var mail = new OutgoingMail
        {
            Kind = AccountMails.Known,
            PersonId = person.Id,
            About = about ?? Guid.NewGuid().ToString("N"),
            ToAddress = person.Email!,
            Language = "en",
            Status = status,
            CreatedAt = now,
            NotBefore = now.AddHours(1),
            Attempts = 1,
        };
        change?.Invoke(mail);
        await site.InDatabaseAsync(db =>
        {
            db.Mails.Add(mail);
            return db.SaveChangesAsync();
        });
        return mail;
    }

    private Task<MailStatus> StatusAsync(OutgoingMail mail) =>
        site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == mail.Id).Select(m => m.Status).SingleAsync());

    private Task<MailEvent> EventAsync(OutgoingMail mail) =>
        site.InDatabaseAsync(db =>
            db.MailEvents.AsNoTracking().Where(e => e.MailId == mail.Id && e.ById != null).OrderByDescending(e => e.Id).FirstAsync()
        );
}
