using System.Net;
using Matchmaking.Web.Mail.Records;
using Matchmaking.Web.Queues;
using Microsoft.EntityFrameworkCore;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>
/// Everything in a report is its writer's, but the signature on a return address of ours. Without it a report changes nothing.
/// </summary>
public sealed class ForgedReportTests(MailboxTest.MailboxSite site) : MailboxTest(site)
{
    private const string QQ = "550 Mailbox not found. https://service.mail.qq.com/detail/122/169",
        Postfix = "550 5.1.1 no such user";

    [Theory]
    [InlineData("report", QQ)]
    [InlineData("report", Postfix)]
    [InlineData("returned return path", Postfix)]
    [InlineData("plain", "退信原因：550 收件人邮箱不存在")]
    [InlineData("plain", "Remote server said: 550 5.1.1 user unknown")]
    [InlineData("complaint", "abuse")]
    public async Task What_only_names_a_mail_of_ours_changes_nothing_and_is_left_to_be_read(string form, string words)
    {
        var mail = await AcceptedAsync();
        // Whoever guesses the shape of a return address does not guess its signature.
        string[] addresses =
        [
            "alerts@example.org",
            $"bounce+{mail.Id:N}-0123456789@bounces.example.org",
            $"bounce+{mail.Id:N}@bounces.example.org",
        ];

        foreach (var address in addresses)
        {
            var uid = Server.Add(Message(form, mail, words, address));
            Assert.Equal(1, await ReadAsync());
            // Without a report's form it is a letter, which waits at the desk and not in the mailbox.
            var isLetter = form == "plain";
            Assert.Equal(isLetter, Server.IsSeen(uid));
            Assert.Equal(
                isLetter ? HttpStatusCode.NoContent : HttpStatusCode.UnprocessableEntity,
                await HandInAsync(Message(form, mail, words, address))
            );
        }

        Assert.Equal((MailStatus.Accepted, null), (await StatusAsync(mail), await StoppedAtAsync(mail)));
        Assert.False(await Site.InDatabaseAsync(db => db.MailSuppressions.AnyAsync()));
        Assert.False(await Site.InDatabaseAsync(db => db.MailEvents.AnyAsync(e => e.MailId == mail.Id)));
        Assert.Empty(await ParkedAsync(QueueNames.Mailbox));
    }

    [Theory]
    [InlineData("report", QQ, SuppressionCause.ReportedBounce)]
    [InlineData("report", Postfix, SuppressionCause.ReportedBounce)]
    [InlineData("returned return path", Postfix, SuppressionCause.ReportedBounce)]
    [InlineData("plain", "退信原因：550 收件人邮箱不存在", SuppressionCause.ReportedBounce)]
    [InlineData("plain", "Remote server said: 550 5.1.1 user unknown", SuppressionCause.ReportedBounce)]
    [InlineData("complaint", "abuse", SuppressionCause.Complaint)]
    public async Task The_same_with_our_signature_is_believed(string form, string words, SuppressionCause cause)
    {
        var (mail, other) = (await AcceptedAsync(), await AcceptedAsync());

        var uid = Server.Add(Message(form, mail, words, Address(mail)));
        Assert.Equal(1, await ReadAsync());
        Assert.True(Server.IsSeen(uid));
        Assert.Equal(HttpStatusCode.NoContent, await HandInAsync(Message(form, other, words, Address(other))));

        Assert.Equal(
            new[] { (mail.ToAddress, cause), (other.ToAddress, cause) }.Order(),
            (await Site.InDatabaseAsync(db => db.MailSuppressions.Select(s => new { s.Address, s.Cause }).ToListAsync()))
                .Select(s => (s.Address, s.Cause))
                .Order()
        );
    }

    [Fact]
    public async Task A_report_about_a_mail_that_is_none_of_ours_is_done_with()
    {
        var mail = await AcceptedAsync();
        var strange = Message("report", mail, Postfix, "alerts@example.org")
            .Replace($"{mail.Id:N}", "20260301083102.4A2B1", StringComparison.Ordinal);

        var uid = Server.Add(strange);
        await ReadAsync();

        Assert.True(Server.IsSeen(uid));
        Assert.Equal(MailStatus.Accepted, await StatusAsync(mail));
    }

    /// <summary>A message that says by every sign but the signature that it is about the mail.</summary>
    private static string Message(string form, OutgoingMail mail, string words, string address)
    {
        var head =
            "Return-Path: <>\nFrom: MAILER-DAEMON@mx.example.net\nMIME-Version: 1.0\n"
            + $"To: {(form is "returned return path" or "complaint" ? "alerts@example.org" : address)}\n";
        var returned = form == "returned return path" ? $"Return-Path: <{address}>\n" : "";
        var original = $"{returned}Message-ID: <{mail.Id:N}@example.org>\nTo: {mail.ToAddress}\nSubject: {mail.Subject}\n";
        string Parts(string type, string machine) =>
            $"""
                {head}Subject: Undelivered
                Content-Type: multipart/report; report-type={type}; boundary="b"

                --b
                Content-Type: message/{type}

                {machine}
                --b
                Content-Type: message/rfc822

                {original}
                text
                --b--
                """;
        var message = form switch
        {
            "plain" => $"{head}Subject: =?utf-8?B?57O757uf6YCA5L+h?=\nX-Failed-Recipients: {mail.ToAddress}\n"
                + $"In-Reply-To: <{mail.Id:N}@example.org>\n"
                + "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
                + $"{Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes(words))}\n",
            "complaint" => Parts(
                "feedback-report",
                $"Feedback-Type: {words}\nVersion: 1\nOriginal-Mail-From: <{address}>\nOriginal-Rcpt-To: {mail.ToAddress}\n"
            ),
            _ => Parts(
                "delivery-status",
                "Reporting-MTA: dns; mx.example.net\n\n"
                    + $"Final-Recipient: rfc822; {mail.ToAddress}\nAction: failed\nStatus: 5.1.1\nDiagnostic-Code: smtp; {words}\n"
            ),
        };
        return message.ReplaceLineEndings("\r\n");
    }
}
