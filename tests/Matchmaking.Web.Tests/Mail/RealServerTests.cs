using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>With Debian's Postfix and Dovecot: what the product sends arrives, what cannot arrive comes back and is understood.</summary>
[Trait("Category", "MailServer")]
public sealed class RealServerTests(RealServerTests.PostfixSite site) : IClassFixture<RealServerTests.PostfixSite>
{
    public sealed class PostfixSite : Site
    {
        public PostfixDovecot Server { get; private set; } = null!;

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [
                new("Mail:Smtp:Host", "127.0.0.1"),
                new("Mail:Smtp:Port", $"{Server.SmtpPort}"),
                new("Mail:Smtp:Security", "None"),
                new("Mail:Smtp:RelayLog", Server.LogFile),
                new("Mail:Sender:Address", "alerts@" + Server.Domain),
                new("Mail:Bounces:Domain", Server.Domain),
                new("Mail:Canary:Address", Server.Reader),
                new("Mail:Mailbox:Host", "127.0.0.1"),
                new("Mail:Mailbox:Port", $"{Server.ImapPort}"),
                new("Mail:Mailbox:Security", "None"),
                new("Mail:Mailbox:User", Server.User),
                new("Mail:Mailbox:Password", Server.Password),
            ];

        public override async ValueTask InitializeAsync()
        {
            Server = await PostfixDovecot.SharedAsync();
            await base.InitializeAsync();
        }
    }

    [Fact]
    public async Task An_alert_arrives_by_IMAP_and_the_relay_knows_that_it_took_it()
    {
        var mail = await AlertAsync(site.Server.Reader);

        var arrived = await site.Server.WaitForMailAsync(message => message.MessageId == mail.MessageId, site.Server.Reader);

        Assert.Equal("List-Unsubscribe=One-Click", arrived.Headers["List-Unsubscribe-Post"]);
        await site.RunAsync<Web.Mail.Transport.IMailTransport>(async transport =>
            Assert.Equal(
                [mail.MessageId!],
                await transport.AcceptedAsync([mail.MessageId!, "never-sent@" + site.Server.Domain], CancellationToken.None)
                    ?? new HashSet<string>()
            )
        );
    }

    [Fact]
    public async Task A_bounce_comes_back_to_its_own_address_and_suppresses_the_mailbox_that_does_not_exist()
    {
        var mail = await AlertAsync("nobody-here@" + site.Server.Domain);
        await site.Server.WaitForMailAsync(message =>
            message.Headers["Delivered-To"]?.Contains(mail.Id.ToString("N"), StringComparison.Ordinal) == true
        );

        await site.RunAsync<ReportMailbox>(mailbox => mailbox.ReadAsync(CancellationToken.None));

        Assert.Equal(
            MailStatus.Failed,
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == mail.Id).Select(m => m.Status).SingleAsync())
        );
        Assert.True(
            await site.InDatabaseAsync(db =>
                db.MailSuppressions.AnyAsync(s => s.Address == mail.ToAddress && s.Cause == SuppressionCause.ReportedBounce)
            )
        );
        await site.RunAsync<ReportMailbox>(async mailbox => Assert.Equal(0, await mailbox.ReadAsync(CancellationToken.None)));
    }

    private async Task<OutgoingMail> AlertAsync(string address)
    {
        Person investor = await site.People.InvestorAsync("zh-Hans");
        await site.InDatabaseAsync(db =>
            db.Users.Where(p => p.Id == investor.Id).ExecuteUpdateAsync(set => set.SetProperty(p => p.Email, address))
        );
        await site.InDatabaseAsync(db =>
            db.Opportunities.ExecuteUpdateAsync(set =>
                set.SetProperty(o => o.Status, Web.Features.Opportunities.PublicationStatus.Withdrawn)
            )
        );
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["renw"], []));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("renw", "renw.solar"));
        for (var i = 0; i < 300; i++, await Task.Delay(50))
            if (
                await site.InDatabaseAsync(db =>
                    db.Mails.AsNoTracking().SingleOrDefaultAsync(m => m.PersonId == investor.Id && m.Status == MailStatus.Accepted)
                ) is
                { } mail
            )
                return mail;
        throw new TimeoutException("Postfix did not take the alert.");
    }
}
