using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Saved;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Saved;

/// <summary>Whoever follows a listing is mailed once of each thing that becomes of it, and nobody else is.</summary>
public sealed class FollowedTests(FollowedSite site) : IClassFixture<FollowedSite>
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    private static DateOnly Today => BakuDay.Of(TimeProvider.System);

    [Theory]
    [InlineData("zh-Hans", "金额变更为 5000万美元", "3400万美元 → 5000万美元", "您关注了这个机会")]
    [InlineData("az", "indi 50 mln ABŞ dolları", "34 mln ABŞ dolları → 50 mln ABŞ dolları", "izlədiyiniz üçün")]
    [InlineData("en", "amount is now US$50 million", "US$34 million → US$50 million", "because you follow")]
    public async Task A_material_change_is_mailed_once_in_the_followers_language(string language, string subject, string change, string why)
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync(language));
        await site.FollowAsync(person, listing, note: "Our secret price is 12.");

        await site.ChangeAsync(listing, o => (o.AmountFrom, o.AmountTo) = (50_000_000, 50_000_000));
        await site.NotifyAsync();
        await site.NotifyAsync();

        var mail = Assert.Single(await site.SentAsync(person));
        Assert.StartsWith(listing.Title.In(language), mail.Subject, StringComparison.Ordinal);
        Assert.Contains(subject, mail.Subject, StringComparison.Ordinal);
        Assert.Contains(change, mail.Text, StringComparison.Ordinal);
        Assert.Contains(why, mail.Text, StringComparison.Ordinal);
        Assert.Contains("/unsubscribe/", mail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret price", mail.Text + mail.Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_corrected_word_and_what_was_taken_back_are_no_news()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await site.FollowAsync(person, listing);

        await site.ChangeAsync(listing, o => o.Description = new("改。", "Düzəliş.", "Corrected."));
        await site.ChangeAsync(listing, o => o.AmountTo = 60_000_000);
        await site.ChangeAsync(listing, o => o.AmountTo = 34_000_000);
        await site.NotifyAsync();

        Assert.Empty(await site.SentAsync(person));
        Assert.Equal(3, (await site.RowAsync(person)).KnownVersion);
    }

    [Fact]
    public async Task Closing_and_withdrawal_are_mailed_and_of_them_nothing_else()
    {
        var (listing, person, by) = (await site.PublishAsync(), await site.People.InvestorAsync(), await site.People.StaffAsync());
        await site.FollowAsync(person, listing);

        await site.ChangeAsync(listing, o => o.Reserve(by.Id, Now));
        await site.NotifyAsync();
        var closed = Assert.Single(await site.SentAsync(person));
        await site.ChangeAsync(
            listing,
            o =>
            {
                o.Withdraw(by.Id, Now);
                o.Title = new("保密", "Məxfi", "Secret plan");
            }
        );
        await site.NotifyAsync();
        var withdrawn = (await site.SentAsync(person))[0];

        Assert.Contains("status: Open → Has a partner", closed.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("US$", closed.Text, StringComparison.Ordinal);
        Assert.Contains("→ Withdrawn", withdrawn.Text, StringComparison.Ordinal);
        Assert.StartsWith(listing.Title.En, withdrawn.Subject, StringComparison.Ordinal);
        Assert.DoesNotContain("Secret plan", withdrawn.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(SavedList.LastDays, 1)]
    [InlineData(SavedList.LastDays + 1, 0)]
    [InlineData(0, 1)]
    [InlineData(-1, 0)]
    public async Task The_last_day_is_mailed_once_when_it_is_within_a_week(int days, int mails)
    {
        var (listing, person) = (await site.PublishAsync(o => o.ValidUntil = Today.AddDays(days)), await site.People.InvestorAsync());
        await site.FollowAsync(person, listing, knowsLastDay: false);

        await site.NotifyAsync();
        await site.NotifyAsync();

        var sent = await site.SentAsync(person);
        Assert.Equal(mails, sent.Count);
        if (mails == 1)
            Assert.Contains("ends on", sent[0].Subject, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_begins_to_follow_a_listing_that_ends_soon_has_seen_it_and_a_renewal_is_one_mail()
    {
        var (listing, person) = (await site.PublishAsync(o => o.ValidUntil = Today.AddDays(3)), await site.People.InvestorAsync());
        var visitor = await site.People.SignInAsync(person);
        await visitor.SubmitAsync(await visitor.OpenAsync($"/saved/{listing.Slug}/create"), "main form", ("follows", "true"));
        await site.NotifyAsync();
        Assert.Empty(await site.SentAsync(person));

        await site.ChangeAsync(listing, o => o.ValidUntil = Today.AddDays(5));
        await site.NotifyAsync();

        Assert.Contains("valid until", Assert.Single(await site.SentAsync(person)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_unfollows_removes_stops_or_has_lost_the_access_is_not_mailed()
    {
        var listing = await site.PublishAsync();
        var people = new List<Person>();
        for (var i = 0; i < 5; i++)
        {
            people.Add(await site.People.InvestorAsync());
            await site.FollowAsync(people[i], listing);
        }
        var ids = people.ConvertAll(person => person.Id);
        await site.InDatabaseAsync(async db =>
        {
            await db.SavedOpportunities.Where(s => s.PersonId == ids[0]).ExecuteUpdateAsync(set => set.SetProperty(s => s.Follows, false));
            await db.SavedOpportunities.Where(s => s.PersonId == ids[1]).ExecuteUpdateAsync(set => set.SetProperty(s => s.RemovedAt, Now));
            await db.Users.Where(p => p.Id == ids[2]).ExecuteUpdateAsync(set => set.SetProperty(p => p.AlertsStoppedAt, Now));
            return await db
                .Users.Where(p => p.Id == ids[3])
                .ExecuteUpdateAsync(set => set.SetProperty(p => p.LockoutEnd, DateTimeOffset.MaxValue));
        });

        await site.ChangeAsync(listing, o => o.TechnicalStage = 4);
        await site.NotifyAsync();
        // Nor later, when they can be mailed again.
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => ids.Contains(p.Id))
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(p => p.AlertsStoppedAt, (DateTimeOffset?)null).SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null)
                )
        );
        await site.NotifyAsync();

        for (var i = 0; i < people.Count; i++)
            Assert.Equal(i == 4 ? 1 : 0, (await site.SentAsync(people[i])).Count);
    }

    [Fact]
    public async Task Whoever_made_the_change_is_not_mailed_of_it()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await site.FollowAsync(person, listing);
        await site.RunAsync<IServiceProvider>(async services =>
        {
            var db = services.GetRequiredService<MatchmakingDb>();
            var saved = await db.Opportunities.SingleAsync(o => o.Id == listing.Id);
            saved.AmountTo = 50_000_000;
            Assert.True(
                await services.GetRequiredService<OpportunitySave>().TryAsync(saved, saved.Version, person.Id, CancellationToken.None)
            );
        });

        await site.NotifyAsync();

        Assert.Empty(await site.SentAsync(person));
    }

    [Fact]
    public async Task A_pause_puts_it_off_also_when_it_begins_after_the_mail_was_written()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await site.FollowAsync(person, listing);
        await site.ChangeAsync(listing, o => o.TechnicalStage = 4);
        await site.PauseAsync(person, Now.AddDays(1));
        await site.NotifyAsync();
        Assert.Empty(await site.SentAsync(person));
        Assert.Equal(1, (await site.RowAsync(person)).KnownVersion);

        await site.PauseAsync(person, null);
        await site.NotifyAsync(send: false);
        await site.PauseAsync(person, Now.AddDays(1));
        Assert.Empty(await site.SentAsync(person));
        await site.PauseAsync(person, null);
        await site.NotifyAsync();

        Assert.Contains("stage: T2", Assert.Single(await site.SentAsync(person)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_nodes_at_once_write_one_mail_and_one_that_waits_tells_the_newest()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await site.FollowAsync(person, listing);
        await site.ChangeAsync(listing, o => o.AmountTo = 50_000_000);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => site.NotifyAsync(send: false)));
        await site.ChangeAsync(listing, o => o.AmountTo = 70_000_000);
        await site.NotifyAsync(send: false);
        var mail = Assert.Single(await site.SentAsync(person));
        await site.NotifyAsync();

        Assert.Contains("70 million", mail.Text, StringComparison.Ordinal);
        Assert.Single(await site.SentAsync(person));
    }

    [Fact]
    public async Task One_click_stops_what_waits()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await site.FollowAsync(person, listing);
        await site.ChangeAsync(listing, o => o.AmountTo = 50_000_000);
        await site.NotifyAsync(send: false);

        await site.RunAsync<AlertSubscription>(alerts => alerts.StopAsync(person.Id, "one-click", CancellationToken.None));

        var mail = await site.InDatabaseAsync(db => db.Mails.SingleAsync(m => m.PersonId == person.Id));
        Assert.Equal((MailStatus.Suppressed, SuppressedBecause.Unsubscribed), (mail.Status, mail.Suppressed));
        Assert.Empty(await site.SentAsync(person));
    }

    [Fact]
    public async Task Whom_an_alert_tells_at_once_gets_no_second_mail_of_it()
    {
        var person = await site.People.InvestorAsync();
        await site.AddMandateAsync(person, m => (m.Sectors, m.Places) = (["tour"], []));
        var listing = await site.PublishAsync(o => (o.Sector, o.Subsector) = ("tour", "tour.hotel"));
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.PersonId == person.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, MailStatus.Accepted))
        );
        await site.FollowAsync(person, listing);

        await site.ChangeAsync(listing, o => o.AmountTo = 50_000_000);
        await site.NotifyAsync();

        Assert.Empty(await site.SentAsync(person));
        Assert.Equal(
            [AlertMail.AtOnce, AlertMail.AtOnce],
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.PersonId == person.Id).Select(m => m.Kind).ToListAsync())
        );
    }
}
