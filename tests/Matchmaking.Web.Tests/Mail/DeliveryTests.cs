using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Alerts;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>Alerts over real SMTP to a server that behaves badly: each reader gets each thing once, or the row says why not.</summary>
public sealed class DeliveryTests(SmtpSite site) : IClassFixture<SmtpSite>
{
    [Fact]
    public async Task The_envelope_carries_a_return_address_of_its_own()
    {
        var mail = await AlertAsync("gmail.example", _ => SmtpAnswer.GoOn);

        var accepted = Assert.Single(site.Server.Messages, m => m.Recipients.Contains(mail.ToAddress));
        Assert.Equal(MailStatus.Accepted, mail.Status);
        Assert.Equal(mail.MessageId, accepted.MessageId);
        Assert.Matches($@"^bounce\+{mail.Id:N}-[0-9a-f]{{10}}@{SmtpSite.BounceDomain}$", accepted.Sender);
    }

    [Theory]
    [InlineData(SmtpCommand.RcptTo)]
    [InlineData(SmtpCommand.Data)]
    public async Task A_connection_lost_before_the_text_was_sent_is_tried_again(SmtpCommand command)
    {
        var asked = 0;
        // A domain of its own: whoever was told by another case is told of this listing too.
        var mail = await AlertAsync(
            $"{command}.example".ToLowerInvariant(),
            step => step.Command == command && Interlocked.Increment(ref asked) == 1 ? SmtpAnswer.Break : SmtpAnswer.GoOn,
            MailStatus.Deferred
        );
        Assert.Equal(0, mail.Doubts);

        await DueNowAsync(mail);
        Assert.Equal(MailStatus.Accepted, (await OfAsync(mail.PersonId!.Value, MailStatus.Accepted)).Status);
        Assert.Single(site.Server.Messages, m => m.Recipients.Contains(mail.ToAddress));
    }

    [Fact]
    public async Task A_reply_lost_after_the_text_was_sent_leaves_the_mail_in_doubt_and_it_is_not_sent_again_at_once()
    {
        var mail = await AlertAsync(
            "vanish.example",
            step => step.Command == SmtpCommand.EndOfData ? SmtpAnswer.Vanish : SmtpAnswer.GoOn,
            MailStatus.Deferred
        );

        Assert.Equal(1, mail.Doubts);
        Assert.True(mail.NotBefore >= mail.CreatedAt.AddMinutes(9));
        Assert.Equal([MailEventKind.InDoubt], await EventsAsync(mail));

        site.Server.Script = null;
        await DueNowAsync(mail);
        await OfAsync(mail.PersonId!.Value, MailStatus.Accepted);
        // What cannot be known: it is there twice, and both are recognisably the same.
        Assert.Equal(
            [mail.MessageId, mail.MessageId],
            site.Server.Messages.Where(m => m.Recipients.Contains(mail.ToAddress)).Select(m => m.MessageId)
        );
    }

    [Fact]
    public async Task QQ_saying_that_we_are_too_frequent_pauses_all_of_QQ_and_suppresses_nobody()
    {
        var first = await AlertAsync(
            "qq.com",
            step => step.Command == SmtpCommand.RcptTo ? SmtpAnswer.Say(550, "Connection (Ip) frequency limited") : SmtpAnswer.GoOn,
            MailStatus.Deferred
        );
        site.Server.Script = null;
        var second = await AlertAsync("foxmail.com", _ => SmtpAnswer.GoOn, MailStatus.Pending);

        var state = await site.InDatabaseAsync(db =>
            db.ProviderStates.AsNoTracking().SingleAsync(s => s.Provider == ProviderGroup.Tencent)
        );
        Assert.True(state.PausedUntil > first.CreatedAt.AddMinutes(9));
        Assert.Equal((ProviderGroup.Tencent, ProviderGroup.Tencent), (first.Provider, second.Provider));
        Assert.DoesNotContain(site.Server.Messages, m => m.Recipients.Contains(second.ToAddress));
        Assert.Empty(await site.InDatabaseAsync(db => db.MailSuppressions.Where(s => s.Address == first.ToAddress).ToListAsync()));
        // Everybody else is not concerned.
        await AlertAsync("other.example", _ => SmtpAnswer.GoOn);
    }

    [Fact]
    public async Task An_unknown_mailbox_is_suppressed_and_never_written_to_again()
    {
        var mail = await AlertAsync(
            "gone.example",
            step => step.Command == SmtpCommand.RcptTo ? SmtpAnswer.Say(550, "5.1.1 User unknown") : SmtpAnswer.GoOn,
            MailStatus.Failed
        );
        site.Server.Script = null;

        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("heal", "heal.rnd"));
        var next = await OfAsync(mail.PersonId!.Value, MailStatus.Suppressed);

        Assert.Equal(SuppressedBecause.Address, next.Suppressed);
        Assert.Equal(
            SuppressionCause.HardBounce,
            (await site.InDatabaseAsync(db => db.MailSuppressions.SingleAsync(s => s.Address == mail.ToAddress))).Cause
        );
    }

    [Theory]
    [InlineData("unsubscribed")]
    [InlineData("erased")]
    [InlineData("suppressed")]
    public async Task Who_leaves_between_the_match_and_the_sending_gets_nothing(string how)
    {
        await site.InDatabaseAsync(async db =>
        {
            db.MailStops.Add(new() { At = TimeProvider.System.GetUtcNow(), Reason = "test" });
            return await db.SaveChangesAsync();
        });
        var investor = await InvestorAsync("leaves.example");
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("heal", "heal.rnd"));
        await OfAsync(investor.Id, MailStatus.Pending);

        if (how == "unsubscribed")
            await site.RunAsync<AlertSubscription>(alerts => alerts.StopAsync(investor.Id, "page", CancellationToken.None));
        else if (how == "suppressed")
            await site.RunAsync<Web.Mail.Sending.SuppressionRegister>(list =>
                list.AddAsync(investor.Email!.ToUpperInvariant(), SuppressionCause.Desk, "test", null, CancellationToken.None)
            );
        else
            await site.AsOwnerAsync(async db =>
            {
                await db.Mandates.Where(m => m.OwnerId == investor.Id).ExecuteDeleteAsync();
                return await db.Users.Where(p => p.Id == investor.Id).ExecuteDeleteAsync();
            });
        await site.InDatabaseAsync(db =>
            db.MailStops.Where(s => s.LiftedAt == null)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.LiftedAt, TimeProvider.System.GetUtcNow()))
        );
        await site.SendMailsAsync();

        Assert.DoesNotContain(site.Server.Messages, m => m.Recipients.Contains(investor.Email!));
        Assert.Equal(how == "erased" ? 0 : 1, await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == investor.Id)));
        Assert.Equal(
            how == "suppressed" ? 1 : 0,
            await site.InDatabaseAsync(db =>
                db.AlertItems.CountAsync(i =>
                    i.PersonId == investor.Id
                    && i.MailId != null
                    && db.Mails.Any(m => m.Id == i.MailId && m.Suppressed == SuppressedBecause.Address)
                )
            )
        );
    }

    [Fact]
    public async Task Providers_that_want_few_mails_on_a_connection_get_few()
    {
        var investor = await InvestorAsync("163.com");
        for (var i = 0; i < 12; i++)
            await site.PublishAsync(o => (o.Sector, o.Subsector) = ("heal", "heal.rnd"));
        // Ten may go at once, then the hourly figure is felt; here the bucket is filled by hand.
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync($"UPDATE mail_providers SET tokens = 10, refilled_at = 'epoch' WHERE provider = 'NetEase'")
        );
        for (var i = 0; i < 100 && site.Server.Messages.Count(m => m.Recipients.Contains(investor.Email!)) < 12; i++)
        {
            await Task.Delay(100);
            await site.InDatabaseAsync(db =>
                db.Database.ExecuteSqlAsync(
                    $"UPDATE mail_providers SET tokens = 10, refilled_at = clock_timestamp() WHERE provider = 'NetEase'"
                )
            );
        }

        Assert.Equal(
            [10, 2],
            site.Server.Messages.Where(m => m.Recipients.Contains(investor.Email!))
                .GroupBy(m => m.Connection)
                .Select(g => g.Count())
                .OrderDescending()
        );
    }

    private async Task<Person> InvestorAsync(string domain)
    {
        var investor = await site.People.InvestorAsync(domain: domain);
        await site.InDatabaseAsync(db =>
            db.Opportunities.ExecuteUpdateAsync(set =>
                set.SetProperty(o => o.Status, Web.Features.Opportunities.PublicationStatus.Withdrawn)
            )
        );
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["heal.rnd"], []));
        return investor;
    }

    /// <summary>One alert to somebody of a domain, with the server doing as the script says for that domain alone.</summary>
    private async Task<OutgoingMail> AlertAsync(string domain, Func<SmtpStep, SmtpAnswer> script, MailStatus becomes = MailStatus.Accepted)
    {
        site.Server.Script = step =>
            step.Address.EndsWith("@" + domain, StringComparison.Ordinal)
            || step.Envelope.Recipients.Any(r => r.EndsWith("@" + domain, StringComparison.Ordinal))
                ? script(step)
                : SmtpAnswer.GoOn;
        var investor = await InvestorAsync(domain);
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("heal", "heal.rnd"));
        return await OfAsync(investor.Id, becomes);
    }

    private async Task<OutgoingMail> OfAsync(Guid person, MailStatus status)
    {
        for (var i = 0; i < 300; i++)
        {
            if (
                await site.InDatabaseAsync(db =>
                    db.Mails.AsNoTracking()
                        .Where(m =>
                            m.PersonId == person
                            && (status == MailStatus.Deferred ? db.MailEvents.Any(e => e.MailId == m.Id) : m.Status == status)
                        )
                        .OrderByDescending(m => m.Id)
                        .FirstOrDefaultAsync()
                ) is
                { } mail
            )
                return mail;
            await Task.Delay(50);
        }
        throw new TimeoutException(
            $"No mail of that person is {status}: "
                + string.Join(
                    ", ",
                    await site.InDatabaseAsync(db =>
                        db.Mails.Where(m => m.PersonId == person).Select(m => m.Status + " " + m.LastReply).ToListAsync()
                    )
                )
        );
    }

    private async Task DueNowAsync(OutgoingMail mail)
    {
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.Id == mail.Id).ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, mail.CreatedAt))
        );
        site.Services.GetRequiredService<Web.Mail.Sending.MailSignal>().Wake();
    }

    private Task<List<MailEventKind>> EventsAsync(OutgoingMail mail) =>
        site.InDatabaseAsync(db => db.MailEvents.Where(e => e.MailId == mail.Id).OrderBy(e => e.Id).Select(e => e.Kind).ToListAsync());
}
