using System.Net;
using System.Text;
using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Database;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Time.Testing;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>
/// A site with a mailbox and a hook, the clock in the test's hand, and what tests put into them. One site for all tests of a class: each
/// begins with an empty mailbox, of which nothing is known yet.
/// </summary>
public abstract class MailboxTest(MailboxTest.MailboxSite site) : IClassFixture<MailboxTest.MailboxSite>, IAsyncLifetime
{
    protected MailboxSite Site => site;

    protected ScriptedImapServer Server => Site.Server;

    public ValueTask InitializeAsync() => Site.EmptyAsync();

    public ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        return ValueTask.CompletedTask;
    }

    protected async Task<OutgoingMail> AcceptedAsync()
    {
        Person investor = await Site.People.InvestorAsync();
        var now = Site.Clock.GetUtcNow();
        return await Site.InDatabaseAsync(async db =>
        {
            var mail = new OutgoingMail
            {
                Kind = "alert",
                PersonId = investor.Id,
                ToAddress = investor.Email!,
                Language = "en",
                CreatedAt = now,
                NotBefore = now,
                Status = MailStatus.Accepted,
                Subject = "New opportunity: a place",
            };
            db.Mails.Add(mail);
            await db.SaveChangesAsync();
            return mail;
        });
    }

    /// <summary>From now on the database refuses to change this mail.</summary>
    protected Task RefuseInDatabaseAsync(OutgoingMail mail, string code)
    {
        var statements = """
            CREATE FUNCTION poison() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'poison' USING ERRCODE = '<code>'; END $$;
            CREATE TRIGGER poison BEFORE UPDATE ON mails FOR EACH ROW WHEN (old.id = '<mail>') EXECUTE FUNCTION poison();
            """.Replace("<code>", code, StringComparison.Ordinal).Replace("<mail>", mail.Id.ToString(), StringComparison.Ordinal);
        return Site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync(statements));
    }

    protected async Task<int> ReadAsync()
    {
        var count = 0;
        await Site.RunAsync<ReportMailbox>(async mailbox => count = await mailbox.ReadAsync(CancellationToken.None));
        return count;
    }

    protected async Task<bool> TryAgainAsync(string item)
    {
        var isDone = false;
        await Site.RunAsync<ReportMailbox>(async mailbox => isDone = await mailbox.TryAgainAsync(item, CancellationToken.None));
        return isDone;
    }

    protected Task<List<string>> ParkedAsync(string queue) =>
        Site.InDatabaseAsync(db => db.ParkedItems.Where(p => p.Queue == queue).OrderBy(p => p.Id).Select(p => p.Item).ToListAsync());

    protected Task<QueueRun?> RunAsync() =>
        Site.InDatabaseAsync(db => db.QueueRuns.AsNoTracking().SingleOrDefaultAsync(r => r.Queue == QueueNames.Mailbox));

    protected Task<MailStatus> StatusAsync(OutgoingMail mail) =>
        Site.InDatabaseAsync(db => db.Mails.Where(m => m.Id == mail.Id).Select(m => m.Status).SingleAsync());

    protected Task<DateTimeOffset?> StoppedAtAsync(OutgoingMail mail) =>
        Site.InDatabaseAsync(db => db.Users.Where(p => p.Id == mail.PersonId).Select(p => p.AlertsStoppedAt).SingleAsync());

    protected async Task<HttpStatusCode> HandInAsync(string message, bool chunked = false)
    {
        using var client = Site.NewClient();
        var bytes = Encoding.UTF8.GetBytes(message);
        using HttpContent content = chunked ? new StreamContent(new Unmeasured(bytes)) : new ByteArrayContent(bytes);
        using var request = new HttpRequestMessage(HttpMethod.Post, ReportHook.Path) { Content = content };
        request.Content.Headers.ContentType = new("message/rfc822");
        request.Headers.TransferEncodingChunked = chunked ? true : null;
        request.Headers.TryAddWithoutValidation("X-Hook-Secret", SmtpSite.HookSecret);
        return (await client.SendAsync(request)).StatusCode;
    }

    protected LinkTokens Links => Site.Services.GetRequiredService<LinkTokens>();

    protected string Unsubscription(OutgoingMail mail)
    {
        var token = Links.Make(LinkPurpose.Unsubscribe, mail.PersonId!.Value);
        return $"From: {mail.ToAddress}\r\nTo: alerts@example.org\r\nSubject: unsubscribe {token}\r\n\r\n";
    }

    protected string Address(OutgoingMail mail) => new BounceAddress(Links.Keys).Make(mail.Id, "bounces.example.org");

    protected string Bounce(OutgoingMail mail, string diagnostic) =>
        $"""
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

    protected string Plain(OutgoingMail mail, string text) =>
        $"From: MAILER-DAEMON@mx.example.net\r\nTo: {Address(mail)}\r\nSubject: Undelivered\r\nContent-Type: text/plain; charset=utf-8\r\n"
        + "Content-Transfer-Encoding: base64\r\n\r\n"
        + Convert.ToBase64String(Encoding.UTF8.GetBytes(text), Base64FormattingOptions.InsertLineBreaks)
        + "\r\n";

    /// <summary>A body of which nobody knows beforehand how long it is.</summary>
    private sealed class Unmeasured(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    public sealed class MailboxSite : TestSupport.Site
    {
        public ScriptedImapServer Server { get; } = new();

        public FakeTimeProvider Clock { get; } = new(TimeProvider.System.GetUtcNow());

        /// <summary>Breaks off where a test says so.</summary>
        internal BrokenCommits Commits { get; } = new();

        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [
                new("Mail:Bounces:Domain", "bounces.example.org"),
                new("Mail:Hook:Secret", SmtpSite.HookSecret),
                new("Mail:Mailbox:Host", "127.0.0.1"),
                new("Mail:Mailbox:Port", $"{Server.Port}"),
                new("Mail:Mailbox:Security", "None"),
                new("Mail:Mailbox:User", Server.User),
                new("Mail:Mailbox:Password", Server.Password),
            ];

        // No job reads beside the test.
        protected override void Change(IServiceCollection services) =>
            services
                .RemoveAll<IHostedService>()
                .AddSingleton<TimeProvider>(Clock)
                .ConfigureDbContext<MatchmakingDb>(options => options.AddInterceptors(Commits));

        /// <summary>As if nothing had arrived yet, and nobody had broken anything.</summary>
        public async ValueTask EmptyAsync()
        {
            Server.Empty();
            Commits.Next = null;
            Services.GetRequiredService<MailboxPauses>().Worked();
            await AsOwnerAsync(db =>
                db.Database.ExecuteSqlRawAsync(
                    """
                    DROP FUNCTION IF EXISTS poison CASCADE;
                    TRUNCATE mailbox_positions, parked_items, queue_runs, mail_suppressions, mail_events, incoming_letters, inbox_items
                        CASCADE;
                    """
                )
            );
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            await Server.DisposeAsync();
        }
    }
}
