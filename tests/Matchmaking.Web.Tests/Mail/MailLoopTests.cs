using System.Collections.Concurrent;
using System.Net.Sockets;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>A mail server that fails, a sender that dies: rows wait, nothing is lost, nothing goes out twice.</summary>
public sealed class MailLoopTests(MailLoopTests.SiteWithServer site) : IClassFixture<MailLoopTests.SiteWithServer>
{
    public sealed class SiteWithServer : Site
    {
        public ScriptedServer Server { get; } = new();

        protected override void Change(IServiceCollection services) => services.AddSingleton<IMailTransport>(Server);
    }

    /// <summary>Accepts everything, unless told how to fail.</summary>
    public sealed class ScriptedServer : IMailTransport, IMailConnection
    {
        public ConcurrentQueue<string> Accepted { get; } = new();
        public Func<Exception?> Failure { get; set; } = () => null;

        public IMailConnection Open(ProviderGroup provider, ProviderLimits limits) => this;

        public Task<IReadOnlySet<string>?> AcceptedAsync(IReadOnlyCollection<string> messageIds, CancellationToken cancel) =>
            Task.FromResult<IReadOnlySet<string>?>(null);

        public async Task<string> SendAsync(MimeMessage message, MailboxAddress from, MailboxAddress to, CancellationToken cancel)
        {
            await Task.Delay(5, cancel);
            if (Failure() is { } failure)
                throw failure;
            Accepted.Enqueue(to.Address);
            return "250 taken";
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    [Fact]
    public async Task While_the_server_is_down_the_mail_waits_and_then_goes_out_once()
    {
        site.Server.Failure = () => new SocketException((int)SocketError.ConnectionRefused);
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["papr"]);
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("papr", "papr.cardboard"));
        await site.SendMailsAsync();

        var waiting = await MailOfAsync(investor.Id, m => m.Status == MailStatus.Deferred);
        Assert.True(waiting.NotBefore > waiting.CreatedAt);

        site.Server.Failure = () => null;
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.Id == waiting.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, waiting.CreatedAt))
        );
        await site.SendMailsAsync();
        await site.SendMailsAsync();

        Assert.Equal(MailStatus.Accepted, (await MailOfAsync(investor.Id, m => m.AcceptedAt != null)).Status);
        Assert.Equal(1, site.Server.Accepted.Count(address => address == investor.Email));
    }

    [Fact]
    public async Task A_final_refusal_is_not_tried_again()
    {
        var investor = await site.People.InvestorAsync();
        site.Server.Failure = () => new MailRefusedException(550, "5.1.1 Mailbox not found");
        await site.AddMandateAsync(investor, m => m.Sectors = ["bldm"]);
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("bldm", "bldm.ceramics"));
        await site.SendMailsAsync();

        var mail = await MailOfAsync(investor.Id, m => m.Status == MailStatus.Failed);
        site.Server.Failure = () => null;

        Assert.Equal(MailStatus.Failed, mail.Status);
        Assert.Contains("not found", mail.LastReply, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Eight_senders_at_once_send_each_mail_once()
    {
        site.Server.Failure = () => null;
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["chem"]);
        for (var i = 0; i < 12; i++)
            await site.PublishAsync(o => (o.Sector, o.Subsector) = ("chem", "chem.fertilisers"));

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(site.SendMailsAsync)));
        await MailOfAsync(investor.Id, m => m.Status == MailStatus.Accepted, 12);

        Assert.Equal(12, site.Server.Accepted.Count(address => address == investor.Email));
    }

    [Fact]
    public async Task The_mails_of_a_dead_sender_go_out_by_another_and_the_dead_one_writes_nothing()
    {
        site.Server.Failure = () => null;
        var investor = await site.People.InvestorAsync();
        var dead = Guid.NewGuid();
        var mail = await HeldAsync(investor.Id, dead, seenSecondsAgo: 60);

        await site.Services.GetRequiredService<MailQueue>().RecoverAsync(CancellationToken.None);
        await site.SendMailsAsync();

        var after = await MailOfAsync(investor.Id, m => m.Status == MailStatus.Suppressed);
        Assert.Equal((SuppressedBecause.NothingToTell, 2), (after.Suppressed, after.Attempts));
        Assert.Equal(
            [MailEventKind.Recovered],
            await site.InDatabaseAsync(db => db.MailEvents.Where(e => e.MailId == mail).Select(e => e.Kind).ToListAsync())
        );
        Assert.False(await site.InDatabaseAsync(db => db.MailSenders.AnyAsync(s => s.Id == dead)));
    }

    [Fact]
    public async Task A_sender_that_lives_keeps_its_mails()
    {
        var investor = await site.People.InvestorAsync();
        var mail = await HeldAsync(investor.Id, Guid.NewGuid(), seenSecondsAgo: 1);

        await site.Services.GetRequiredService<MailQueue>().RecoverAsync(CancellationToken.None);

        Assert.Equal(
            MailStatus.Sending,
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == mail).Select(m => m.Status).SingleAsync())
        );
    }

    [Fact]
    public async Task What_was_taken_away_from_a_sender_it_neither_begins_nor_writes_down()
    {
        var ledger = site.Services.GetRequiredService<MailLedger>();
        var me = site.Services.GetRequiredService<SenderLease>().Id;
        var investor = await site.People.InvestorAsync();
        var (mine, lost) = (await RowAsync(await HeldAsync(investor.Id, me, 0)), await RowAsync(await HeldAsync(investor.Id, me, 0)));
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.Id == lost.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.Attempts, m => m.Attempts + 1))
        );

        Assert.True(await ledger.WriteAsync(null, mine));
        Assert.False(await ledger.WriteAsync(null, lost));
        await ledger.WriteAsync(Outcome.Accepted(lost, "too late", "250"), null);
        await ledger.WriteAsync(Outcome.Accepted(mine, "in time", "250"), null);

        Assert.Equal(MailStatus.Sending, (await RowAsync(lost.Id)).Status);
        Assert.Equal((MailStatus.Accepted, "in time"), ((await RowAsync(mine.Id)).Status, (await RowAsync(mine.Id)).Subject));
        await site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == lost.Id).ExecuteDeleteAsync());
    }

    [Fact]
    public async Task Mails_that_are_due_and_do_not_move_are_known_to_readiness()
    {
        site.Server.Failure = () => null;
        var loop = site.Services.GetRequiredService<MailLoop>();
        var mail = Rows.MailTo("held@stuck.example", await site.People.InvestorAsync());
        mail.NotBefore = mail.CreatedAt.AddDays(1);
        await site.AddMailsAsync(mail);
        await using (var beside = new Npgsql.NpgsqlConnection(site.Database))
        {
            await beside.OpenAsync();
            await using var transaction = await beside.BeginTransactionAsync();
            // Held like this it can become due, and nobody can take it.
            await using (
                var hold = new Npgsql.NpgsqlCommand("SELECT FROM mails WHERE id = $1 FOR KEY SHARE", beside)
                {
                    Parameters = { new() { Value = mail.Id } },
                }
            )
                await hold.ExecuteNonQueryAsync();
            await site.DueNowAsync(mail);
            await Rows.UntilAsync(() => Task.FromResult(loop.NotMovedSince is not null), "it is known");
            var since = loop.NotMovedSince;
            await Task.Delay(1500);
            Assert.Equal(since, loop.NotMovedSince);
            await transaction.RollbackAsync();
        }
        site.Wake();
        await site.UntilAsync(mail, MailStatus.Accepted);
        await Rows.UntilAsync(() => Task.FromResult(loop.NotMovedSince is null), "all is well again");
    }

    /// <summary>A mail without content in the hands of a sender that was seen a while ago.</summary>
    private Task<Guid> HeldAsync(Guid person, Guid sender, int seenSecondsAgo) =>
        site.InDatabaseAsync(async db =>
        {
            await db.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO mail_senders (id, seen_at, name) VALUES ({sender}, clock_timestamp() - make_interval(secs => {seenSecondsAgo}),
                    'test') ON CONFLICT DO NOTHING
                """
            );
            var mail = (await db.Users.SingleAsync(u => u.Id == person)).NewMail(
                "alert",
                ProviderGroup.Others,
                TimeProvider.System.GetUtcNow()
            );
            (mail.Status, mail.SenderId, mail.Attempts) = (MailStatus.Sending, sender, 1);
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
            return mail.Id;
        });

    private Task<OutgoingMail> RowAsync(Guid id) => site.InDatabaseAsync(db => db.Mails.AsNoTracking().SingleAsync(m => m.Id == id));

    /// <summary>The person's newest mail, once it (or as many as said) meets the condition: the application's own loop sends too.</summary>
    private async Task<OutgoingMail> MailOfAsync(
        Guid person,
        System.Linq.Expressions.Expression<Func<OutgoingMail, bool>> condition,
        int count = 1
    )
    {
        for (var i = 0; i < 200; i++)
        {
            var found = await site.InDatabaseAsync(db =>
                db.Mails.AsNoTracking().Where(m => m.PersonId == person).Where(condition).OrderByDescending(m => m.Id).ToListAsync()
            );
            if (found.Count >= count)
                return found[0];
            await Task.Delay(50);
        }
        throw new TimeoutException("No mail of that person came to that state.");
    }
}
