using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Database;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Replies;
using Matchmaking.Web.Mail.Sending;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>With a relay that can be asked: what it has is not handed in again, unless it has come back or the desk says so.</summary>
public sealed class SentAgainTests(SentAgainTests.SiteWithLog site) : IClassFixture<SentAgainTests.SiteWithLog>
{
    public sealed class SiteWithLog : SmtpSite
    {
        public string Log { get; } = Path.GetTempFileName();

        protected override IEnumerable<KeyValuePair<string, string?>> Settings => [.. base.Settings, new("Mail:Smtp:RelayLog", Log)];

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            File.Delete(Log);
            GC.SuppressFinalize(this);
        }
    }

    [Theory]
    [InlineData("report")]
    [InlineData("desk")]
    [InlineData("desk, all")]
    public async Task What_came_back_is_really_handed_in_again_under_a_name_of_its_own(string by)
    {
        var person = await site.People.InvestorAsync();
        var mail = Rows.MailTo($"{by.Replace(", ", "-", StringComparison.Ordinal)}@back.example", person);
        await site.AddMailsAsync(mail);
        var first = await site.UntilAsync(mail, MailStatus.Accepted);
        await TakenAsync(first.MessageId!);

        var gone = by == "report" ? "552 5.2.2 mailbox full" : "554 5.0.0 no reason";
        var answer = site.Services.GetRequiredService<SmtpReplyTable>().Classify(ProviderGroup.Others, 552, null, gone);
        await site.RunAsync<IncomingMailHandling>(handling =>
            handling.HandleAsync(
                new DeliveryFailure(
                    new(mail.Id, true, first.MessageId),
                    [
                        new(
                            null,
                            null,
                            552,
                            gone,
                            null,
                            by == "report" ? answer : new(SmtpReplyClass.Failed, BackOffScope.Mail, [], false, "test")
                        ),
                    ]
                ),
                CancellationToken.None
            )
        );
        await site.UntilAsync(mail, by == "report" ? MailStatus.Deferred : MailStatus.Failed);
        if (by == "report")
            await site.DueNowAsync(mail);
        else
            await site.RunAsync<IServiceProvider>(async services =>
            {
                var (desk, db) = (services.GetRequiredService<DeskMails>(), services.GetRequiredService<MatchmakingDb>());
                if (by == "desk")
                    Assert.True(await desk.RetryAsync(mail.Id, person.Id, CancellationToken.None));
                else
                    Assert.Equal(1, await desk.RetryAllAsync(db.Mails.Where(m => m.Id == mail.Id), person.Id, CancellationToken.None));
            });
        site.Wake();
        var second = await site.UntilAsync(mail, MailStatus.Accepted);

        Assert.Equal(first.MessageId!.Replace("@", ".2@", StringComparison.Ordinal), second.MessageId);
        Assert.Equal(
            [first.MessageId, second.MessageId],
            site.Server.Messages.Where(m => m.Recipients.Contains(mail.ToAddress)).Select(m => m.MessageId)
        );
    }

    [Fact]
    public async Task What_was_in_doubt_and_the_relay_has_is_not_handed_in_again()
    {
        site.Server.Script = step =>
            step.Command == SmtpCommand.EndOfData && step.Envelope.Recipients[0] == "doubt@back.example"
                ? SmtpAnswer.Vanish
                : SmtpAnswer.GoOn;
        var mail = Rows.MailTo("doubt@back.example", await site.People.InvestorAsync());
        await site.AddMailsAsync(mail);
        await TakenAsync((await site.UntilAsync(mail, MailStatus.Deferred)).MessageId!);
        site.Server.Script = null;

        await site.DueNowAsync(mail);

        await site.UntilAsync(mail, MailStatus.Accepted);
        Assert.Equal([MailEventKind.InDoubt, MailEventKind.FoundAccepted], await site.EventsAsync(mail));
        Assert.Single(site.Server.Messages, m => m.Recipients.Contains(mail.ToAddress));
    }

    /// <summary>As Postfix notes that it has a message.</summary>
    private Task TakenAsync(string messageId) =>
        File.AppendAllTextAsync(
            site.Log,
            $"""
            Nov 29 01:00:00 mx postfix/cleanup[1]: {messageId[..12]}: message-id=<{messageId}>
            Nov 29 01:00:00 mx postfix/qmgr[2]: {messageId[..12]}: from=<bounce@example.org>, size=1, nrcpt=1 (queue active)

            """
        );
}
