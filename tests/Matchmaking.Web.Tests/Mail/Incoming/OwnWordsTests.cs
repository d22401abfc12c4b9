using System.Text;
using Matchmaking.Web.Mail.Incoming;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;
using Microsoft.Extensions.Options;
using MimeKit;

namespace Matchmaking.Web.Tests.Mail.Incoming;

/// <summary>
/// What decides about a message that comes to a return address: who sent it, its headers, and its sender's words; never ours, and never
/// words of people. Nothing but a server's own "later" for a reason that is known makes a mail go out a second time.
/// </summary>
public sealed class OwnWordsTests
{
    private const string Address = "bounce+0195500000007000800000000000002a-5f61772ddb@example.az";
    private static readonly ReportReader Reader = new(
        new BounceAddress(new Dictionary<int, byte[]> { [1] = [.. Enumerable.Repeat((byte)7, 32)] }),
        new SmtpReplyTable(),
        new ProviderRegister(Options.Create(new ProvidersSettings()))
    );

    /// <summary>Titles with every word that a rule looks for.</summary>
    public static TheoryData<string> OwnSubjects { get; } =
    [
        "新投资机会：跨境电商退件处理中心",
        "New opportunity: Delayed coking unit",
        "新投资机会：延迟焦化装置",
        "Yeni imkan: Gecikən layihə, çatdırılmadı",
        "新投資機會：延遲焦化與退信處理，無法投遞",
        "New opportunity: Out of Office delivery failure notice, undeliverable and returned mail",
        "Automatic reply kiosks 自动回复",
        "Новая возможность: задержка, не доставлено",
    ];

    [Theory]
    [MemberData(nameof(OwnSubjects))]
    public void Our_own_subject_decides_nothing(string own)
    {
        Assert.IsType<AutomaticReply>(Read(own, "自动回复: " + own, "wang@qq.com", "<>", "我在休假。", "Auto-Submitted: auto-replied"));
        Assert.IsType<AutomaticReply>(Read(own, "自动回复: " + own, "wang@qq.com", "<>", "我在休假。\n> " + own));
        Assert.IsType<ForPerson>(Read(own, "Re: " + own, "wang@qq.com", "<wang@qq.com>", "好的"));
        Assert.IsType<ForPerson>(Read(own, "回复：" + own, "wang@qq.com", "<>", "好的\n" + own));
        Assert.IsType<DeliveryDelay>(
            Read(own, "Warning: message delayed 4 hours: " + own, "MAILER-DAEMON@old.example", "<>", "It is still tried.")
        );
        string[] texts =
        [
            "550 5.1.1 no such user",
            $"{own}\n\nReason: 550 5.1.1 no such user",
            $"550 5.1.1 no such user\n\n--- Original message ---\n{own}",
        ];
        foreach (
            var subject in (string[])["Undeliverable: " + own, "系统退信/" + own, own, "Undeliverable: " + own[..(own.Length - 3)] + "…"]
        )
        foreach (var text in texts)
        {
            var failure = Assert.IsType<DeliveryFailure>(Read(own, subject, "postmaster@company.cn", "<>", text));
            Assert.Equal(SmtpReplyClass.HardBounce, Assert.Single(failure.Recipients).Answer.Class);
        }
    }

    [Fact]
    public void Without_our_words_a_delay_of_which_the_server_speaks_is_still_one()
    {
        const string own = "New opportunity: Delayed coking unit";

        Assert.IsType<DeliveryDelay>(Read(own, "Delivery delayed: " + own, "postmaster@company.cn", "<>", "451 busy"));
    }

    [Theory]
    [InlineData("Out of Office: Delivery failed …", "wang@company.cn", "<>")]
    [InlineData("Out of office Re: delivery failure notice", "wang@company.cn", null)]
    [InlineData("自動回覆：退信", "wang@company.tw", "<>")]
    [InlineData("Автоответ: доставка отложена", "ivanov@company.ru", "<>")]
    public void An_automatic_reply_is_ignored_whatever_it_says(string subject, string from, string? returnPath) =>
        Assert.IsType<AutomaticReply>(Read(null, subject, from, returnPath, "Delivery has failed. 550 5.1.1 no such user"));

    [Theory]
    [InlineData("Re: the delivery of the machines failed", "<wang@company.cn>")]
    [InlineData("Delivery failed again", "<wang@company.cn>")]
    [InlineData("Delivery failed again", null)]
    [InlineData("退信了吗", "<wang@company.cn>")]
    public void A_persons_answer_is_left_for_a_person_whatever_it_says(string subject, string? returnPath) =>
        Assert.IsType<ForPerson>(
            Read(null, subject, "wang@company.cn", returnPath, "Mail delivery failed: 550 5.1.1 no such user. Delayed.")
        );

    [Theory]
    [InlineData("MAILER-DAEMON@mail.ru", "Недоставленное сообщение", "К сожалению, ваше письмо не принято получателем.")]
    [InlineData("postmaster@firma.example", "Ihre Nachricht", "Der Empfänger nahm sie nicht an.")]
    [InlineData("Mailer-Daemon@host.example", "Mail", "")]
    [InlineData("mailer-daemon@host.example", "Mail", "451 something passing")]
    public void A_bounce_in_words_that_nobody_knows_is_final_and_suppresses_nobody(string from, string subject, string text)
    {
        var answer = Assert.Single(Assert.IsType<DeliveryFailure>(Read(null, subject, from, "<>", text)).Recipients).Answer;

        Assert.Equal((SmtpReplyClass.Failed, null, false), (answer.Class, answer.RetryAfter(1), answer.Suppresses(9)));
    }

    [Theory]
    [InlineData("MAILER-DAEMON@mail.ru", "Доставка письма задерживается", "451 busy")]
    [InlineData("MAILER-DAEMON@old.example", "Warning: could not send message for past 4 hours", "")]
    [InlineData("postmaster@company.tw", "郵件投遞延遲", "系統仍在嘗試")]
    [InlineData("mailer-daemon@old.example", "Notice", "You do not need to resend your message. It will be retried.")]
    public void A_delay_is_no_failure(string from, string subject, string text) =>
        Assert.IsType<DeliveryDelay>(Read(null, subject, from, "<>", text));

    [Fact]
    public void Exims_bounces_call_themselves_replies_and_are_bounces()
    {
        var report = Read(
            null,
            "Mail delivery failed: returning message",
            "Mailer-Daemon@exim.example",
            "<>",
            "550 5.1.1 no such user",
            "Auto-Submitted: auto-replied\r\nX-Failed-Recipients: wang@exim.example"
        );

        Assert.IsType<DeliveryFailure>(report);
    }

    [Fact]
    public void A_machine_report_of_which_nothing_is_understood_is_final()
    {
        using var message = IncomingMessage.Load(
            Encoding.UTF8.GetBytes(
                $"""
                From: MAILER-DAEMON@mail.ru
                To: {Address}
                MIME-Version: 1.0
                Content-Type: multipart/report; report-type=delivery-status; boundary="b"

                --b
                Content-Type: message/delivery-status

                Reporting-MTA: dns; mail.ru

                Final-Recipient: rfc822; wang@mail.ru
                Action: failed
                Diagnostic-Code: smtp; не принято

                --b--
                """.ReplaceLineEndings("\r\n")
            )
        );

        Assert.Equal(SmtpReplyClass.Failed, Assert.Single(Assert.IsType<DeliveryFailure>(Reader.Read(message)).Recipients).Answer.Class);
    }

    [Theory]
    [InlineData("gb18030", "系统退信", "退信原因：550 收件人邮箱不存在")]
    [InlineData("gb18030", "退信通知", "抱歉，您发给对方的邮件没有送到。\n失败原因：收件人不存在\n")]
    [InlineData("big5", "系統退信", "退信原因：收件信箱不存在，查無此使用者")]
    [InlineData("big5", "郵件無法投遞", "抱歉，您的郵件沒有送到。\n原因：550 查無此人")]
    [InlineData("utf-8", "系统退信", "收件信箱不存在，查無此使用者")]
    public void Chinese_is_read_whatever_its_charset_is_called(string charset, string subject, string text)
    {
        var encoding = Encoding.GetEncoding(charset);
        foreach (var told in (string?[])[null, "utf-8", "us-ascii", "iso-8859-1", "gb2312", "big5", "x-unknown", "windows-1252"])
        {
            var word = $"=?{told ?? "utf-8"}?B?{Convert.ToBase64String(encoding.GetBytes(subject))}?=";
            var type = $"Content-Type: text/plain{(told is null ? "" : "; charset=" + told)}\r\nContent-Transfer-Encoding: 8bit";
            foreach (var header in (byte[][])[encoding.GetBytes(subject), Encoding.ASCII.GetBytes(word)])
            {
                using var message = IncomingMessage.Load([
                    .. Encoding.ASCII.GetBytes($"Return-Path: <>\r\nFrom: system@company.cn\r\nTo: {Address}\r\nSubject: "),
                    .. header,
                    .. Encoding.ASCII.GetBytes($"\r\nMIME-Version: 1.0\r\n{type}\r\n\r\n"),
                    .. encoding.GetBytes(text),
                ]);

                var failure = Assert.IsType<DeliveryFailure>(Reader.Read(message));

                Assert.Equal((told, SmtpReplyClass.HardBounce), (told, Assert.Single(failure.Recipients).Answer.Class));
            }
        }
    }

    [Theory]
    [InlineData("iso-8859-1", "Der Empfänger für Ihre Nachricht ist unbekannt: Müller, Grüße")]
    [InlineData("koi8-r", "Сообщение не доставлено: почтовый ящик переполнен")]
    [InlineData("windows-1251", "Сообщение не доставлено: почтовый ящик переполнен")]
    [InlineData("shift_jis", "宛先のメールアドレスが見つかりません")]
    [InlineData("euc-kr", "수신자를 찾을 수 없습니다")]
    [InlineData("iso-2022-jp", "宛先のメールアドレスが見つかりません")]
    [InlineData("windows-1254", "Göndərildi: ünvan tapılmadı, şöbə")]
    public void A_charset_that_is_told_rightly_is_believed(string charset, string text)
    {
        var encoding = Encoding.GetEncoding(charset);
        // Azerbaijani's ə is missing from the Turkish charset.
        text = encoding.GetString(encoding.GetBytes(text));

        Assert.Equal(text, MailCharsets.Decode(encoding.GetBytes(text), charset));
    }

    private static IncomingReport Read(
        string? own,
        string subject,
        string from,
        string? returnPath,
        string text,
        string more = "X-Nothing: nothing"
    )
    {
        var path = returnPath is null ? "" : $"Return-Path: {returnPath}\r\n";
        var encoded = $"=?utf-8?B?{Convert.ToBase64String(Encoding.UTF8.GetBytes(subject))}?=";
        using var message = IncomingMessage.Load(
            Encoding.UTF8.GetBytes(
                $"{path}From: {from}\r\nTo: {Address}\r\nSubject: {encoded}\r\n{more}\r\nMIME-Version: 1.0\r\n"
                    + $"Content-Type: text/plain; charset=utf-8\r\n\r\n{text}\r\n"
            )
        );
        return Reader.Read(message, own);
    }
}
