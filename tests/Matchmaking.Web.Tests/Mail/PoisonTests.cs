using Matchmaking.TestSupport.MailServers;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Mail.Sending;
using Matchmaking.Web.Queues;
using Matchmaking.Web.Startup;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mail;

/// <summary>A mail that nobody can read, write or address: it holds up no other, and ends.</summary>
public sealed class PoisonTests(PoisonTests.SiteWithTemplate site) : IClassFixture<PoisonTests.SiteWithTemplate>
{
    public sealed class SiteWithTemplate : SmtpSite
    {
        protected override void Change(IServiceCollection services) => services.AddScoped<IMailTemplate, Touchy>();
    }

    /// <summary>Fails as the row tells it to.</summary>
    public sealed class Touchy : IMailTemplate
    {
        public const string MailKind = "test.touchy";

        public string Kind => MailKind;

        public Task PrepareAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancel) =>
            mails.Any(mail => mail.Data.ContainsKey("prepare")) ? throw new InvalidOperationException("prepare") : Task.CompletedTask;

        public Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel) =>
            mail.Data.ContainsKey("write")
                ? throw new InvalidOperationException("write")
                : Task.FromResult<MailContent?>(new("A subject", new MailBody(text).Paragraph("A line")));

        public IEnumerable<MailSample> Samples(Text text) => [];
    }

    [Theory]
    [InlineData("prepare", "prepare")]
    [InlineData("write", "write")]
    [InlineData("row", "JsonException")]
    [InlineData("address", "Exception")]
    public async Task It_is_tried_three_times_alone_and_then_given_up_with_its_reason(string what, string said)
    {
        var person = await site.People.InvestorAsync();
        var bad = Rows.MailTo(
            what == "address" ? "no address <" : $"bad-{what}@poison.example",
            person,
            kind: Touchy.MailKind,
            data: new() { [what] = "" }
        );
        OutgoingMail[] good =
        [
            .. Enumerable.Range(0, 5).Select(i => Rows.MailTo($"good-{what}-{i}@poison.example", person, kind: Touchy.MailKind)),
        ];
        var stop = new MailStop { At = TimeProvider.System.GetUtcNow(), Reason = "test" };
        await site.InDatabaseAsync(db =>
        {
            db.MailStops.Add(stop);
            return db.SaveChangesAsync();
        });
        await site.InDatabaseAsync(db =>
        {
            db.Mails.AddRange([bad, .. good]);
            return db.SaveChangesAsync();
        });
        if (what == "row")
            await site.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE mails SET data = '[1]' WHERE id = {bad.Id}"));
        await site.AsOwnerAsync(db => db.MailStops.ExecuteDeleteAsync());
        site.Wake();

        foreach (var mail in good)
            await site.UntilAsync(mail, MailStatus.Accepted);
        for (var tries = 1; tries <= 2; tries++)
        {
            var number = tries;
            await Rows.UntilAsync(async () => (await site.EventsAsync(bad)).Count == number, "a try is written down");
            Assert.Equal(MailStatus.Deferred, (await site.RowAsync(bad)).Status);
            await site.DueNowAsync(bad);
        }
        var row = await site.UntilAsync(bad, MailStatus.Failed);

        Assert.Contains(said, row.LastReply, StringComparison.Ordinal);
        Assert.Equal([MailEventKind.NotWritten, MailEventKind.NotWritten, MailEventKind.NotWritten], await site.EventsAsync(bad));
        Assert.Equal(1, await ParkedAsync(bad));
        Assert.All(good, mail => Assert.Single(site.Server.Messages, m => m.Recipients.Contains(mail.ToAddress)));
        // Repaired, it goes out when the desk says so, and is parked no longer.
        await site.InDatabaseAsync(db =>
            db.Database.ExecuteSqlAsync(
                $"UPDATE mails SET data = '{{}}', to_address = {"repaired-" + what + "@poison.example"} WHERE id = {bad.Id}"
            )
        );
        await site.RunAsync<DeskMails>(async desk => Assert.True(await desk.RetryAsync(bad.Id, person.Id, CancellationToken.None)));
        site.Wake();
        await site.UntilAsync(bad, MailStatus.Accepted);
        Assert.Equal(0, await ParkedAsync(bad));
    }

    [Fact]
    public async Task Its_page_can_be_opened_by_the_desk()
    {
        var mail = Rows.MailTo("unreadable@poison.example", await site.People.InvestorAsync());
        mail.NotBefore = mail.CreatedAt.AddDays(1);
        await site.AddMailsAsync(mail);
        await site.InDatabaseAsync(db => db.Database.ExecuteSqlAsync($"UPDATE mails SET data = '[1]' WHERE id = {mail.Id}"));
        var staff = await site.People.SignInAsync(await site.People.StaffAsync());

        Assert.Contains("unreadable@poison.example", (await staff.OpenAsync($"/desk/mail/{mail.Id}")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_title_that_is_cut_in_the_middle_of_a_character_and_an_answer_like_it_are_written_down()
    {
        var title = "{places}{places}{places}" + new string('x', 42) + "😀";
        site.Server.Script = step =>
            step.Command == SmtpCommand.EndOfData
                ? SmtpAnswer.Say(250, string.Concat(Enumerable.Repeat("a ", 499)) + "a😀")
                : SmtpAnswer.GoOn;
        var investor = await site.People.InvestorAsync(domain: "cut.example");
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["heal.rnd"], []));
        await site.PublishAsync(o =>
            (o.Sector, o.Subsector, o.Title, o.Places) = (
                "heal",
                "heal.rnd",
                new(title, title, title),
                ["BAK", "AZ-SM", "AZ-GA", "AZ-MI", "AZ-SA", "AZ-LA"]
            )
        );

        await Rows.UntilAsync(
            () => site.InDatabaseAsync(db => db.Mails.AnyAsync(m => m.PersonId == investor.Id && m.Status == MailStatus.Accepted)),
            "the alert is accepted"
        );

        site.Server.Script = null;
        Assert.Single(site.Server.Messages, m => m.Recipients.Contains(investor.Email!));
        Assert.StartsWith(
            "a a a",
            await site.InDatabaseAsync(db => db.Mails.Where(m => m.PersonId == investor.Id).Select(m => m.LastReply).SingleAsync()),
            StringComparison.Ordinal
        );
        // Its own outcome was written down a moment ago, or is the next thing that is.
        await Rows.UntilAsync(
            () => Task.FromResult(site.Services.GetRequiredService<MailLedger>().WaitingSince is null),
            "nothing waits for the ledger"
        );
    }

    private Task<int> ParkedAsync(OutgoingMail mail) =>
        site.InDatabaseAsync(db => db.ParkedItems.CountAsync(p => p.Queue == QueueNames.Mails && p.Item == mail.Id.ToString()));
}

/// <summary>A node that is ended and started again on one database, with one mail server.</summary>
public sealed class PoisonRestartTests(LedgerTests.SiteWithoutLoop site) : IClassFixture<LedgerTests.SiteWithoutLoop>
{
    private sealed class Node(string database, ScriptedSmtpServer server) : Site(database)
    {
        protected override IEnumerable<KeyValuePair<string, string?>> Settings =>
            [new("Mail:Smtp:Host", "127.0.0.1"), new("Mail:Smtp:Port", $"{server.Port}"), new("Mail:Smtp:Security", "None")];
    }

    [Fact]
    public async Task What_the_database_refuses_of_one_mail_holds_up_no_other_and_sends_it_no_second_time()
    {
        await using var server = new ScriptedSmtpServer
        {
            Script = step =>
                step.Command == SmtpCommand.EndOfData && step.Envelope.Recipients[0].StartsWith("words", StringComparison.Ordinal)
                    ? SmtpAnswer.Say(250, "2.0.0 unbearable words")
                    : SmtpAnswer.GoOn,
        };
        await site.AsOwnerAsync(db =>
            db.Database.ExecuteSqlRawAsync(
                """
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
                    IF NEW.last_reply LIKE '%unbearable%' OR (NEW.status = 'Accepted' AND NEW.to_address LIKE 'refused%')
                        THEN RAISE EXCEPTION 'not this row'; END IF;
                    RETURN NEW;
                END $$;
                CREATE TRIGGER refuse BEFORE UPDATE ON mails FOR EACH ROW EXECUTE FUNCTION refuse();
                """
            )
        );
        var person = await site.People.InvestorAsync();
        var (refused, words) = (Rows.MailTo("refused@restart.example", person), Rows.MailTo("words@restart.example", person));
        OutgoingMail[] good = [.. Enumerable.Range(0, 20).Select(i => Rows.MailTo($"good{i}@restart.example", person))];
        await site.InDatabaseAsync(db =>
        {
            db.Mails.AddRange([refused, words, .. good]);
            return db.SaveChangesAsync();
        });

        await using (var first = new Node(site.Database, server))
        {
            await first.InitializeAsync();
            foreach (var mail in (OutgoingMail[])[words, .. good])
                await site.UntilAsync(mail, MailStatus.Accepted);
            await Rows.UntilAsync(
                () =>
                    site.InDatabaseAsync(db =>
                        db.ParkedItems.AnyAsync(p => p.Queue == QueueNames.Ledger && p.Item == refused.Id.ToString())
                    ),
                "it is parked"
            );
            Assert.Null((await site.RowAsync(words)).LastReply);
            Assert.Null(first.Services.GetRequiredService<MailLedger>().WaitingSince);
        }
        await using (var second = new Node(site.Database, server))
        {
            await second.InitializeAsync();
            var later = Rows.MailTo("later@restart.example", person);
            await site.InDatabaseAsync(db =>
            {
                db.Mails.Add(later);
                return db.SaveChangesAsync();
            });
            await site.UntilAsync(later, MailStatus.Accepted);
            // The second one takes over what the first has left, and ends what nobody can say anything about.
            await second.Services.GetRequiredService<MailQueue>().RecoverAsync(CancellationToken.None);
            await second.Services.GetRequiredService<MailQueue>().EndParkedAsync(CancellationToken.None);
            Assert.Equal(MailStatus.Failed, (await site.UntilAsync(refused, MailStatus.Failed)).Status);
        }
        // A canary may have flown meanwhile.
        Assert.Equal(23, server.Messages.Count(m => m.Recipients[0].EndsWith("@restart.example", StringComparison.Ordinal)));
        Assert.Single(server.Messages, m => m.Recipients.Contains(refused.ToAddress));
    }
}
