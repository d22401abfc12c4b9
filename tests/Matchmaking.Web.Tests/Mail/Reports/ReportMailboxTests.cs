using System.Net;
using System.Text;
using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Reports;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Mail.Reports;

/// <summary>The mailbox and the hook, with messages among the others that cannot be dealt with.</summary>
public sealed class ReportMailboxTests : IAsyncLifetime
{
    private readonly MailboxSite _site = new();

    private ScriptedImapServer Server => _site.Server;

    public ValueTask InitializeAsync() => _site.InitializeAsync();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Messages_that_cannot_be_dealt_with_are_parked_and_the_unsubscription_behind_them_is_carried_out()
    {
        var mail = await AcceptedAsync();
        await RefuseInDatabaseAsync(mail, "P0001");
        var poison = Server.Add(Bounce(mail, "550 5.1.1 no such user"));
        var notHandedOut = Server.Add("From: a@example.org\r\nSubject: x\r\n\r\n");
        var unreadable = Server.Add("X: " + new string('x', 300_000) + "\r\n\r\n");
        var large = Server.Add("From: a@example.org\r\n\r\n" + new string('x', IncomingMessage.Largest));
        var letter = Server.Add("From: a@example.org\r\nSubject: A question\r\n\r\nWhen?\r\n");
        var unsubscription = Server.Add(Unsubscription(mail));
        Server.Script = command => command.StartsWith($"UID FETCH {notHandedOut} (BODY", StringComparison.OrdinalIgnoreCase) ? "" : null;

        Assert.Equal(6, await ReadAsync());

        Assert.NotNull(await StoppedAtAsync(mail));
        Assert.All((uint[])[poison, notHandedOut, unreadable, large, letter], uid => Assert.False(Server.IsSeen(uid)));
        Assert.True(Server.IsSeen(unsubscription));
        Assert.Equal([$"{poison}/1 Undelivered", $"{notHandedOut}/1", $"{unreadable}/1"], await ParkedAsync(QueueNames.Mailbox));
        Assert.Null((await RunAsync())!.Fault);

        // After a restart: they stay parked, nothing is read twice, and what is new is read.
        Server.Add(Unsubscription(mail));
        Assert.Equal(1, await ReadAsync());
        Assert.Equal(0, await ReadAsync());
        Assert.Equal(3, (await ParkedAsync(QueueNames.Mailbox)).Count);
        Assert.Equal(MailStatus.Accepted, await StatusAsync(mail));
    }

    [Fact]
    public async Task A_parked_message_is_tried_again_when_somebody_says_so()
    {
        var mail = await AcceptedAsync();
        await RefuseInDatabaseAsync(mail, "P0001");
        var poison = Server.Add(Bounce(mail, "550 5.1.1 no such user"));
        await ReadAsync();
        var item = Assert.Single(await ParkedAsync(QueueNames.Mailbox));

        Assert.False(await TryAgainAsync(item));
        Assert.Equal(2, await _site.InDatabaseAsync(db => db.ParkedItems.Where(p => p.Item == item).Select(p => p.Times).SingleAsync()));
        await _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER poison ON mails"));
        Assert.True(await TryAgainAsync(item));

        Assert.Empty(await ParkedAsync(QueueNames.Mailbox));
        Assert.Equal(MailStatus.Failed, await StatusAsync(mail));
        Assert.True(Server.IsSeen(poison));
    }

    [Fact]
    public async Task What_was_parked_is_released_when_the_server_numbers_its_messages_anew_and_it_can_be_dealt_with()
    {
        var mail = await AcceptedAsync();
        await RefuseInDatabaseAsync(mail, "P0001");
        Server.Add(Bounce(mail, "550 5.1.1 no such user"));
        await ReadAsync();
        var item = Assert.Single(await ParkedAsync(QueueNames.Mailbox));
        Server.Validity = 2;

        Assert.Equal(1, await ReadAsync());
        Assert.Contains(Assert.Single(await ParkedAsync(QueueNames.Mailbox), other => other != item), "1/2 Undelivered", StringComparison.Ordinal);
        Assert.True(await TryAgainAsync(item), "It has another number now.");
    }

    [Fact]
    public async Task While_the_database_cannot_write_the_mailbox_waits_and_nothing_is_parked()
    {
        var mail = await AcceptedAsync();
        // The disk is full.
        await RefuseInDatabaseAsync(mail, "53100");
        Server.Add(Bounce(mail, "550 5.1.1 no such user"));

        await Assert.ThrowsAnyAsync<Exception>(ReadAsync);
        Assert.Empty(await ParkedAsync(QueueNames.Mailbox));
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await HandInAsync(Bounce(mail, "550 5.1.1 no such user")));
        Assert.Empty(await ParkedAsync(QueueNames.Hook));
        await _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER poison ON mails"));

        Assert.Equal(1, await ReadAsync());
        Assert.Equal(MailStatus.Failed, await StatusAsync(mail));
    }

    /// <summary>Text that a database or an encoder refuses, wherever a report may have it.</summary>
    [Fact]
    public async Task Hostile_text_stops_neither_the_mailbox_nor_the_hook()
    {
        string[] hostile =
        [
            "550 5.1.1 no such\0 user", "550 5.1.1 \uFFFE\uFDD0\u200B\u202E{about}",
            $"550 5.1.1 no such user {new string('x', 870)}{string.Concat(Enumerable.Repeat("😀", 40))}",
            $"550 5.1.1 {new string('x', 899)}😀", $"550 5.1.1 {string.Concat(Enumerable.Repeat("𠮷", 600))}",
        ];
        foreach (var words in hostile)
        {
            var (one, other) = (await AcceptedAsync(), await AcceptedAsync());
            Server.Add(Bounce(one, words));
            Server.Add(Plain(one, words));
            Assert.Equal(2, await ReadAsync());
            Assert.Equal(HttpStatusCode.NoContent, await HandInAsync(Bounce(other, words)));
            Assert.Equal(HttpStatusCode.NoContent, await HandInAsync(Plain(other, words)));
            Assert.Equal([MailStatus.Failed, MailStatus.Failed], [await StatusAsync(one), await StatusAsync(other)]);
        }
        Assert.Empty(await _site.InDatabaseAsync(db => db.ParkedItems.ToListAsync()));
    }

    [Fact]
    public async Task What_the_hook_cannot_deal_with_is_parked_under_one_name_and_kept_by_the_relay()
    {
        var mail = await AcceptedAsync();
        await RefuseInDatabaseAsync(mail, "P0001");
        var named = "Message-ID: <report@mx.example.net>\r\n" + Bounce(mail, "550 5.1.1 no such user");

        for (var i = 0; i < 2; i++)
        {
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await HandInAsync(named));
            Assert.Equal(HttpStatusCode.UnprocessableEntity, await HandInAsync("X: " + new string('x', 300_000) + "\r\n\r\n"));
        }

        var parked = await ParkedAsync(QueueNames.Hook);
        Assert.Equal(2, parked.Count);
        Assert.Contains("<report@mx.example.net>", parked);
        Assert.Contains(parked, item => item.StartsWith("sha256:", StringComparison.Ordinal));
        await _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER poison ON mails"));
        Assert.Equal(HttpStatusCode.NoContent, await HandInAsync(named));
        Assert.Single(await ParkedAsync(QueueNames.Hook));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_hook_takes_a_message_whose_length_was_not_told_but_none_that_is_too_long(bool isLong)
    {
        var message = "From: a@example.org\r\n\r\n" + new string('x', isLong ? IncomingMessage.Largest : 1000);

        var answers = new[] { await HandInAsync(message), await HandInAsync(message, chunked: true) };

        var right = isLong ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.UnprocessableEntity;
        Assert.All(answers, answer => Assert.Equal(right, answer));
    }

    [Fact]
    public async Task An_unsubscription_with_a_spoilt_token_is_left_for_a_person()
    {
        var mail = await AcceptedAsync();
        var spoilt = Unsubscription(mail).ToLowerInvariant();
        var uid = Server.Add(spoilt);

        Assert.Equal(1, await ReadAsync());

        Assert.False(Server.IsSeen(uid));
        Assert.Null(await StoppedAtAsync(mail));
        Assert.Equal(HttpStatusCode.UnprocessableEntity, await HandInAsync(spoilt));
    }

    [Fact]
    public async Task A_server_that_wants_to_know_the_program_first_is_told()
    {
        Server.WantsIdentification = true;
        Server.Add("From: a@example.org\r\n\r\ntext\r\n");

        Assert.Equal(1, await ReadAsync());

        var verbs = Server.Commands.Select(command => command.Split(' ')[0]).ToList();
        Assert.True(verbs.IndexOf("ID") > verbs.IndexOf("LOGIN"), "Before the login it is refused.");
    }

    [Fact]
    public async Task A_wrong_password_is_told_in_plain_words_and_tried_ever_less()
    {
        Server.Password = "another one";
        Server.Add("From: a@example.org\r\n\r\ntext\r\n");
        // Minutes of one attempt a job, and how many of them came to the server.
        var attempts = new List<int>();

        for (var minute = 0; minute < 40; minute++, _site.Clock.Advance(TimeSpan.FromMinutes(1)))
        {
            var before = Server.Logins;
            Assert.Equal(0, await ReadAsync());
            if (Server.Logins > before)
                attempts.Add(minute);
        }

        Assert.Equal([0, 1, 6, 21, 36], attempts);
        var run = await RunAsync();
        Assert.Contains("does not accept user and password (Mail__Mailbox__User, ", run!.Fault, StringComparison.Ordinal);
        Server.Password = "postkasten";
        _site.Clock.Advance(TimeSpan.FromMinutes(15));
        Assert.Equal(1, await ReadAsync());
        Assert.Null((await RunAsync())!.Fault);
    }

    [Theory]
    [InlineData("NO [NONEXISTENT] there is none", "The mailbox has no folder INBOX|The mailbox refuses: there is none")]
    [InlineData("BAD what?", "The mailbox refuses: what?")]
    [InlineData("", "cannot be reached|cannot be understood")]
    public async Task Whatever_the_server_refuses_is_a_noted_fault_and_no_exception(string answer, string words)
    {
        Server.Script = command => command.StartsWith("SELECT", StringComparison.Ordinal) ? answer : null;

        Assert.Equal(0, await ReadAsync());

        Assert.Matches(words, (await RunAsync())!.Fault!);
    }

    private async Task<OutgoingMail> AcceptedAsync()
    {
        Person investor = await _site.People.InvestorAsync();
        var now = _site.Clock.GetUtcNow();
        return await _site.InDatabaseAsync(async db =>
        {
            var mail = new OutgoingMail
            {
                Kind = "alert", PersonId = investor.Id, ToAddress = investor.Email!, Language = "en", CreatedAt = now, NotBefore = now,
                Status = MailStatus.Accepted, Subject = "New opportunity: a place",
            };
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
            return mail;
        });
    }

    /// <summary>From now on the database refuses to change this mail.</summary>
    private Task RefuseInDatabaseAsync(OutgoingMail mail, string code)
    {
        var statements = """
            CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison' USING ERRCODE = '<code>'; END $$;
            CREATE TRIGGER poison BEFORE UPDATE ON mails FOR EACH ROW WHEN (old.id = '<mail>') EXECUTE FUNCTION poison();
            """.Replace("<code>", code, StringComparison.Ordinal).Replace("<mail>", mail.Id.ToString(), StringComparison.Ordinal);
        return _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync(statements));
    }

    private async Task<int> ReadAsync()
    {
        var count = 0;
        await _site.RunAsync<ReportMailbox>(async mailbox => count = await mailbox.ReadAsync(CancellationToken.None));
        return count;
    }

    private async Task<bool> TryAgainAsync(string item)
    {
        var isDone = false;
        await _site.RunAsync<ReportMailbox>(async mailbox => isDone = await mailbox.TryAgainAsync(item, CancellationToken.None));
        return isDone;
    }

    private Task<List<string>> ParkedAsync(string queue) => _site.InDatabaseAsync(db => db.ParkedItems
        .Where(p => p.Queue == queue).OrderBy(p => p.Id).Select(p => p.Item).ToListAsync());

    private Task<QueueRun?> RunAsync() =>
        _site.InDatabaseAsync(db => db.QueueRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Queue == QueueNames.Mailbox));

    private Task<MailStatus> StatusAsync(OutgoingMail mail) =>
        _site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == mail.Id).Select(m => m.Status).SingleAsync());

    private Task<DateTimeOffset?> StoppedAtAsync(OutgoingMail mail) =>
        _site.InDatabaseAsync(db => db.Users.Where(p => p.Id == mail.PersonId).Select(p => p.AlertsStoppedAt).SingleAsync());

    private async Task<HttpStatusCode> HandInAsync(string message, bool chunked = false)
    {
        using var client = _site.NewClient();
        var bytes = Encoding.UTF8.GetBytes(message);
        using HttpContent content = chunked ? new StreamContent(new Unmeasured(bytes)) : new ByteArrayContent(bytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, ReportHook.Path) { Content = content };
        request.Content.Headers.ContentType = new("message/rfc822");
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        request.Headers.TryAddWithoutValidation("X-Hook-Secret", SmtpSite.HookSecret);
        return (await client.SendAsync(request)).StatusCode;
    }

    private LinkTokens Links => _site.Services.GetRequiredService<LinkTokens>();

    private string Unsubscription(OutgoingMail mail)
    {
        var token = Links.Make(LinkPurpose.Unsubscribe, mail.PersonId!.Value);
        return $"From: {mail.ToAddress}\r\nTo: alerts@example.org\r\nSubject: unsubscribe {token}\r\n\r\n";
    }

    private string Address(OutgoingMail mail) => new BounceAddress(Links.Keys).Make(mail.Id, "bounces.example.org");

    private string Bounce(OutgoingMail mail, string diagnostic) => $"""
        From: MAILER-DAEMON@mx.example.net
        To: {Address(mail)}
        Subject: Undelivered
        MIME-Version: 1.0
        Content-Type: multipart/report; report-type=delivery-status; boundary="b"

        --b
        Content-Type: message/delivery-status

        Reporting-MTA: dns; mx.example.net

        Final-Recipient: rfc822; {mail.ToAddress}
        Action: failed
        Status: 5.1.1
        Diagnostic-Code: smtp; {diagnostic}

        --b--
        """.ReplaceLineEndings("\r\n");

    private string Plain(OutgoingMail mail, string text) =>
        $"From: MAILER-DAEMON@mx.example.net\r\nTo: {Address(mail)}\r\nSubject: Undelivered\r\nContent-Type: text/plain; charset=utf-8\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\n"
        + Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks) + "\r\n";

    /// <summary>A body of which nobody knows beforehand how long it is.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    private sealed class MailboxSite : Site
    {
        public ScriptedImapServer Server { get; } = new();

        public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
        [
            new("Mail:Bounces:Domain", "bounces.example.org"), new("Mail:Hook:Secret", SmtpSite.HookSecret),
            new("Mail:Mailbox:Host", "127.0.0.1"), new("Mail:Mailbox:Port", $"{Server.Port}"), new("Mail:Mailbox:Security", "None"),
            new("Mail:Mailbox:User", Server.User), new("Mail:Mailbox:Password", Server.Password),
        ];

        // No job reads beside the test.
        protected override void Change(IServiceCollection services) =>
            services.RemoveAll<IHostedService>().AddSingleton<TimeProvider>(Clock);

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
