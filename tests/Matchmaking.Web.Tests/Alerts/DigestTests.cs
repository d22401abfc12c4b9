using Matchmaking.Web.Calendar;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Alerts;

/// <summary>Daily and weekly alerts, on a clock that the test moves.</summary>
public sealed class DigestTests(DigestTests.SiteWithClock site) : IClassFixture<DigestTests.SiteWithClock>
{
    public sealed class SiteWithClock : Site
    {
        /// <summary>Begins on Wednesday 3 June 2026, 18:00 in Shanghai.</summary>
        public FakeTimeProvider Clock { get; } = new(new(2026, 6, 3, 10, 0, 0, TimeSpan.Zero));

        protected override void Change(IServiceCollection services) => services.AddSingleton<TimeProvider>(Clock);
    }

    [Fact]
    public async Task A_daily_digest_goes_out_after_half_past_eight_and_once()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["agri"], AlertFrequency.Daily));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("agri", "agri.greenhouse"));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("agri", "agri.agropark"));

        await CloseWindowsAsync();
        Assert.Empty(site.Mails.To(investor.Email!));

        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        await CloseWindowsAsync();

        var mail = await site.Mails.WaitForAsync(investor.Email!);
        Assert.Contains("2 new opportunities", mail.Subject, StringComparison.Ordinal);
        Assert.Equal(1, await MailsOfAsync(investor));
    }

    [Fact]
    public async Task A_weekly_digest_waits_for_monday()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["cons"], AlertFrequency.Weekly));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("cons", "cons.karabakh"));

        while (site.Clock.GetUtcNow().DayOfWeek != DayOfWeek.Sunday)
            MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        Assert.Empty(site.Mails.To(investor.Email!));

        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        await site.Mails.WaitForAsync(investor.Email!);
        Assert.Equal(1, await MailsOfAsync(investor));
    }

    [Fact]
    public async Task A_digest_whose_listings_are_all_gone_is_not_sent()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["digi"], AlertFrequency.Daily));
        var opportunity = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("digi", "digi.ai"));
        await site.InDatabaseAsync(db =>
            db.Opportunities.Where(o => o.Id == opportunity.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, Web.Features.Opportunities.PublicationStatus.Withdrawn))
        );

        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();

        Assert.Empty(site.Mails.To(investor.Email!));
    }

    [Fact]
    public async Task A_digest_tells_what_ends_on_its_own_day_and_not_what_ended_the_day_before()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["logi"], AlertFrequency.Daily));
        var today = BakuDay.Of(site.Clock);
        await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.ValidUntil, o.Title) = ("logi", null, today, new("昨天", "Dünən", "Ended yesterday"))
        );
        await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.ValidUntil, o.Title) = ("logi", null, today.AddDays(1), new("今天", "Bu gün", "Ends today"))
        );
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Title) = ("logi", null, new("不限", "Müddətsiz", "Never ends")));
        Assert.Equal(3, await site.InDatabaseAsync(db => db.AlertItems.CountAsync(i => i.PersonId == investor.Id && i.MailId == null)));

        MoveTo(hourInShanghai: 9);
        Assert.Equal(today.AddDays(1), BakuDay.Of(site.Clock));
        await CloseWindowsAsync();

        var mail = await site.Mails.WaitForAsync(investor.Email!);
        Assert.Contains("2 new opportunities", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Ends today", mail.Text, StringComparison.Ordinal);
        Assert.Contains("Never ends", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("Ended yesterday", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_daily_match_moves_up_when_an_urgent_mandate_matches_too()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["fina"], AlertFrequency.Daily));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("fina", "fina.banking"));

        await site.AddMandateAsync(investor, m => m.Sectors = ["fina.banking"]);
        await site.SendMailsAsync();
        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();

        await site.Mails.WaitForAsync(investor.Email!);
        Assert.Equal(1, await MailsOfAsync(investor));
    }

    [Fact]
    public async Task On_monday_daily_and_weekly_mandates_share_one_mail_and_each_listing_stands_in_it_once()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Name, m.Sectors, m.Frequency) = ("Weekly one", ["text"], AlertFrequency.Weekly));
        await site.AddMandateAsync(
            investor,
            m => (m.Name, m.Sectors, m.Frequency) = ("Daily one", ["text.garments"], AlertFrequency.Daily)
        );
        while (site.Clock.GetUtcNow().DayOfWeek != DayOfWeek.Sunday)
            MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("text", "text.garments"));
        await site.PublishAsync(o => (o.Sector, o.Subsector, o.Title) = ("text", "text.yarn", new("纱线", "İplik", "Yarn mill")));

        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();

        var mail = await site.Mails.WaitForAsync(investor.Email!);
        Assert.Contains("2 new opportunities", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("It fits these mandates: ", mail.Text, StringComparison.Ordinal);
        Assert.Equal(1, await MailsOfAsync(investor));
    }

    [Fact]
    public async Task A_digest_more_than_four_hours_late_is_dropped_and_the_next_one_tells_it()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["ener"], AlertFrequency.Daily));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("ener", null));

        // The window closes while nothing runs, and it is two in the afternoon when something does.
        MoveTo(hourInShanghai: 9);
        MoveTo(hourInShanghai: 14);
        await CloseWindowsAsync();
        Assert.Empty(site.Mails.To(investor.Email!));
        Assert.Equal(
            DigestState.Late,
            await site.InDatabaseAsync(db => db.DigestRuns.Where(run => run.PersonId == investor.Id).Select(run => run.State).SingleAsync())
        );

        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        await site.Mails.WaitForAsync(investor.Email!);
    }

    [Fact]
    public async Task Alerts_at_once_that_a_stop_has_held_up_for_days_become_one_digest()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["tour"]);
        await site.InDatabaseAsync(db =>
        {
            db.MailStops.Add(new() { At = site.Clock.GetUtcNow(), Reason = "test" });
            return db.SaveChangesAsync();
        });
        for (var i = 0; i < 3; i++)
            await site.PublishAsync(o => (o.Sector, o.Subsector) = ("tour", null));
        site.Clock.Advance(TimeSpan.FromDays(7));
        MoveTo(hourInShanghai: 7);
        var young = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("tour", null));
        await site.AsOwnerAsync(db => db.MailStops.ExecuteDeleteAsync());
        await site.SendMailsAsync();

        // The one of this morning goes out at once, the old ones wait for half past eight.
        Assert.Single(site.Mails.To(investor.Email!));
        Assert.Equal(
            3,
            await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id && m.Suppressed == SuppressedBecause.Late))
        );
        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        await CloseWindowsAsync();

        Assert.Equal(2, site.Mails.To(investor.Email!).Count);
        Assert.Contains(
            "3 new opportunities",
            (await site.Mails.WaitForAsync(investor.Email!, mail => mail.Subject.Contains('3', StringComparison.Ordinal))).Subject,
            StringComparison.Ordinal
        );
        Assert.Equal(
            4,
            await site.InDatabaseAsync(db =>
                db.AlertItems.CountAsync(i => i.PersonId == investor.Id && i.Mail!.Status == MailStatus.Accepted)
            )
        );
        Assert.Equal(
            1,
            await site.InDatabaseAsync(db => db.AlertItems.CountAsync(i => i.PersonId == investor.Id && i.OpportunityId == young.Id))
        );
    }

    [Fact]
    public async Task A_week_of_downtime_and_a_clock_set_back_neither_repeat_nor_lose_a_window()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Frequency) = (["cult"], AlertFrequency.Daily));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("cult", null));
        site.Clock.Advance(TimeSpan.FromDays(7));
        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        await site.Mails.WaitForAsync(investor.Email!);

        // The clock of the machine is set back by half an hour: the same window is found closed again.
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(-20));
        await CloseWindowsAsync();
        site.Clock.AdjustTime(site.Clock.GetUtcNow().AddMinutes(20));
        await CloseWindowsAsync();

        Assert.Equal(1, await MailsOfAsync(investor));
    }

    [Fact]
    public async Task While_alerts_are_paused_nothing_is_sent_and_afterwards_everything_at_once()
    {
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["insu"]);
        await site.RunAsync<AlertSubscription>(alerts =>
            alerts.PauseAsync(investor.Id, site.Clock.GetUtcNow().AddDays(3), CancellationToken.None)
        );
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("insu", null));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("insu", null));
        // Not even a mail that its sender would put back.
        Assert.Equal(0, await MailsOfAsync(investor));

        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        Assert.Empty(site.Mails.To(investor.Email!));

        site.Clock.Advance(TimeSpan.FromDays(3));
        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();
        Assert.Contains("2 new opportunities", (await site.Mails.WaitForAsync(investor.Email!)).Subject, StringComparison.Ordinal);

        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("insu", null));
        Assert.Equal(2, await MailsOfAsync(investor));
    }

    private Task<int> MailsOfAsync(Web.Features.Account.Person person) =>
        site.InDatabaseAsync(db => db.Mails.CountAsync(mail => mail.PersonId == person.Id));

    /// <summary>The next time that it is this hour in Shanghai.</summary>
    private void MoveTo(int hourInShanghai)
    {
        do site.Clock.Advance(TimeSpan.FromHours(1));
        while (site.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Hour != hourInShanghai);
    }

    private async Task CloseWindowsAsync()
    {
        await site.RunAsync<Digests>(digests => digests.CloseWindowsAsync(CancellationToken.None));
        await site.SendMailsAsync();
    }
}
