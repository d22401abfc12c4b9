using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;
using Matchmaking.Web.Tests.Architecture;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>Messages as they come to our mailbox, and what each is.</summary>
public sealed class ReportReaderTests
{
    private const string Folder = "tests/Matchmaking.Web.Tests/Mail/Incoming/Messages";
    private const string Token = "AQGVUAAAAHAAgAAAAAAAACoBcDeFgHiJkLmNoPqRsT-_";
    private static readonly Guid Mail = Guid.Parse("01955000-0000-7000-8000-00000000002a");
    private static readonly OriginalMail Proven = new(Mail, true, null);
    private static readonly ReportReader Reader = new(
        new BounceAddress(new Dictionary<int, byte[]> { [1] = [.. Enumerable.Repeat((byte)7, 32)] }),
        new SmtpReplyTable(),
        new ProviderRegister(Options.Create(new ProvidersSettings()))
    );

    [Theory]
    [InlineData("qq-mailbox-not-found", typeof(DeliveryFailure))]
    [InlineData("qq-too-fast", typeof(DeliveryFailure))]
    [InlineData("two-recipients", typeof(DeliveryFailure))]
    [InlineData("returned-return-path", typeof(DeliveryFailure))]
    [InlineData("unknown-original", typeof(DeliveryFailure))]
    [InlineData("forged-address", typeof(DeliveryFailure))]
    [InlineData("qq-plain", typeof(DeliveryFailure))]
    [InlineData("qq-html-full", typeof(DeliveryFailure))]
    [InlineData("163-gbk", typeof(DeliveryFailure))]
    [InlineData("netease-blacklist", typeof(DeliveryFailure))]
    [InlineData("old-server", typeof(DeliveryFailure))]
    [InlineData("nothing-said", typeof(DeliveryFailure))]
    [InlineData("delay", typeof(DeliveryDelay))]
    [InlineData("plain-delay", typeof(DeliveryDelay))]
    [InlineData("complaint", typeof(Complaint))]
    [InlineData("complaint-redacted", typeof(Complaint))]
    [InlineData("unsubscribe-subject", typeof(UnsubscribeRequest))]
    [InlineData("unsubscribe-address", typeof(UnsubscribeRequest))]
    [InlineData("unsubscribe-folded-address", typeof(UnsubscribeRequest))]
    [InlineData("out-of-office", typeof(AutomaticReply))]
    [InlineData("out-of-office-subject-only", typeof(AutomaticReply))]
    [InlineData("read-receipt", typeof(AutomaticReply))]
    [InlineData("delivered", typeof(AutomaticReply))]
    [InlineData("not-spam", typeof(AutomaticReply))]
    [InlineData("canary", typeof(Canary))]
    [InlineData("letter", typeof(ForPerson))]
    [InlineData("letter-to-return-address", typeof(ForPerson))]
    [InlineData("bounce-without-mail", typeof(ForPerson))]
    [InlineData("forwarded-bounce", typeof(ForPerson))]
    [InlineData("auth-failure", typeof(ForPerson))]
    public void A_message_is_what_it_is(string message, Type what) => Assert.IsType(what, Read(message));

    [Fact]
    public void Every_message_of_the_folder_is_in_the_list_above()
    {
        var listed = typeof(ReportReaderTests)
            .GetMethod(nameof(A_message_is_what_it_is))!
            .GetCustomAttributes(typeof(InlineDataAttribute), false)
            .Cast<InlineDataAttribute>()
            .Select(data => data.Data[0] + ".eml");

        Assert.Equal(
            Source.Files(Folder, ".eml").Select(file => Path.GetFileName(file.Name)).Order(StringComparer.Ordinal),
            listed.Order(StringComparer.Ordinal)
        );
    }

    [Theory]
    [InlineData("qq-mailbox-not-found", "wang@qq.com", 550, SmtpReplyClass.HardBounce)]
    [InlineData("qq-too-fast", "li@company.cn", 550, SmtpReplyClass.RateLimited)]
    [InlineData("returned-return-path", "zhang@163.com", 550, SmtpReplyClass.HardBounceAfterTwo)]
    [InlineData("delay", "wang@qq.com", 400, SmtpReplyClass.Transient)]
    [InlineData("qq-plain", null, 550, SmtpReplyClass.HardBounce)]
    [InlineData("qq-html-full", null, 0, SmtpReplyClass.SoftBounce)]
    [InlineData("163-gbk", null, 550, SmtpReplyClass.HardBounceAfterTwo)]
    [InlineData("netease-blacklist", null, 0, SmtpReplyClass.RefusedByRecipient)]
    [InlineData("old-server", null, 550, SmtpReplyClass.HardBounce)]
    [InlineData("nothing-said", null, 0, SmtpReplyClass.Failed)]
    public void A_bounce_tells_the_mail_the_recipient_and_the_reason(string message, string? address, int code, SmtpReplyClass meaning)
    {
        var (original, recipients) = Bounce(message);
        var recipient = Assert.Single(recipients);

        Assert.Equal((Mail, true), (original.MailId, original.IsProven));
        Assert.Equal((address, code, meaning), (recipient.Address, recipient.Code, recipient.Answer.Class));
    }

    [Fact]
    public void A_standard_report_keeps_the_words_and_the_server()
    {
        var (original, recipients) = Bounce("qq-mailbox-not-found");
        var recipient = Assert.Single(recipients);

        Assert.Equal("0195500000007000800000000000002a@example.az", original.MessageId);
        Assert.Equal(("5.0.0", "mx3.qq.com"), (recipient.Status, recipient.RemoteServer));
        Assert.Equal("550 Mailbox not found. https://service.mail.qq.com/detail/122/169", recipient.Diagnostic);
    }

    [Fact]
    public void Of_several_recipients_only_those_that_failed_count_each_with_its_own_reason()
    {
        var (original, recipients) = Bounce("two-recipients");

        Assert.Equal(
            [("gone@gmail.com", SmtpReplyClass.HardBounce), ("Full@example.org", SmtpReplyClass.SoftBounce)],
            recipients.Select(recipient => (recipient.Address, recipient.Answer.Class))
        );
        // Only the returned headers tell the mail, and they are not signed.
        Assert.Equal((Mail, false), (original.MailId, original.IsProven));
    }

    [Theory]
    [InlineData("unknown-original")]
    [InlineData("forged-address")]
    public void A_mail_that_the_report_does_not_prove_stays_unknown(string message) =>
        Assert.Equal(new OriginalMail(null, false, "not-ours@elsewhere.example"), Bounce(message).Original);

    [Fact]
    public void A_complaint_tells_the_mail_and_where_it_can_the_recipient()
    {
        var full = Assert.IsType<Complaint>(Read("complaint"));
        var redacted = Assert.IsType<Complaint>(Read("complaint-redacted"));

        Assert.Equal((Mail, "wang@qq.com", "abuse"), (full.Original.MailId, full.Recipient, full.Type));
        Assert.Equal((Mail, true, null), (redacted.Original.MailId, redacted.Original.IsProven, redacted.Recipient));
    }

    [Theory]
    [InlineData("unsubscribe-subject")]
    [InlineData("unsubscribe-address")]
    [InlineData("unsubscribe-folded-address")]
    public void An_unsubscription_carries_the_token_letter_by_letter(string message) =>
        Assert.Equal(new UnsubscribeRequest(Token), Read(message));

    [Theory]
    [InlineData("Delivered-To")]
    [InlineData("X-Original-To")]
    [InlineData("Envelope-To")]
    public void The_return_address_is_found_wherever_the_server_writes_it_down(string header)
    {
        using var message = Load("qq-plain");
        var address = message.To.Mailboxes.Single().Address;
        message.To.Clear();
        message.To.Add(new MailboxAddress("", "somebody@example.az"));
        message.Headers.Add(header, address);

        Assert.Equal(Proven, Assert.IsType<DeliveryFailure>(Reader.Read(message)).Original);
    }

    [Theory]
    [InlineData("550 Mailbox not found", 550, "Mailbox not found")]
    [InlineData("550-5.1.1 no such user 550 5.1.1 really", 550, "5.1.1 no such user 550 5.1.1 really")]
    [InlineData("host mx3.qq.com[203.0.113.9] said: 421 busy", 421, "busy")]
    [InlineData("<<< 554 5.7.1 no", 554, "5.7.1 no")]
    [InlineData("The response was: 452 full", 452, "full")]
    [InlineData("失败原因：550 User not found", 550, "User not found")]
    [InlineData("connect to mx.example[192.0.2.1]:465 timed out", 0, "connect to mx.example[192.0.2.1]:465 timed out")]
    [InlineData("the message of 512 kilobytes is too large", 0, "the message of 512 kilobytes is too large")]
    [InlineData("", 0, "")]
    public void A_reply_code_is_told_from_other_numbers(string text, int code, string words) =>
        Assert.Equal((code, words), DeliveryReports.Reply(text));

    [Fact]
    public void An_empty_message_is_left_for_a_person()
    {
        using var message = new MimeMessage();

        Assert.IsType<ForPerson>(Reader.Read(message));
    }

    private static (OriginalMail Original, IReadOnlyList<ReportedRecipient> Recipients) Bounce(string message) =>
        Read(message) switch
        {
            DeliveryFailure failure => (failure.Original, failure.Recipients),
            DeliveryDelay delay => (delay.Original, delay.Recipients),
            var other => throw new InvalidOperationException($"{message} was read as {other}."),
        };

    private static IncomingReport Read(string message)
    {
        using var loaded = Load(message);
        return Reader.Read(loaded);
    }

    private static MimeMessage Load(string message) => MimeMessage.Load(Path.Combine(Source.Root, Folder, message + ".eml"));
}
