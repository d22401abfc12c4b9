using System.Net;
using System.Text;
using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Desk.Mail;
using Matchmaking.Web.Mail;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Records;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>What comes back after a mail was accepted, handed in at the hook as a relay does it.</summary>
public sealed class IncomingMailHandlingTests(SmtpSite site) : IClassFixture<SmtpSite>
{
    [Fact]
    public async Task A_bounce_for_an_unknown_mailbox_suppresses_the_address_and_fails_the_mail()
    {
        var mail = await AcceptedAsync();

        Assert.Equal(HttpStatusCode.NoContent, await HandInAsync(Bounce(mail, "5.1.1", "550 5.1.1 user unknown")));
        Assert.Equal(HttpStatusCode.NoContent, await HandInAsync(Bounce(mail, "5.1.1", "550 5.1.1 user unknown")));

        Assert.Equal(MailStatus.Failed, (await RowAsync(mail)).Status);
        Assert.Equal(
            SuppressionCause.ReportedBounce,
            (await site.InDatabaseAsync(db => db.MailSuppressions.SingleAsync(s => s.Address == mail.ToAddress))).Cause
        );
        Assert.Equal(
            1,
            await site.InDatabaseAsync(db => db.MailEvents.CountAsync(e => e.MailId == mail.Id && e.Kind == MailEventKind.Bounced))
        );
    }

    [Fact]
    public async Task A_full_mailbox_gets_its_mail_again_later_and_is_not_suppressed()
    {
        var mail = await AcceptedAsync();

        await HandInAsync(Bounce(mail, "5.2.2", "552 5.2.2 mailbox full"));

        var row = await RowAsync(mail);
        Assert.Equal(MailStatus.Deferred, row.Status);
        Assert.True(row.NotBefore > TimeProvider.System.GetUtcNow().AddMinutes(5));
        Assert.False(await site.InDatabaseAsync(db => db.MailSuppressions.AnyAsync(s => s.Address == mail.ToAddress)));
    }

    [Fact]
    public async Task A_complaint_ends_everything_and_the_administrators_are_told()
    {
        var administrator = await site.People.AdministratorAsync();
        var mail = await AcceptedAsync();

        await HandInAsync(Complaint(mail));
        await HandInAsync(Complaint(mail));

        Assert.NotNull(
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == mail.PersonId).Select(p => p.AlertsStoppedAt).SingleAsync())
        );
        Assert.Equal(
            SuppressionCause.Complaint,
            (await site.InDatabaseAsync(db => db.MailSuppressions.SingleAsync(s => s.Address == mail.ToAddress))).Cause
        );
        Assert.Equal(
            1,
            await site.InDatabaseAsync(db => db.Mails.CountAsync(m => m.PersonId == administrator.Id && m.Kind == DeskNotices.Kind))
        );
    }

    [Fact]
    public async Task An_unsubscription_by_mail_is_carried_out()
    {
        var mail = await AcceptedAsync();
        var token = site.Services.GetRequiredService<LinkTokens>().Make(LinkPurpose.Unsubscribe, mail.PersonId!.Value);

        await HandInAsync($"From: {mail.ToAddress}\r\nTo: alerts@example.org\r\nSubject: unsubscribe {token}\r\n\r\n");

        var consent = await site.InDatabaseAsync(db => db.AlertConsents.SingleAsync(c => c.PersonId == mail.PersonId));
        Assert.Equal((false, "mail"), (consent.Given, consent.How));
        Assert.NotNull(
            await site.InDatabaseAsync(db => db.Users.Where(p => p.Id == mail.PersonId).Select(p => p.AlertsStoppedAt).SingleAsync())
        );
    }

    [Fact]
    public async Task A_letter_waits_in_the_inbox_and_a_forged_return_address_is_not_believed()
    {
        var mail = await AcceptedAsync();

        Assert.Equal(
            HttpStatusCode.NoContent,
            await HandInAsync("From: boss@example.com\r\nTo: alerts@example.org\r\nSubject: A question\r\n\r\nWhen can we meet?\r\n")
        );
        Assert.True(
            await site.InDatabaseAsync(db =>
                db.Set<Features.Enquiries.Letters.IncomingLetter>().AnyAsync(l => l.Address == "boss@example.com")
            )
        );
        await HandInAsync(Bounce(mail, "5.1.1", "550 5.1.1 user unknown", mac: "0123456789", messageId: "somebody-elses@example.net"));

        Assert.Equal(MailStatus.Accepted, (await RowAsync(mail)).Status);
    }

    [Theory]
    [InlineData("", HttpStatusCode.Unauthorized)]
    [InlineData("a wrong secret of some length", HttpStatusCode.Unauthorized)]
    public async Task Without_the_secret_nothing_is_taken(string secret, HttpStatusCode answer) =>
        Assert.Equal(answer, await HandInAsync("From: a@example.org\r\n\r\n", secret));

    private async Task<OutgoingMail> AcceptedAsync()
    {
        Person investor = await site.People.InvestorAsync();
        await site.AddMandateAsync(investor, m => (m.Sectors, m.Places) = (["fina.banking"], []));
        await site.PublishAsync(o => (o.Sector, o.Subsector) = ("fina", "fina.banking"));
        await site.SendMailsAsync();
        return await site.InDatabaseAsync(db =>
            db.Mails.AsNoTracking().Where(m => m.PersonId == investor.Id && m.Status == MailStatus.Accepted).FirstAsync()
        );
    }

    private Task<OutgoingMail> RowAsync(OutgoingMail mail) =>
        site.InDatabaseAsync(db => db.Mails.AsNoTracking().SingleAsync(m => m.Id == mail.Id));

    private async Task<HttpStatusCode> HandInAsync(string message, string secret = SmtpSite.HookSecret)
    {
        using var client = site.NewClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, ReportHook.Path)
        {
            Content = new ByteArrayContent(Encoding.ASCII.GetBytes(message)),
        };
        request.Content.Headers.ContentType = new("message/rfc822");
        request.Headers.TryAddWithoutValidation("X-Hook-Secret", secret);
        return (await client.SendAsync(request)).StatusCode;
    }

    private string ReturnAddress(OutgoingMail mail) =>
        new BounceAddress(site.Services.GetRequiredService<LinkTokens>().Keys).Make(mail.Id, SmtpSite.BounceDomain);

    private string Bounce(OutgoingMail mail, string status, string diagnostic, string? mac = null, string? messageId = null)
    {
        var address = ReturnAddress(mail);
        if (mac is not null)
            address = $"{address.Split('-')[0]}-{mac}@{SmtpSite.BounceDomain}";
        return $"""
            From: Mail Delivery System <MAILER-DAEMON@mx.example.net>
            To: {address}
            Subject: Undelivered Mail
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=delivery-status; boundary="b"

            --b
            Content-Type: text/plain

            It could not be delivered.

            --b
            Content-Type: message/delivery-status

            Reporting-MTA: dns; mx.example.net

            Final-Recipient: rfc822; {mail.ToAddress}
            Action: failed
            Status: {status}
            Diagnostic-Code: smtp; {diagnostic}

            --b
            Content-Type: message/rfc822-headers

            Message-ID: <{messageId ?? mail.MessageId}>

            --b--
            """.ReplaceLineEndings("\r\n");
    }

    private string Complaint(OutgoingMail mail) =>
        $"""
            From: feedback@mx.example.net
            To: alerts@example.org
            Subject: FW: complaint
            MIME-Version: 1.0
            Content-Type: multipart/report; report-type=feedback-report; boundary="b"

            --b
            Content-Type: text/plain

            A complaint.

            --b
            Content-Type: message/feedback-report

            Feedback-Type: abuse
            User-Agent: Example/1.0
            Version: 1
            Original-Mail-From: <{ReturnAddress(mail)}>

            --b
            Content-Type: message/rfc822

            From: alerts@example.org
            To: {mail.ToAddress}
            Message-ID: <{mail.MessageId}>
            Subject: An alert

            text
            --b--
            """.ReplaceLineEndings("\r\n");
}
