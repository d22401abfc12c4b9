using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>Whether an answer is about a mail or about the server that gives it, told by what else it takes.</summary>
public sealed class RefusedAlikeTests(SmtpSite site) : IClassFixture<SmtpSite>
{
    [Fact(Explicit = true)]
    public async Task Refused_again_in_words_that_say_nothing_it_is_believed_once_another_was_taken()
    {
        site.Server.Script = step =>
            step.Command == SmtpCommand.RcptTo && step.Address.EndsWith("@policy.example", StringComparison.Ordinal)
                ? SmtpAnswer.Say(550, "5.7.1 not today")
                : SmtpAnswer.GoOn;
        var person = await site.People.InvestorAsync();
        var refused = Rows.MailTo("somebody@policy.example", person);
        await site.AddMailsAsync(refused);
        await site.UntilAsync(refused, MailStatus.Deferred);
        await site.DueNowAsync(refused);
        await Rows.UntilAsync(async () => (await site.EventsAsync(refused)).Count == 2, "it is refused again, and nothing else was sent");
        Assert.Equal(MailStatus.Deferred, (await site.UntilAsync(refused, MailStatus.Deferred)).Status);
        var other = Rows.MailTo("somebody@welcome.example", person);
        await site.AddMailsAsync(other);
        await site.UntilAsync(other, MailStatus.Accepted);

        await site.DueNowAsync(refused);

        await site.UntilAsync(refused, MailStatus.Failed);
        site.Server.Script = null;
        Assert.Equal([MailEventKind.Deferred, MailEventKind.Deferred, MailEventKind.Refused], await site.EventsAsync(refused));
    }

    [Fact(Explicit = true)]
    public async Task Three_who_are_refused_for_good_hold_up_nobody_who_is_not()
    {
        site.Server.Script = step =>
            step.Command == SmtpCommand.RcptTo && step.Address.Contains("@none", StringComparison.Ordinal)
                ? SmtpAnswer.Say(550, "5.7.1 none of this")
                : SmtpAnswer.GoOn;
        var person = await site.People.InvestorAsync();
        OutgoingMail[] refused = [.. Enumerable.Range(0, 4).Select(i => Rows.MailTo($"somebody@none{i}.example", person))];
        await site.AddMailsAsync(refused);
        await Rows.UntilAsync(
            () => site.InDatabaseAsync(db => db.ProviderStates.AnyAsync(s => s.PausedUntil > TimeProvider.System.GetUtcNow())),
            "the server is taken to be at fault"
        );
        var other = Rows.MailTo("somebody@behind.example", person);
        await site.AddMailsAsync(other);

        await site.EndPausesAsync();

        // As the clock would make them due: those behind a minute later.
        await site.UntilAsync(other, MailStatus.Accepted);
        foreach (var mail in refused)
            Assert.NotEqual(MailStatus.Accepted, (await site.RowAsync(mail)).Status);
        site.Server.Script = null;
        await site.EndPausesAsync();
    }

    [Fact(Explicit = true)]
    public async Task While_the_server_takes_its_time_over_one_mail_the_others_go_out_by_other_connections()
    {
        site.Server.Script = step =>
            step.Command == SmtpCommand.EndOfData && step.Envelope.Recipients[0].EndsWith("@slow.example", StringComparison.Ordinal)
                ? SmtpAnswer.Say(250, "2.0.0 at last").After(TimeSpan.FromMinutes(1))
                : SmtpAnswer.GoOn;
        var person = await site.People.InvestorAsync();
        // The oldest id goes first.
        var slow = Rows.MailTo("first@slow.example", person);
        OutgoingMail[] others = [.. Enumerable.Range(0, 20).Select(i => Rows.MailTo($"somebody{i}@quick.example", person))];
        await site.AddMailsAsync([slow, .. others]);

        foreach (var mail in others)
            await site.UntilAsync(mail, MailStatus.Accepted, seconds: 50);

        Assert.Equal(MailStatus.Sending, (await site.RowAsync(slow)).Status);
        site.Server.Script = null;
        await site.UntilAsync(slow, MailStatus.Accepted, seconds: 90);
        Assert.All(others.Append(slow), mail => Assert.Single(site.Server.Messages, m => m.Recipients.Contains(mail.ToAddress)));
    }

    [Fact(Explicit = true)]
    public void The_same_address_again_or_another_answer_in_between_says_nothing_about_the_server()
    {
        var relay = new Relay("mail.example:25", [ProviderGroup.Others], new FakeTimeProvider(), NullLogger.Instance);
        Assert.False(relay.IsForAll("550", "a"));
        Assert.False(relay.IsForAll("550", "a"));
        Assert.False(relay.IsForAll("550", "b"));
        Assert.False(relay.IsForAll("554", "c"));
        Assert.False(relay.IsForAll("550", "a"));
        Assert.False(relay.IsForAll("550", "b"));
        relay.Took();
        Assert.False(relay.IsForAll("550", "c"));
        Assert.False(relay.IsForAll("550", "a"));
        Assert.True(relay.IsForAll("550", "b"));
        Assert.True(relay.IsForAll("550", "b"));
    }
}
