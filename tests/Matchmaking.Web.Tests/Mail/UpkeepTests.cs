using System.Globalization;
using Matchmaking.Web.Features.Desk.Mail;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Canary;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>What keeps mail going by itself: the canary, the schedules, and what is removed when it is old.</summary>
public sealed class UpkeepTests(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Every_publication_is_told_to_the_canary_and_a_late_one_is_said_at_the_health_page_and_to_administrators()
    {
        var administrator = await site.People.AdministratorAsync();
        var listing = await site.PublishAsync();
        await site.SendMailsAsync();
        var mail = await site.InDatabaseAsync(db =>
            db.Mails.AsNoTracking().SingleAsync(m => m.Kind == CanaryMail.MailKind && m.About == listing.Id.ToString("N"))
        );
        Assert.Equal((MailStatus.Accepted, "alerts@example.org"), (mail.Status, mail.ToAddress));
        Assert.Equal("Healthy", (await HealthAsync()).Trim());

        // Nothing goes out meanwhile: a younger one that arrives is good news.
        await site.InDatabaseAsync(db =>
        {
            db.MailStops.Add(new() { At = TimeProvider.System.GetUtcNow(), Reason = "test" });
            return db.SaveChangesAsync();
        });
        await site.InDatabaseAsync(db => db.Mails.Where(m => m.Kind == CanaryMail.MailKind && m.Id != mail.Id).ExecuteDeleteAsync());
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.Id == mail.Id)
                .ExecuteUpdateAsync(set =>
                    set.SetProperty(m => m.Status, MailStatus.Deferred)
                        .SetProperty(m => m.CreatedAt, m => m.CreatedAt.AddMinutes(-6))
                        .SetProperty(m => m.NotBefore, m => m.NotBefore.AddDays(1))
                )
        );
        Assert.Contains("alerts do not arrive", await HealthAsync(), StringComparison.Ordinal);
        await site.RunAsync<CanaryWatch>(canary => canary.RunAsync(CancellationToken.None));
        await site.RunAsync<CanaryWatch>(canary => canary.RunAsync(CancellationToken.None));

        Assert.Equal(
            1,
            await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == administrator.Id && m.Kind == DeskNotices.Kind))
        );
        await site.AsOwnerAsync(db => db.MailStops.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task A_canary_that_failed_is_forgotten_when_a_younger_one_has_arrived()
    {
        var now = TimeProvider.System.GetUtcNow();
        OutgoingMail Bird(string about, int minutesAgo, MailStatus status) =>
            new()
            {
                Kind = CanaryMail.MailKind,
                About = about,
                ToAddress = "alerts@example.org",
                Language = "en",
                Status = status,
                CreatedAt = now.AddMinutes(-minutesAgo),
                NotBefore = now,
                AcceptedAt = status == MailStatus.Accepted ? now : null,
            };
        await site.InDatabaseAsync(async db =>
        {
            await db.Mails.Where(m => m.Kind == CanaryMail.MailKind).ExecuteDeleteAsync();
            db.Mails.AddRange(Bird("older", 50, MailStatus.Accepted), Bird("failed", 40, MailStatus.Failed));
            return await db.SaveChangesAsync();
        });
        Assert.Contains("alerts do not arrive", await HealthAsync(), StringComparison.Ordinal);

        await site.InDatabaseAsync(db =>
        {
            db.Mails.Add(Bird("younger", 30, MailStatus.Accepted));
            return db.SaveChangesAsync();
        });
        await site.InDatabaseAsync(db =>
        {
            db.Mails.Add(Bird("youngest", 1, MailStatus.Accepted));
            return db.SaveChangesAsync();
        });

        Assert.Equal("Healthy", (await HealthAsync()).Trim());
    }

    [Fact]
    public async Task Old_mails_go_after_180_days_and_what_waits_or_is_younger_stays()
    {
        var investor = await site.People.InvestorAsync();
        var edge = TimeProvider.System.GetUtcNow().AddDays(-180);
        var old = edge.AddMinutes(-1);
        Guid[] ids = [.. new[] { old, old, edge.AddHours(1) }.Select(Guid.CreateVersion7)];
        await site.InDatabaseAsync(async db =>
        {
            foreach (var (id, status) in ids.Zip([MailStatus.Accepted, MailStatus.Deferred, MailStatus.Accepted]))
                db.Mails.Add(
                    new()
                    {
                        Id = id,
                        Kind = "account.known",
                        PersonId = investor.Id,
                        ToAddress = investor.Email!,
                        Language = "en",
                        Status = status,
                        CreatedAt = old,
                        NotBefore = DateTimeOffset.MaxValue.AddDays(-1),
                    }
                );
            return await db.SaveChangesAsync();
        });

        await site.RunAsync<MailRetention>(retention => retention.RunAsync(CancellationToken.None));

        Assert.Equal(
            ids[1..].Order(),
            (await site.InDatabaseAsync(db => db.Mails.Where(m => m.PersonId == investor.Id).Select(m => m.Id).ToListAsync())).Order()
        );
    }

    [Fact]
    public async Task A_domain_that_is_known_by_its_MX_moves_its_waiting_mails_to_its_provider()
    {
        var investor = await site.People.InvestorAsync(domain: "company.example");
        await site.InDatabaseAsync(async db =>
        {
            db.MailDomains.Add(
                new()
                {
                    Domain = "company.example",
                    Provider = ProviderGroup.Tencent,
                    LookedUpAt = TimeProvider.System.GetUtcNow(),
                }
            );
            return await db.SaveChangesAsync();
        });

        await site.RunAsync<DomainLookups>(lookups => lookups.RunAsync(CancellationToken.None));

        Assert.Equal(ProviderGroup.Tencent, site.Services.GetRequiredService<RecipientProviders>().Of(investor.Email!));
    }

    [Fact]
    public async Task While_the_desk_has_stopped_sending_nothing_goes_out_and_afterwards_everything()
    {
        var stop = new MailStop { At = TimeProvider.System.GetUtcNow(), Reason = "test" };
        await site.InDatabaseAsync(async db =>
        {
            db.MailStops.Add(stop);
            return await db.SaveChangesAsync();
        });
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["bldm"], []));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("bldm", "bldm.ceramics"));
        // The loop has looked at all that is due, and is done.
        await site.Services.GetRequiredService<MailLoop>().DrainAsync(CancellationToken.None);
        Assert.Equal(
            MailStatus.Pending,
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.PersonId == investor.Id).Select(m => m.Status).SingleAsync())
        );
        Assert.Empty(site.Mails.To(investor.Email!));

        await site.InDatabaseAsync(db =>
            db.MailStops.Where(s => s.Id == stop.Id)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LiftedAt, TimeProvider.System.GetUtcNow()))
        );
        await site.Mails.WaitForAsync(investor.Email!);
    }

    [Fact]
    public async Task Outcomes_are_counted_by_provider_and_hour()
    {
        var before = await SumAsync();
        await site.People.InvestorAsync();
        await site.PublishAsync();
        await site.SendMailsAsync();

        // Counted in the moment in which it is certain to be on disk.
        for (var i = 0; i < 100 && await SumAsync() == before; i++)
            await Task.Delay(20);
        Assert.True(await SumAsync() > before);
        var hour = await site.InDatabaseAsync(db => db.ProviderHours.OrderByDescending(h => h.Hour).Select(h => h.Hour).FirstAsync());
        Assert.Equal("00:00", hour.ToString("mm:ss", CultureInfo.InvariantCulture));
    }

    private Task<int> SumAsync() => site.InDatabaseAsync(db => db.ProviderHours.SumAsync(hour => hour.Accepted));

    private async Task<string> HealthAsync()
    {
        using var client = site.NewClient();
        return await client.GetStringAsync("/health/ready");
    }
}
