using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>What became of mails outlives a crash of the database, though nobody waits for its disk.</summary>
public sealed class LedgerTests(LedgerTests.SiteWithoutLoop site) : IClassFixture<LedgerTests.SiteWithoutLoop>
{
    /// <summary>Only the lease lives: what is in this sender's hands is there because a test has put it there.</summary>
    public sealed class SiteWithoutLoop : Site
    {
        protected override void Change(IServiceCollection services)
        {
            foreach (var loop in services.Where(s => s.ServiceType == typeof(Microsoft.Extensions.Hosting.IHostedService)).ToList())
                services.Remove(loop);
            services.AddHostedService(provider => provider.GetRequiredService<SenderLease>());
        }
    }

    [Fact]
    public async Task What_the_database_lost_in_a_crash_is_written_down_again()
    {
        var (ledger, mail) = (site.Services.GetRequiredService<MailLedger>(), await InHandAsync(ProviderGroup.Sina));
        await using var beside = new NpgsqlConnection(
            new NpgsqlConnectionStringBuilder(await TestDatabases.OwnerOfAsync(site.Database)) { Pooling = false }.ConnectionString
        );
        await beside.OpenAsync();
        // Nothing gets to the disk, and nothing is counted, for as long as this is open.
        await using var transaction = await beside.BeginTransactionAsync();
        await using (var hold = new NpgsqlCommand("LOCK TABLE mail_figures", beside))
            await hold.ExecuteNonQueryAsync();

        await ledger.WriteAsync(Outcome.Accepted(mail, "lost", "250"), null);
        Assert.Equal(MailStatus.Accepted, (await RowAsync(mail.Id)).Status);
        // As a crash leaves it: the row as it was before, its sessions gone.
        await using (
            var crash = new NpgsqlCommand("UPDATE mails SET status = 'Sending', sender_id = $2, subject = NULL WHERE id = $1", beside)
        )
        {
            crash.Parameters.Add(new() { Value = mail.Id });
            crash.Parameters.Add(new() { Value = mail.SenderId!.Value });
            await crash.ExecuteNonQueryAsync();
        }
        await using (
            var end = new NpgsqlCommand(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name LIKE "
                    + "'mail %'",
                beside
            )
        )
            await end.ExecuteNonQueryAsync();
        await transaction.CommitAsync();

        await Rows.UntilAsync(async () => await CountedAsync() > 0, "it is counted, so it is on disk");
        Assert.Equal((MailStatus.Accepted, "lost"), ((await RowAsync(mail.Id)).Status, (await RowAsync(mail.Id)).Subject));
        Assert.Equal(1, await CountedAsync());
    }

    [Fact]
    public async Task Of_answers_that_share_a_transaction_only_the_refused_one_is_not_written_down()
    {
        var ledger = site.Services.GetRequiredService<MailLedger>();
        var mails = new List<OutgoingMail>();
        for (var i = 0; i < 10; i++)
            mails.Add(await InHandAsync());
        var refuse = $$"""
            CREATE FUNCTION refuse_one() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'not this row'; END $f$;
            CREATE TRIGGER refuse_one BEFORE UPDATE ON mails FOR EACH ROW WHEN (NEW.id = '{{mails[5].Id}}') EXECUTE FUNCTION refuse_one();
            """;
        await site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync(refuse));

        // The first one's transaction is under way while the others arrive.
        await Task.WhenAll(mails.Select(mail => ledger.WriteAsync(Outcome.Accepted(mail, "together", "250"), null)).ToList());

        foreach (var mail in mails)
            Assert.Equal(mail == mails[5] ? MailStatus.Sending : MailStatus.Accepted, (await RowAsync(mail.Id)).Status);
    }

    [Fact]
    public async Task While_all_sending_is_stopped_nothing_more_may_be_handed_in()
    {
        var (ledger, mail) = (site.Services.GetRequiredService<MailLedger>(), await InHandAsync());
        Assert.True(await ledger.WriteAsync(null, mail));
        await site.InDatabaseAsync(async db =>
        {
            db.MailStops.Add(new() { At = TimeProvider.System.GetUtcNow(), Reason = "test" });
            return await db.SaveChangesAsync();
        });

        Assert.False(await ledger.WriteAsync(null, mail));

        await site.AsOwnerAsync(db => db.MailStops.ExecuteDeleteAsync());
    }

    [Fact]
    public async Task What_its_reader_has_stopped_while_it_was_in_hand_may_not_be_handed_in()
    {
        var (ledger, mail, another) = (site.Services.GetRequiredService<MailLedger>(), await InHandAsync(), await InHandAsync());
        Assert.True(await ledger.WriteAsync(null, mail));

        await site.RunAsync<AlertSubscription>(alerts => alerts.StopAsync(mail.PersonId!.Value, "page", CancellationToken.None));

        Assert.False(await ledger.WriteAsync(null, mail));
        Assert.True(await ledger.WriteAsync(null, another));
    }

    private async Task<OutgoingMail> InHandAsync(ProviderGroup provider = ProviderGroup.Others)
    {
        var investor = await site.People.InvestorAsync();
        return await site.InDatabaseAsync(async db =>
        {
            var mail = (await db.Users.SingleAsync(u => u.Id == investor.Id)).NewMail("alert", provider, TimeProvider.System.GetUtcNow());
            (mail.Status, mail.SenderId, mail.Attempts) = (MailStatus.Sending, site.Services.GetRequiredService<SenderLease>().Id, 1);
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
            return mail;
        });
    }

    private Task<OutgoingMail> RowAsync(Guid id) => site.InDatabaseAsync(db => db.Mails.AsNoTracking().SingleAsync(m => m.Id == id));

    /// <summary>Of the provider whose mails no other test here counts.</summary>
    private Task<int> CountedAsync() =>
        site.InDatabaseAsync(db => db.ProviderHours.Where(hour => hour.Provider == ProviderGroup.Sina).SumAsync(hour => hour.Accepted));
}
