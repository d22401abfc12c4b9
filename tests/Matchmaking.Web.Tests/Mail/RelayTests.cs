using System.Collections.Concurrent;
using System.Net;
using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Desk.Mail;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Transport;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>A mail server that takes nothing from us: mails wait, the administrators are told, nothing fails for it.</summary>
public sealed class RelayTests(RelayTests.SiteWithLogin site) : IClassFixture<RelayTests.SiteWithLogin>
{
    public sealed class SiteWithLogin : SmtpSite
    {
        public SiteWithLogin() => Server.Login = new("alerts", "right");

        /// <summary>Told once a day, whichever test comes first.</summary>
        public Person Administrator { get; private set; } = null!;

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [.. base.Settings, new("Mail:Smtp:User", "alerts"), new("Mail:Smtp:Password", "right")];

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Administrator = await People.AdministratorAsync();
        }
    }

    public static TheoryData<string> Faults =>
        [
            "relay access denied",
            "sender not owned",
            "greeting",
            "sender",
            "login",
            "login asked for",
            "words unknown",
            "unknown to itself",
            "hangs up",
        ];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task All_mails_wait_and_the_administrators_are_told_and_afterwards_all_go_out(string fault)
    {
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());
        var (logins, atOnce, most) = (0, 0, 0);
        site.Server.OnStep = async step =>
        {
            if (step.Command != SmtpCommand.Auth)
                return;
            Interlocked.Increment(ref logins);
            most = Math.Max(most, Interlocked.Increment(ref atOnce));
            await Task.Delay(100);
            Interlocked.Decrement(ref atOnce);
        };
        if (fault == "login")
            site.Server.Login = new("alerts", "another");
        var old = site.Server.Connections;
        site.Server.Script = step =>
            (fault, step.Command) switch
            {
                // A server that is started anew has closed its connections.
                ("greeting" or "login", SmtpCommand.MailFrom) when step.Connection <= old => SmtpAnswer.SayAndClose(
                    421,
                    "4.3.2 Shutting down"
                ),
                ("sender not owned", SmtpCommand.RcptTo) => SmtpAnswer.Say(
                    553,
                    "5.7.1 <alerts@example.org>: Sender address rejected: not owned by user u"
                ),
                ("relay access denied", SmtpCommand.RcptTo) => SmtpAnswer.Say(554, $"5.7.1 <{step.Address}>: Relay access denied"),
                ("greeting", SmtpCommand.Connect) => SmtpAnswer.SayAndClose(554, "5.3.2 maintenance"),
                ("sender", SmtpCommand.MailFrom) => SmtpAnswer.Say(550, "5.7.1 Sender address rejected"),
                ("words unknown", SmtpCommand.RcptTo) => SmtpAnswer.Say(550, "5.7.1 \0 Contract 4711 has ended"),
                ("unknown to itself", SmtpCommand.EndOfData) => SmtpAnswer.Say(554, "transaction failed"),
                ("hangs up", SmtpCommand.EndOfData) => SmtpAnswer.HangUp,
                ("login asked for", SmtpCommand.RcptTo) => SmtpAnswer.Say(530, "5.7.0 Authentication required"),
                _ => SmtpAnswer.GoOn,
            };
        var person = await site.People.InvestorAsync();
        var word = fault.Replace(' ', '-');
        OutgoingMail[] mails =
        [
            .. Enumerable
                .Range(0, 30)
                .Select(i =>
                    (i % 3) switch
                    {
                        0 => Rows.MailTo($"{word}{i}@relay.example", person),
                        1 => Rows.MailTo($"{word}{i}@gmail.com", person, ProviderGroup.Gmail),
                        _ => Rows.MailTo($"{word}{i}@outlook.com", person, ProviderGroup.Microsoft),
                    }
                ),
        ];
        await site.AddMailsAsync(mails);

        await Rows.UntilAsync(
            () => site.InDatabaseAsync(db => db.ProviderStates.AllAsync(s => s.PausedUntil > TimeProvider.System.GetUtcNow())),
            "all that go by the server wait"
        );
        await Rows.UntilAsync(
            () => site.InDatabaseAsync(async db => !await db.Mails.AnyAsync(m => m.Status == MailStatus.Sending)),
            "nothing is in hand"
        );
        var begun = logins;
        (most, atOnce) = (0, 0);
        for (var i = 0; i < 2; i++)
        {
            // The desk presses "go on now" before anything is repaired.
            await site.EndPausesAsync();
            await Rows.UntilAsync(
                () => site.InDatabaseAsync(db => db.ProviderStates.AnyAsync(s => s.PausedUntil > TimeProvider.System.GetUtcNow())),
                "it waits again"
            );
            await Rows.UntilAsync(
                () => site.InDatabaseAsync(async db => !await db.Mails.AnyAsync(m => m.Status == MailStatus.Sending)),
                "nothing is in hand"
            );
        }
        Assert.True(most <= 1, $"{most} logins at the same time while the server is known to refuse.");
        if (fault == "login")
            Assert.True(logins - begun <= 20, $"{logins - begun} more logins.");
        Assert.False(
            await site.InDatabaseAsync(db => db.Mails.AnyAsync(m => m.PersonId == person.Id && m.Status == MailStatus.Failed)),
            "A mail failed for it."
        );
        Assert.Equal(
            1,
            await site.InDatabaseAsync(db =>
                db.Mails.CountAsync(m => m.PersonId == site.Administrator.Id && m.Kind == DeskNotices.Kind && m.About.StartsWith("relay:"))
            )
        );
        var server = $"127.0.0.1:{site.Server.Port}";
        Assert.Contains(
            $"The mail server {server} takes no emails",
            (await staff.OpenAsync("/desk/mail/health")).Text,
            StringComparison.Ordinal
        );

        (site.Server.Script, site.Server.OnStep, site.Server.Login) = (null, null, new NetworkCredential("alerts", "right"));
        await site.InDatabaseAsync(db =>
            db.ProviderStates.Where(s => s.Provider == ProviderGroup.Others)
                .ExecuteUpdateAsync(set => set.SetProperty(s => s.PausedUntil, (DateTimeOffset?)null))
        );
        await site.InDatabaseAsync(db =>
            db.Mails.Where(m => m.Status == MailStatus.Deferred)
                .ExecuteUpdateAsync(set => set.SetProperty(m => m.NotBefore, m => m.CreatedAt))
        );
        site.Wake();
        foreach (var mail in mails)
            await site.UntilAsync(mail, MailStatus.Accepted);

        Assert.All(mails, mail => Assert.Single(site.Server.Messages, m => m.Recipients.Contains(mail.ToAddress)));
        Assert.All(mails, mail => Assert.True(mail.Doubts <= 2));
        Assert.DoesNotContain(server, (await staff.OpenAsync("/desk/mail/health")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Denied_again_after_others_were_taken_it_is_about_that_recipient()
    {
        site.Server.Script = step =>
            step.Command == SmtpCommand.RcptTo && step.Address.EndsWith("@denied.example", StringComparison.Ordinal)
                ? SmtpAnswer.Say(554, "5.7.1 Relay access denied")
                : SmtpAnswer.GoOn;
        var person = await site.People.InvestorAsync();
        var denied = Rows.MailTo("somebody@denied.example", person);
        await site.AddMailsAsync(denied);
        await site.UntilAsync(denied, MailStatus.Deferred);
        await site.EndPausesAsync();
        var other = Rows.MailTo("somebody@taken.example", person);
        await site.AddMailsAsync(other);
        await site.UntilAsync(other, MailStatus.Accepted);

        await site.DueNowAsync(denied);

        await site.UntilAsync(denied, MailStatus.Failed);
        site.Server.Script = null;
        Assert.Equal([MailEventKind.RelayFault, MailEventKind.Refused], await site.EventsAsync(denied));
    }

    [Theory]
    [InlineData(MailEventKind.RelayFault, MailStatus.Deferred)]
    [InlineData(MailEventKind.Deferred, MailStatus.Failed)]
    public async Task Days_in_which_the_server_took_nothing_do_not_count(MailEventKind before, MailStatus becomes)
    {
        site.Server.Script = step =>
            step.Command == SmtpCommand.RcptTo && step.Address.EndsWith("@later.example", StringComparison.Ordinal)
                ? SmtpAnswer.Say(451, "4.3.0 later")
                : SmtpAnswer.GoOn;
        var now = TimeProvider.System.GetUtcNow();
        var mail = new OutgoingMail
        {
            Kind = AccountMails.Known,
            PersonId = (await site.People.InvestorAsync()).Id,
            ToAddress = "somebody@later.example",
            Language = "en",
            Attempts = 1,
            CreatedAt = now.AddDays(-4),
            NotBefore = now.AddDays(-4),
        };
        await site.InDatabaseAsync(db =>
        {
            db.MailEvents.Add(
                new()
                {
                    MailId = mail.Id,
                    Kind = before,
                    At = now.AddDays(-4),
                    Attempt = 1,
                }
            );
            return db.SaveChangesAsync();
        });
        await site.AddMailsAsync(mail);

        await Rows.UntilAsync(async () => (await site.EventsAsync(mail)).Count == 2, "it is refused");

        Assert.Equal(becomes, (await site.RowAsync(mail)).Status);
        site.Server.Script = null;
    }

    [Fact]
    public async Task NetEase_calling_a_mail_spam_is_told_to_the_administrators()
    {
        site.Server.Script = step =>
            step.Command == SmtpCommand.EndOfData && step.Envelope.Recipients[0].EndsWith("@163.com", StringComparison.Ordinal)
                ? SmtpAnswer.Say(554, "DT:SPM 163 smtp9")
                : SmtpAnswer.GoOn;
        var person = await site.People.InvestorAsync();
        await site.AddMailsAsync(
            Rows.MailTo("a@163.com", person, ProviderGroup.NetEase),
            Rows.MailTo("b@163.com", person, ProviderGroup.NetEase)
        );

        await Rows.UntilAsync(
            () =>
                site.InDatabaseAsync(db =>
                    db.Mails.AnyAsync(m =>
                        m.PersonId == site.Administrator.Id
                        && m.About.StartsWith("refused:")
                        && m.About.EndsWith(":NetEase")
                        && m.Status == MailStatus.Accepted
                    )
                ),
            "they are told"
        );

        Assert.Equal(
            1,
            await site.InDatabaseAsync(db =>
                db.Mails.CountAsync(m =>
                    m.PersonId == site.Administrator.Id && m.About.StartsWith("refused:") && m.About.EndsWith(":NetEase")
                )
            )
        );
        Assert.False(
            await site.InDatabaseAsync(db => db.QueueRuns.AnyAsync(run => run.FailedAt != null && run.Queue.StartsWith("mail-server")))
        );
        site.Server.Script = null;
        await site.EndPausesAsync();
    }

    [Fact]
    public async Task While_it_fails_one_at_a_time_tries_and_who_waited_meanwhile_need_not()
    {
        var time = new FakeTimeProvider();
        var relay = new Relay("mail.example:25", [ProviderGroup.Others], time, NullLogger.Instance);
        Assert.Null(await relay.TurnAsync(CancellationToken.None));
        relay.Failed(new IOException("first"), needsDesk: false);
        Assert.Equal(time.GetUtcNow().AddSeconds(10), relay.RetryAt);

        using (var turn = await relay.TurnAsync(CancellationToken.None))
        {
            Task<IDisposable?>[] waiting = [.. Enumerable.Range(0, 5).Select(_ => relay.TurnAsync(CancellationToken.None))];
            Assert.All(waiting, one => Assert.False(one.IsCompleted));
            relay.Failed(new IOException("second"), needsDesk: false);
            turn!.Dispose();
            foreach (var one in waiting)
                Assert.Equal("second", (await Assert.ThrowsAsync<MailNotTriedException>(() => one)).InnerException!.Message);
        }
    }

    [Fact]
    public void The_pause_grows_with_each_failure_after_it_and_not_with_those_in_it()
    {
        var time = new FakeTimeProvider();
        var relay = new Relay("mail.example:25", [ProviderGroup.Others], time, NullLogger.Instance);
        var pauses = new ConcurrentQueue<double>();
        for (var i = 0; i < 7; i++)
        {
            relay.Failed(new IOException(), needsDesk: true);
            relay.Failed(new IOException(), needsDesk: true);
            pauses.Enqueue((relay.RetryAt - time.GetUtcNow()).TotalSeconds);
            time.Advance(relay.RetryAt - time.GetUtcNow());
        }
        Assert.Equal([10, 40, 180, 600, 1800, 1800, 1800], pauses);
        relay.Worked();
        Assert.True(relay.TakeNews());
        Assert.False(relay.TakeNews());
        relay.Failed(new IOException(), needsDesk: true);
        Assert.Equal(time.GetUtcNow().AddSeconds(10), relay.RetryAt);
    }
}
