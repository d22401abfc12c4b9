using Matchmaking.Web.Database;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>Taking mails out, giving them back, and taking over those of the dead.</summary>
public sealed class QueueTests(LedgerTests.SiteWithoutLoop site) : IClassFixture<LedgerTests.SiteWithoutLoop>
{
    [Fact]
    public async Task What_is_given_back_unsent_gives_its_tokens_back()
    {
        await AddAsync(ProviderGroup.Sina, 5, MailStatus.Pending, null);
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE mail_providers SET tokens = 4, refilled_at = clock_timestamp() WHERE provider = 'Sina'")
        );
        var queue = site.Services.GetRequiredService<MailQueue>();
        // One an hour: what is there at the end was not filled up.
        var limits = new ProviderLimits(MessagesPerHour: 1, Burst: 10, null, 1, null);

        var mails = await queue.ClaimAsync(ProviderGroup.Sina, limits, 100, new(), CancellationToken.None);
        Assert.Equal(4, mails.Count);
        await queue.ReleaseAsync(mails, [.. mails.Skip(1)]);

        Assert.Equal(
            3,
            await site.InDatabaseAsync(db =>
                db.ProviderStates.Where(s => s.Provider == ProviderGroup.Sina).Select(s => Math.Floor(s.Tokens)).SingleAsync()
            )
        );
        Assert.Equal(3, (await queue.ClaimAsync(ProviderGroup.Sina, limits, 100, new(), CancellationToken.None)).Count);
    }

    [Fact]
    public async Task While_all_sending_is_stopped_nothing_is_taken()
    {
        await AddAsync(ProviderGroup.Aliyun, 1, MailStatus.Pending, null);
        var queue = site.Services.GetRequiredService<MailQueue>();
        await site.InDatabaseAsync(async db =>
        {
            db.MailStops.Add(new() { At = TimeProvider.System.GetUtcNow(), Reason = "test" });
            return await db.SaveChangesAsync();
        });

        Assert.Empty(await queue.DueAsync(CancellationToken.None));
        Assert.Empty(await ClaimAsync());

        await site.AsOwnerAsync(db => db.MailStops.ExecuteDeleteAsync());
        Assert.Single(await ClaimAsync());

        Task<IReadOnlyList<OutgoingMail>> ClaimAsync() =>
            queue.ClaimAsync(
                ProviderGroup.Aliyun,
                new(MessagesPerHour: null, Burst: 10, null, 1, null),
                100,
                new(),
                CancellationToken.None
            );
    }

    [Fact]
    public async Task A_process_that_has_just_started_takes_over_from_one_that_died()
    {
        var dead = Guid.CreateVersion7();
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO mail_senders (id, seen_at, name)
                VALUES ({dead}, clock_timestamp() - {SenderLease.Length + TimeSpan.FromSeconds(1)}, 'dead')
                """
            )
        );
        var mail = await AddAsync(ProviderGroup.Gmail, 1, MailStatus.Sending, dead);
        using var young = new SenderLease(site.Services.GetRequiredService<DatabaseAddress>(), NullLogger<SenderLease>.Instance);
        Assert.False(young.MayRecover, "Without a lease of its own it is nobody.");
        await young.RenewAsync(CancellationToken.None);
        Assert.True(young.MayRecover);

        // Nobody is dead while the database itself has not been up for a whole lease.
        for (var i = 0; i < 100 && await site.InDatabaseAsync(db => db.Mails.AnyAsync(m => m.SenderId == dead)); i++)
        {
            await site.Services.GetRequiredService<MailQueue>().RecoverAsync(CancellationToken.None);
            await Task.Delay(100);
        }

        var row = await site.InDatabaseAsync(db => db.Mails.AsNoTracking().SingleAsync(m => m.Id == mail));
        Assert.Equal((MailStatus.Pending, null), (row.Status, row.SenderId));
        Assert.Equal(MailEventKind.Recovered, (await site.InDatabaseAsync(db => db.MailEvents.SingleAsync(e => e.MailId == mail))).Kind);
    }

    /// <returns>The last one.</returns>
    private async Task<Guid> AddAsync(ProviderGroup provider, int count, MailStatus status, Guid? sender)
    {
        var investor = await site.People.InvestorAsync();
        return await site.InDatabaseAsync(async db =>
        {
            OutgoingMail mail = null!;
            for (var i = 0; i < count; i++)
            {
                mail = (await db.Users.SingleAsync(u => u.Id == investor.Id)).NewMail("alert", provider, TimeProvider.System.GetUtcNow());
                (mail.Status, mail.SenderId) = (status, sender);
                db.Mails.Add(mail);
            }
            await db.SaveChangesAsync();
            return mail.Id;
        });
    }
}
