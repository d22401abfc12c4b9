using System.Text.RegularExpressions;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Unsubscribe;

/// <summary>Stopping: by a mail program's one click (RFC 8058), or by the button of the page.</summary>
public sealed class UnsubscribeTests(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task One_click_stops_without_cookies_token_or_redirect(bool multipart)
    {
        var (person, link) = await SubscriberAsync();
        HttpContent body = multipart
            ? new MultipartFormDataContent { { new StringContent("One-Click"), "List-Unsubscribe" } }
            : new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]);

        using var client = site.NewClient();
        var answer = await client.PostAsync(link, body);

        Assert.Equal(200, (int)answer.StatusCode);
        Assert.NotNull(await StoppedAtAsync(person));
        // Mail programs try again: that must be harmless too.
        Assert.Equal(
            200,
            (int)(await client.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]))).StatusCode
        );
    }

    [Fact]
    public async Task Opening_the_link_changes_nothing()
    {
        var (person, link) = await SubscriberAsync();

        var page = await site.NewVisitor("zh-CN").OpenAsync(link);

        Assert.Contains("停止向 i•••@example.org 发送机会提醒？", page.Text, StringComparison.Ordinal);
        Assert.Null(await StoppedAtAsync(person));
    }

    [Fact]
    public async Task The_button_stops_and_can_be_undone()
    {
        var (person, link) = await SubscriberAsync();
        var visitor = site.NewVisitor();

        var page = await visitor.SubmitAsync(await visitor.OpenAsync(link), "main form");
        Assert.NotNull(await StoppedAtAsync(person));

        page = await visitor.SubmitAsync(page, "main form");
        Assert.Null(await StoppedAtAsync(person));
        Assert.Contains("are sent again", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_was_queued_is_cancelled_and_nothing_new_is_queued()
    {
        var (person, link) = await SubscriberAsync();
        await site.AddMandateAsync(person, m => (m.Sectors, m.Frequency) = (["watr"], AlertFrequency.Weekly));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("watr", "watr.desalination"));
        await site.InDatabaseAsync(async db =>
        {
            var waiting = (await db.Users.SingleAsync(p => p.Id == person.Id)).NewMail("alert", default, TimeProvider.System.GetUtcNow());
            waiting.NotBefore = waiting.NotBefore.AddHours(1);
            db.Mails.Add(waiting);
            return await db.SaveChangesAsync();
        });

        using var client = site.NewClient();
        await client.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));
        var later = (await site.PublishAsync()).Id.ToString("N");

        Assert.False(await site.InDatabaseAsync(db => db.Mails.AnyAsync(m => m.PersonId == person.Id && m.Status == MailStatus.Pending)));
        Assert.False(
            await site.InDatabaseAsync(db => db.AlertItems.AnyAsync(i => i.PersonId == person.Id && i.MailId == null && !i.IsSilent))
        );
        // Not even one that its sender would have taken back.
        Assert.False(await site.InDatabaseAsync(db => db.Mails.AnyAsync(m => m.PersonId == person.Id && m.About == later)));
    }

    [Theory]
    [InlineData("alert", MailStatus.Suppressed)]
    [InlineData("alert.digest", MailStatus.Suppressed)]
    [InlineData("alert.keep", MailStatus.Suppressed)]
    [InlineData("account.known", MailStatus.Sending)]
    public async Task What_a_sender_has_in_hand_is_taken_back_if_it_is_an_alert_and_the_readers_own(string kind, MailStatus becomes)
    {
        var (person, link) = await SubscriberAsync();
        var (mine, another) = (await InHandAsync(person, kind), await InHandAsync(await site.People.InvestorAsync(), kind));

        using var client = site.NewClient();
        await client.PostAsync(link, new FormUrlEncodedContent([new("List-Unsubscribe", "One-Click")]));

        Assert.Equal((becomes, becomes == MailStatus.Suppressed ? SuppressedBecause.Unsubscribed : null), await StateAsync(mine));
        Assert.Equal((MailStatus.Sending, null), await StateAsync(another));

        Task<(MailStatus, SuppressedBecause?)> StateAsync(Guid id) =>
            site.InDatabaseAsync(async db =>
                await db.Mails.AsNoTracking().SingleAsync(m => m.Id == id) is var mail ? (mail.Status, mail.Suppressed) : default
            );
    }

    [Fact]
    public async Task A_token_that_we_did_not_make_is_not_found()
    {
        using var client = site.NewClient();
        Assert.Equal(404, (int)(await client.PostAsync("/unsubscribe/" + new string('A', 44), null)).StatusCode);
    }

    /// <summary>An investor who has got one alert, and the address that its header names.</summary>
    private async Task<(Person Person, string Link)> SubscriberAsync()
    {
        var person = await site.People.InvestorAsync();
        await site.AddMandateAsync(person);
        await site.PublishAsync();
        var mail = await site.Mails.WaitForAsync(person.Email!);
        return (person, Regex.Match(mail.Headers["List-Unsubscribe"], @"<http://localhost(/unsubscribe/[\w-]{44})>").Groups[1].Value);
    }

    /// <summary>A mail that another process has taken, which is alive for as long as a test takes.</summary>
    private Task<Guid> InHandAsync(Person person, string kind) =>
        site.InDatabaseAsync(async db =>
        {
            var mail = (await db.Users.SingleAsync(p => p.Id == person.Id)).NewMail(kind, default, TimeProvider.System.GetUtcNow());
            (mail.Status, mail.SenderId, mail.Attempts) = (MailStatus.Sending, Guid.CreateVersion7(), 1);
            await db.Database.ExecuteSqlAsync(
                $"INSERT INTO mail_senders (id, seen_at, name) VALUES ({mail.SenderId}, clock_timestamp() + interval '1 hour', 'another')"
            );
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
            return mail.Id;
        });

    private Task<DateTimeOffset?> StoppedAtAsync(Person person) =>
        site.InDatabaseAsync(db => db.Users.Where(p => p.Id == person.Id).Select(p => p.AlertsStoppedAt).SingleAsync());
}
