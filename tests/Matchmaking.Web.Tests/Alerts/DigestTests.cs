using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Features.Mandates;
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
        await site.InDatabaseAsync(db => db.Opportunities.Where(o => o.Id == opportunity.Id)
            .ExecuteUpdateAsync(set => set.SetProperty(o => o.Status, Web.Features.Opportunities.PublicationStatus.Withdrawn)));

        MoveTo(hourInShanghai: 9);
        await CloseWindowsAsync();

        Assert.Empty(site.Mails.To(investor.Email!));
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

    [Theory]
    [InlineData("CN", "2026-06-03T00:29:00Z", "2026-06-02T00:30:00Z")]
    [InlineData("CN", "2026-06-03T00:30:00Z", "2026-06-03T00:30:00Z")]
    [InlineData("AZ", "2026-06-03T04:31:00Z", "2026-06-03T04:30:00Z")]
    [InlineData("DE", "2026-06-03T06:31:00Z", "2026-06-03T06:30:00Z")]
    [InlineData("DE", "2026-12-03T06:31:00Z", "2026-12-02T07:30:00Z")]
    public void The_daily_window_closes_at_half_past_eight_of_the_country(string country, string now, string close)
    {
        var zone = site.Services.GetRequiredService<DigestTimes>().ZoneOf(null, country);

        Assert.Equal(Moment(close), DigestTimes.LastClose(Moment(now), AlertFrequency.Daily, zone));
    }

    private static DateTimeOffset Moment(string text) => DateTimeOffset.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

    private Task<int> MailsOfAsync(Web.Features.Account.Person person) =>
        site.InDatabaseAsync(db => db.Mails.CountAsync(mail => mail.PersonId == person.Id));

    /// <summary>The next time that it is this hour in Shanghai.</summary>
    private void MoveTo(int hourInShanghai)
    {
        do
            site.Clock.Advance(TimeSpan.FromHours(1));
        while (site.Clock.GetUtcNow().ToOffset(TimeSpan.FromHours(8)).Hour != hourInShanghai);
    }

    private async Task CloseWindowsAsync()
    {
        await site.RunAsync<Digests>(digests => digests.CloseWindowsAsync(CancellationToken.None));
        await site.SendMailsAsync();
    }
}
