using System.Collections.Concurrent;
using System.Net.Sockets;
using MailKit.Net.Smtp;
using Matchmaking.Web.Mail;
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
    public sealed class ScriptedServer : IMailTransport
    {
        public ConcurrentQueue<string> Accepted { get; } = new();
        public Func<Exception?> Failure { get; set; } = () => null;

        public async Task SendAsync(MimeMessage message, CancellationToken cancel)
        {
            await Task.Delay(5, cancel);
            if (Failure() is { } failure)
                throw failure;
            Accepted.Enqueue(message.To.Mailboxes.Single().Address);
        }
    }

    [Fact]
    public async Task While_the_server_is_down_the_mail_waits_and_then_goes_out_once()
    {
        site.Server.Failure = () => new SocketException((int)SocketError.ConnectionRefused);
        var investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => m.Sectors = ["papr"]);
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("papr", "papr.cardboard"));
        await site.SendMailsAsync();

        var waiting = await MailOfAsync(investor.Id, m => m.LastError != null);
        Assert.Equal(MailStatus.Pending, waiting.Status);
        Assert.True(waiting.NotBefore > waiting.CreatedAt);

        site.Server.Failure = () => null;
        await site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == waiting.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, waiting.CreatedAt)));
        await site.SendMailsAsync();
        await site.SendMailsAsync();

        Assert.Equal(MailStatus.Sent, (await MailOfAsync(investor.Id, m => m.SentAt != null)).Status);
        Assert.Equal(1, site.Server.Accepted.Count(address => address == investor.Email));
    }

    [Fact]
    public async Task A_final_refusal_is_not_tried_again()
    {
        var investor = await site.People.InvestorAsync();
        site.Server.Failure = () => new SmtpCommandException(SmtpErrorCode.RecipientNotAccepted, SmtpStatusCode.MailboxUnavailable, "550 Mailbox not found");
        await site.AddMandateAsync(investor, m => m.Sectors = ["bldm"]);
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("bldm", "bldm.ceramics"));
        await site.SendMailsAsync();

        var mail = await MailOfAsync(investor.Id, m => m.LastError != null);
        site.Server.Failure = () => null;

        Assert.Equal(MailStatus.Failed, mail.Status);
        Assert.Contains("550", mail.LastError, StringComparison.Ordinal);
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
        await MailOfAsync(investor.Id, m => m.Status == MailStatus.Sent, 12);

        Assert.Equal(12, site.Server.Accepted.Count(address => address == investor.Email));
    }

    [Fact]
    public async Task A_sender_that_died_gives_its_mail_back_and_one_that_was_too_slow_writes_nothing()
    {
        site.Server.Failure = () => null;
        var investor = await site.People.InvestorAsync();
        var now = TimeProvider.System.GetUtcNow();
        var id = await site.InDatabaseAsync(async db =>
        {
            var mail = OutgoingMail.To(await db.Users.SingleAsync(u => u.Id == investor.Id), "alert", now);
            (mail.Status, mail.LeaseId, mail.LeaseUntil) = (MailStatus.Sending, Guid.NewGuid(), now.AddMinutes(-1));
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
            return mail.Id;
        });
        var slow = await site.InDatabaseAsync(db => db.Mails.AsNoTracking().SingleAsync(m => m.Id == id));

        await site.RunAsync<MailQueue>(queue => queue.RecoverAsync(CancellationToken.None));
        await site.RunAsync<MailQueue>(queue => queue.SentAsync(slow, "too late", CancellationToken.None));
        await site.SendMailsAsync();

        // An alert without entries is not wanted any more: it was written anew, not marked as sent by the slow one.
        var after = await MailOfAsync(investor.Id, m => m.Status == MailStatus.Cancelled);
        Assert.Null(after.SentAt);
    }

    [Fact]
    public async Task A_sender_whose_lease_has_ended_does_not_begin()
    {
        var investor = await site.People.InvestorAsync();
        var now = TimeProvider.System.GetUtcNow();
        var (mine, lost) = await site.InDatabaseAsync(async db =>
        {
            var person = await db.Users.SingleAsync(u => u.Id == investor.Id);
            var pair = (OutgoingMail.To(person, "alert", now), OutgoingMail.To(person, "alert", now));
            (pair.Item1.Status, pair.Item1.LeaseId, pair.Item1.LeaseUntil) = (MailStatus.Sending, Guid.NewGuid(), now.AddMinutes(1));
            (pair.Item2.Status, pair.Item2.LeaseId, pair.Item2.LeaseUntil) = (MailStatus.Sending, Guid.NewGuid(), now.AddSeconds(-1));
            db.Mails.AddRange(pair.Item1, pair.Item2);
            await db.SaveChangesAsync();
            return pair;
        });

        await site.RunAsync<MailQueue>(async queue =>
        {
            Assert.True(await queue.BeginAsync(mine, CancellationToken.None));
            Assert.False(await queue.BeginAsync(lost, CancellationToken.None));
            await queue.CancelledAsync(mine, CancellationToken.None);
        });
    }

    /// <summary>The person's newest mail, once it (or as many as said) meets the condition: the application's own loop sends too.</summary>
    private async Task<OutgoingMail> MailOfAsync(Guid person, System.Linq.Expressions.Expression<Func<OutgoingMail, bool>> condition, int count = 1)
    {
        for (var i = 0; i < 200; i++)
        {
            var found = await site.InDatabaseAsync(db => db.Mails.AsNoTracking().Where(m => m.PersonId == person).Where(condition).OrderByDescending(m => m.CreatedAt).ToListAsync());
            if (found.Count >= count)
                return found[0];
            await Task.Delay(50);
        }
        throw new TimeoutException("No mail of that person came to that state.");
    }
}
