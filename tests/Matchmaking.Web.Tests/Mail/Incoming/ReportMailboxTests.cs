using System.Net;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>The mailbox and the hook, with messages among the others that cannot be dealt with.</summary>
public sealed class ReportMailboxTests(MailboxTest.MailboxSite site) : MailboxTest(site)
{
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
        Assert.All((uint[])[poison, notHandedOut, unreadable], uid => Assert.False(Server.IsSeen(uid)));
        // Letters wait in the inbox now.
        Assert.All((uint[])[large, letter, unsubscription], uid => Assert.True(Server.IsSeen(uid)));
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
        Assert.Equal(2, await Site.InDatabaseAsync(db => db.ParkedItems.Where(p => p.Item == item).Select(p => p.Times).SingleAsync()));
        await Site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER poison ON mails"));
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
        Assert.Contains(
            Assert.Single(await ParkedAsync(QueueNames.Mailbox), other => other != item),
            "1/2 Undelivered",
            StringComparison.Ordinal
        );
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
        await Site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER poison ON mails"));

        Assert.Equal(1, await ReadAsync());
        Assert.Equal(MailStatus.Failed, await StatusAsync(mail));
    }

    /// <summary>Text that a database or an encoder refuses, wherever a report may have it.</summary>
    [Fact]
    public async Task Hostile_text_stops_neither_the_mailbox_nor_the_hook()
    {
        string[] hostile =
        [
            "550 5.1.1 no such\0 user",
            "550 5.1.1 \uFFFE\uFDD0\u200B\u202E{about}",
            $"550 5.1.1 no such user {new string('x', 870)}{string.Concat(Enumerable.Repeat("😀", 40))}",
            $"550 5.1.1 {new string('x', 899)}😀",
            $"550 5.1.1 {string.Concat(Enumerable.Repeat("𠮷", 600))}",
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
        Assert.Empty(await Site.InDatabaseAsync(db => db.ParkedItems.ToListAsync()));
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
        await Site.AsOwnerAsync(db => db.Database.ExecuteSqlRawAsync("DROP TRIGGER poison ON mails"));
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

        var right = isLong ? HttpStatusCode.RequestEntityTooLarge : HttpStatusCode.NoContent;
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

        for (var minute = 0; minute < 40; minute++, Site.Clock.Advance(TimeSpan.FromMinutes(1)))
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
        Site.Clock.Advance(TimeSpan.FromMinutes(15));
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
}
