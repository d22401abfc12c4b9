using Hangfire;
using Matchmaking.Web.Calendar;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Opportunities;
using Matchmaking.Web.Features.Saved;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Matchmaking.Web.Tests.Saved;

/// <summary>A site of which nothing runs by itself: a mail goes out when the test says so.</summary>
public sealed class FollowedSite : Site
{
    protected override void Change(IServiceCollection services)
    {
        services.RemoveAll<IHostedService>();
        services.AddSingleton<IBackgroundJobClient, QuietSite.NoJobs>();
    }
}

/// <summary>Whoever follows a listing is mailed once of each thing that becomes of it, and nobody else is.</summary>
public sealed class FollowedTests(FollowedSite site) : IClassFixture<FollowedSite>
{
    private static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    [Theory]
    [InlineData("zh-Hans", "金额变更为 5000万美元", "3400万美元 → 5000万美元", "您关注了这个机会")]
    [InlineData("az", "məbləğ dəyişdi, indi 50 mln ABŞ dolları", "34 mln ABŞ dolları → 50 mln ABŞ dolları", "izlədiyiniz üçün")]
    [InlineData("en", "amount is now US$50 million", "US$34 million → US$50 million", "because you follow")]
    public async Task A_material_change_is_mailed_once_in_the_followers_language(string language, string subject, string change, string why)
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync(language));
        await FollowAsync(person, listing, note: "Our secret price is 12.");

        await site.ChangeAsync(listing, o => (o.AmountFrom, o.AmountTo) = (50_000_000, 50_000_000));
        await RunAsync();
        await RunAsync();

        var mail = Assert.Single(await SentAsync(person));
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
        await FollowAsync(person, listing);

        await site.ChangeAsync(listing, o => o.Description = new("改。", "Düzəliş.", "Corrected."));
        await site.ChangeAsync(listing, o => o.AmountTo = 60_000_000);
        await site.ChangeAsync(listing, o => o.AmountTo = 34_000_000);
        await RunAsync();

        Assert.Empty(await SentAsync(person));
        Assert.Equal(3, (await RowAsync(person)).KnownVersion);
    }

    [Fact]
    public async Task Closing_and_withdrawal_are_mailed_and_of_them_nothing_else()
    {
        var (listing, person, by) = (await site.PublishAsync(), await site.People.InvestorAsync(), await site.People.StaffAsync());
        await FollowAsync(person, listing);

        await site.ChangeAsync(listing, o => o.Reserve(by.Id, Now));
        await RunAsync();
        var closed = Assert.Single(await SentAsync(person));
        await site.ChangeAsync(
            listing,
            o =>
            {
                o.Withdraw(by.Id, Now);
                o.Title = new("保密", "Məxfi", "Secret plan");
            }
        );
        await RunAsync();
        var withdrawn = (await SentAsync(person))[0];

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
        await FollowAsync(person, listing, knowsLastDay: false);

        await RunAsync();
        await RunAsync();

        var sent = await SentAsync(person);
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
        await RunAsync();
        Assert.Empty(await SentAsync(person));

        await site.ChangeAsync(listing, o => o.ValidUntil = Today.AddDays(5));
        await RunAsync();

        Assert.Contains("valid until", Assert.Single(await SentAsync(person)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Whoever_unfollows_removes_stops_or_has_lost_the_access_is_not_mailed()
    {
        var listing = await site.PublishAsync();
        var people = new List<Person>();
        for (var i = 0; i < 5; i++)
        {
            people.Add(await site.People.InvestorAsync());
            await FollowAsync(people[i], listing);
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
        await RunAsync();
        // Nor later, when they can be mailed again.
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => ids.Contains(p.Id))
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(p => p.AlertsStoppedAt, (DateTimeOffset?)null).SetProperty(p => p.LockoutEnd, (DateTimeOffset?)null)
                )
        );
        await RunAsync();

        for (var i = 0; i < people.Count; i++)
            Assert.Equal(i == 4 ? 1 : 0, (await SentAsync(people[i])).Count);
    }

    [Fact]
    public async Task Whoever_made_the_change_is_not_mailed_of_it()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await FollowAsync(person, listing);
        await site.RunAsync<IServiceProvider>(async services =>
        {
            var db = services.GetRequiredService<MatchmakingDb>();
            var saved = await db.Opportunities.SingleAsync(o => o.Id == listing.Id);
            saved.AmountTo = 50_000_000;
            Assert.True(
                await services.GetRequiredService<OpportunitySave>().TryAsync(saved, saved.Version, person.Id, CancellationToken.None)
            );
        });

        await RunAsync();

        Assert.Empty(await SentAsync(person));
    }

    [Fact]
    public async Task A_pause_puts_it_off_also_when_it_begins_after_the_mail_was_written()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await FollowAsync(person, listing);
        await site.ChangeAsync(listing, o => o.TechnicalStage = 4);
        await PauseAsync(person, Now.AddDays(1));
        await RunAsync();
        Assert.Empty(await SentAsync(person));
        Assert.Equal(1, (await RowAsync(person)).KnownVersion);

        await PauseAsync(person, null);
        await RunAsync(send: false);
        await PauseAsync(person, Now.AddDays(1));
        Assert.Empty(await SentAsync(person));
        await PauseAsync(person, null);
        await RunAsync();

        Assert.Contains("stage: T2", Assert.Single(await SentAsync(person)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_nodes_at_once_write_one_mail_and_one_that_waits_tells_the_newest()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await FollowAsync(person, listing);
        await site.ChangeAsync(listing, o => o.AmountTo = 50_000_000);

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RunAsync(send: false)));
        await site.ChangeAsync(listing, o => o.AmountTo = 70_000_000);
        await RunAsync(send: false);
        var mail = Assert.Single(await SentAsync(person));
        await RunAsync();

        Assert.Contains("70 million", mail.Text, StringComparison.Ordinal);
        Assert.Single(await SentAsync(person));
    }

    [Fact]
    public async Task One_click_stops_what_waits()
    {
        var (listing, person) = (await site.PublishAsync(), await site.People.InvestorAsync());
        await FollowAsync(person, listing);
        await site.ChangeAsync(listing, o => o.AmountTo = 50_000_000);
        await RunAsync(send: false);

        await site.RunAsync<AlertSubscription>(alerts => alerts.StopAsync(person.Id, "one-click", CancellationToken.None));

        Assert.Equal(
            [(MailStatus.Suppressed, (SuppressedBecause?)SuppressedBecause.Unsubscribed)],
            await site.InDatabaseAsync(db =>
                db.Mails.Where(m => m.PersonId == person.Id).Select(m => ValueTuple.Create(m.Status, m.Suppressed)).ToListAsync()
            )
        );
        Assert.Empty(await SentAsync(person));
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
        await FollowAsync(person, listing);

        await site.ChangeAsync(listing, o => o.AmountTo = 50_000_000);
        await RunAsync();

        Assert.Empty(await SentAsync(person));
        Assert.Equal(
            [AlertMail.AtOnce, AlertMail.AtOnce],
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.PersonId == person.Id).Select(m => m.Kind).ToListAsync())
        );
    }

    private static DateOnly Today => BakuDay.Of(TimeProvider.System);

    private readonly Dictionary<Guid, List<(string Subject, string Text)>> _sent = [];

    private async Task RunAsync(bool send = true)
    {
        await site.RunAsync<FollowedNews>(news => news.RunAsync(CancellationToken.None));
        if (send)
            await SendAsync();
    }

    /// <summary>What the person has got of this feature, newest first.</summary>
    private async Task<IReadOnlyList<(string Subject, string Text)>> SentAsync(Person person)
    {
        await SendAsync();
        return _sent.GetValueOrDefault(person.Id) ?? [];
    }

    /// <summary>Writes what waits, as its sender would, and notes what became of it.</summary>
    private Task SendAsync() =>
        site.RunAsync<IServiceProvider>(async services =>
        {
            var db = services.GetRequiredService<MatchmakingDb>();
            var template = services.GetServices<IMailTemplate>().OfType<FollowedMail>().Single();
            var waiting = await db
                .Mails.AsNoTracking()
                .Where(m => m.Status == MailStatus.Pending && template.Kinds.Contains(m.Kind))
                .OrderBy(m => m.Id)
                .ToListAsync();
            foreach (var mail in waiting)
            {
                var content = await template.WriteAsync(
                    mail,
                    new(services.GetRequiredService<Texts>(), mail.Language),
                    CancellationToken.None
                );
                var isSent = content is { Unwanted: null };
                if (isSent)
                {
                    if (!_sent.TryGetValue(mail.PersonId!.Value, out var mails))
                        _sent[mail.PersonId.Value] = mails = [];
                    mails.Insert(0, (content!.Subject, services.GetRequiredService<MailMessages>().Bodies(mail.Language, content).Plain));
                }
                var status = isSent ? MailStatus.Accepted : MailStatus.Suppressed;
                await db.Mails.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Status, status));
            }
        });

    private Task<SavedOpportunity> RowAsync(Person person) =>
        site.InDatabaseAsync(db => db.SavedOpportunities.AsNoTracking().SingleAsync(s => s.PersonId == person.Id));

    private Task PauseAsync(Person person, DateTimeOffset? until) =>
        site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == person.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.AlertsPausedUntil, until))
        );

    private Task FollowAsync(Person person, Opportunity listing, string note = "", bool knowsLastDay = true) =>
        site.InDatabaseAsync(db =>
        {
            db.Add(
                new SavedOpportunity
                {
                    PersonId = person.Id,
                    OpportunityId = listing.Id,
                    Note = note,
                    Follows = true,
                    CreatedAt = Now,
                    KnownVersion = 1,
                    KnownLastDay = knowsLastDay ? listing.ValidUntil : null,
                }
            );
            return db.SaveChangesAsync();
        });
}
