using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;

namespace Matchmaking.Web.Tests.Mail.Replies;

/// <summary>What servers say, and what we make of it.</summary>
public sealed class SmtpReplyTableTests
{
    private static readonly SmtpReplyTable Table = new();

    /// <summary>The row that must decide, who speaks, and what is said.</summary>
    public static TheoryData<string, ProviderGroup, int, string?, string, SmtpReplyClass> Replies { get; } =
        new()
        {
            { "accepted", ProviderGroup.Tencent, 250, null, "Ok: queued as 7", SmtpReplyClass.Accepted },
            {
                "tencent.rate",
                ProviderGroup.Tencent,
                550,
                null,
                "Domain frequency limited. https://service.mail.qq.com/…",
                SmtpReplyClass.RateLimited
            },
            { "tencent.rate", ProviderGroup.Tencent, 550, null, "Ip frequency limited", SmtpReplyClass.RateLimited },
            { "tencent.rate", ProviderGroup.Tencent, 550, null, "Connection frequency limited", SmtpReplyClass.RateLimited },
            { "tencent.rate", ProviderGroup.Tencent, 550, "5.7.1", "Sender frequency limited", SmtpReplyClass.RateLimited },
            { "tencent.busy", ProviderGroup.Tencent, 550, null, "Mailbox unavailable or access denied", SmtpReplyClass.RecipientBusy },
            {
                "tencent.refused-by-recipient",
                ProviderGroup.Tencent,
                550,
                null,
                "Mail is rejected by recipients",
                SmtpReplyClass.RefusedByRecipient
            },
            { "tencent.unauthenticated", ProviderGroup.Tencent, 550, null, "DMARC check failed", SmtpReplyClass.NotAuthenticated },
            { "tencent.content", ProviderGroup.Tencent, 550, null, "Mail content denied", SmtpReplyClass.ContentRefused },
            { "tencent.content", ProviderGroup.Tencent, 550, null, "Error: content rejected", SmtpReplyClass.ContentRefused },
            { "tencent.reputation", ProviderGroup.Tencent, 550, null, "Suspected spam sender", SmtpReplyClass.ReputationRefused },
            {
                "tencent.unknown",
                ProviderGroup.Tencent,
                550,
                null,
                "Mailbox not found. https://service.mail.qq.com/…",
                SmtpReplyClass.HardBounce
            },
            { "tencent.unknown", ProviderGroup.Tencent, 0, null, "该用户未开通QQ邮箱", SmtpReplyClass.HardBounce },
            { "tencent.syntax", ProviderGroup.Tencent, 501, null, "Bad address syntax", SmtpReplyClass.HardBounce },
            { "netease.unknown-users", ProviderGroup.NetEase, 421, null, "HL:REP 163 mx12,…", SmtpReplyClass.ReputationRefused },
            { "netease.connections", ProviderGroup.NetEase, 421, null, "HL:ICC 163 mx3", SmtpReplyClass.RateLimited },
            { "netease.frequency", ProviderGroup.NetEase, 421, null, "HL:IFC 163 mx3", SmtpReplyClass.RateLimited },
            { "netease.forged", ProviderGroup.NetEase, 421, null, "HL:MEP 163 mx3", SmtpReplyClass.NotAuthenticated },
            { "netease.per-connection", ProviderGroup.NetEase, 450, null, "MI:DMC 126 mx1", SmtpReplyClass.RateLimited },
            { "netease.quarter-hour", ProviderGroup.NetEase, 451, null, "MI:SFQ 163 smtp9", SmtpReplyClass.RateLimited },
            { "netease.try-again", ProviderGroup.NetEase, 451, null, "DT:SPM 163 mx7, please try again", SmtpReplyClass.Transient },
            { "netease.listed", ProviderGroup.NetEase, 450, null, "DT:RBL 163 mx7", SmtpReplyClass.ReputationRefused },
            { "netease.spam", ProviderGroup.NetEase, 554, null, "DT:SPM 163 mx7", SmtpReplyClass.ContentRefused },
            { "netease.blocked", ProviderGroup.NetEase, 554, null, "HL:IPB 163 mx7", SmtpReplyClass.ReputationRefused },
            { "netease.sender-differs", ProviderGroup.NetEase, 554, null, "DT:SUM 163 mx7", SmtpReplyClass.Misconfigured },
            { "netease.unknown", ProviderGroup.NetEase, 550, null, "User not found: wang@163.com", SmtpReplyClass.HardBounceAfterTwo },
            { "netease.locked", ProviderGroup.NetEase, 550, null, "User suspended", SmtpReplyClass.SoftBounce },
            { "sina.unknown", ProviderGroup.Sina, 550, null, "mailbox unavailable", SmtpReplyClass.HardBounceAfterTwo },
            { "sina.locked", ProviderGroup.Sina, 550, null, "user is locked", SmtpReplyClass.SoftBounce },
            { "sina.same-size", ProviderGroup.Sina, 552, null, "too many same size mails", SmtpReplyClass.RateLimited },
            { "sina.content", ProviderGroup.Sina, 552, null, "message rejected by anti-spam engine", SmtpReplyClass.ContentRefused },
            { "sina.blocked", ProviderGroup.Sina, 550, null, "black ip", SmtpReplyClass.ReputationRefused },
            {
                "aliyun.too-fast",
                ProviderGroup.Aliyun,
                454,
                null,
                "Transient reject by behaviour spam at DATA State",
                SmtpReplyClass.RateLimited
            },
            {
                "aliyun.behaviour",
                ProviderGroup.Aliyun,
                554,
                null,
                "Reject by behaviour spam at Rcpt State: bad sending",
                SmtpReplyClass.ReputationRefused
            },
            { "aliyun.content", ProviderGroup.Aliyun, 554, null, "Reject by content spam at DATA State", SmtpReplyClass.ContentRefused },
            {
                "aliyun.quota",
                ProviderGroup.Aliyun,
                505,
                null,
                "the total of RCPTs is achieved the maximum threshold",
                SmtpReplyClass.RateLimited
            },
            { "aliyun.unknown", ProviderGroup.Aliyun, 554, null, "RCPT (li@example.cn) dosn't exist", SmtpReplyClass.HardBounce },
            {
                "gmail.busy",
                ProviderGroup.Gmail,
                450,
                null,
                "4.2.1 The user you are trying to contact is receiving mail too quickly.",
                SmtpReplyClass.RecipientBusy
            },
            {
                "gmail.rate",
                ProviderGroup.Gmail,
                421,
                null,
                "4.7.28 Gmail has detected an unusual rate of mail",
                SmtpReplyClass.RateLimited
            },
            {
                "gmail.unauthenticated",
                ProviderGroup.Gmail,
                550,
                null,
                "5.7.26 Your email has been blocked because the sender is unauthenticated.",
                SmtpReplyClass.NotAuthenticated
            },
            {
                "gmail.reputation",
                ProviderGroup.Gmail,
                421,
                null,
                "4.7.0 suspicious due to the very low reputation of the sending domain",
                SmtpReplyClass.ReputationRefused
            },
            {
                "gmail.content",
                ProviderGroup.Gmail,
                550,
                null,
                "5.7.1 this message is likely unsolicited mail",
                SmtpReplyClass.ContentRefused
            },
            {
                "gmail.disabled",
                ProviderGroup.Gmail,
                550,
                null,
                "5.2.1 The email account that you tried to reach is inactive.",
                SmtpReplyClass.HardBounce
            },
            {
                "microsoft.blocked",
                ProviderGroup.Microsoft,
                550,
                "5.7.1",
                "messages from [192.0.2.1] weren't sent: part of their network is on our block list (S3140).",
                SmtpReplyClass.ReputationRefused
            },
            {
                "microsoft.too-fast",
                ProviderGroup.Microsoft,
                451,
                null,
                "4.7.650 The mail server has been temporarily rate limited",
                SmtpReplyClass.RateLimited
            },
            {
                "microsoft.rp",
                ProviderGroup.Microsoft,
                421,
                null,
                "RP-001 The mail server IP connecting has exceeded the rate limit",
                SmtpReplyClass.RateLimited
            },
            {
                "microsoft.unauthenticated",
                ProviderGroup.Microsoft,
                550,
                null,
                "5.7.515 Access denied, sending domain does not meet the required authentication level",
                SmtpReplyClass.NotAuthenticated
            },
            {
                "microsoft.edge",
                ProviderGroup.Microsoft,
                550,
                null,
                "5.4.1 Recipient address rejected: Access denied.",
                SmtpReplyClass.HardBounceAfterTwo
            },
            {
                "microsoft.unknown",
                ProviderGroup.Microsoft,
                550,
                null,
                "5.5.0 Requested action not taken: mailbox unavailable",
                SmtpReplyClass.HardBounce
            },
            {
                "relay.credentials",
                ProviderGroup.Others,
                535,
                null,
                "5.7.8 Authentication credentials invalid",
                SmtpReplyClass.Misconfigured
            },
            {
                "relay.sender",
                ProviderGroup.Others,
                553,
                "5.7.1",
                "<alerts@example.org>: Sender address rejected: not owned by user u",
                SmtpReplyClass.Misconfigured
            },
            { "relay.sender", ProviderGroup.Others, 554, "5.3.0", "system not accepting messages", SmtpReplyClass.Misconfigured },
            {
                "relay.sender",
                ProviderGroup.Others,
                554,
                "5.7.1",
                "<host[192.0.2.1]>: Client host rejected: Access denied",
                SmtpReplyClass.Misconfigured
            },
            {
                "relay.sender",
                ProviderGroup.Others,
                550,
                "5.1.8",
                "<alerts@example.org>: Sender address rejected: Domain not found",
                SmtpReplyClass.Misconfigured
            },
            { "relay.sender", ProviderGroup.Others, 550, "5.4.5", "Daily user sending limit exceeded.", SmtpReplyClass.Misconfigured },
            {
                "relay.sender",
                ProviderGroup.Others,
                504,
                "5.5.2",
                "<localhost>: Helo command rejected: need fully-qualified hostname",
                SmtpReplyClass.Misconfigured
            },
            {
                "relay.sender",
                ProviderGroup.Others,
                550,
                "5.7.1",
                "Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org",
                SmtpReplyClass.Misconfigured
            },
            { "relay.sender", ProviderGroup.Others, 550, null, "Sender verify failed", SmtpReplyClass.Misconfigured },
            { "relay.sender", ProviderGroup.Others, 554, "5.3.2", "maintenance", SmtpReplyClass.Misconfigured },
            { "relay.sender", ProviderGroup.Others, 503, "5.5.1", "Error: requires authentication", SmtpReplyClass.Misconfigured },
            {
                "relay.sender",
                ProviderGroup.Others,
                550,
                "5.7.60",
                "SMTP; Client does not have permissions to send as this sender",
                SmtpReplyClass.Misconfigured
            },
            { "relay.storage", ProviderGroup.Others, 452, "4.3.1", "Insufficient system storage", SmtpReplyClass.Transient },
            { "full", ProviderGroup.Others, 552, "5.2.2", "user quota exceeded", SmtpReplyClass.SoftBounce },
            { "relay.denied", ProviderGroup.Others, 554, "5.7.1", "<a@example.com>: Relay access denied", SmtpReplyClass.Misconfigured },
            { "relay.denied", ProviderGroup.Others, 550, null, "relay not permitted", SmtpReplyClass.Misconfigured },
            {
                "relay.denied",
                ProviderGroup.Microsoft,
                550,
                "5.7.54",
                "SMTP; Unable to relay recipient in non-accepted domain",
                SmtpReplyClass.Misconfigured
            },
            { "relay.denied", ProviderGroup.Gmail, 550, "5.7.1", "Relaying denied", SmtpReplyClass.Misconfigured },
            { "greylisted", ProviderGroup.Others, 451, null, "4.7.1 Greylisted, come back in 300 seconds", SmtpReplyClass.Transient },
            { "full", ProviderGroup.Others, 552, "5.2.2", "", SmtpReplyClass.SoftBounce },
            { "full", ProviderGroup.Gmail, 452, null, "4.2.2 The recipient's inbox is out of space.", SmtpReplyClass.SoftBounce },
            { "unknown", ProviderGroup.Others, 550, "5.1.1", "", SmtpReplyClass.HardBounce },
            {
                "unknown",
                ProviderGroup.Gmail,
                550,
                null,
                "5.1.1 The email account that you tried to reach does not exist.",
                SmtpReplyClass.HardBounce
            },
            { "disabled", ProviderGroup.Others, 550, "5.2.1", "", SmtpReplyClass.HardBounceAfterTwo },
            { "unauthenticated", ProviderGroup.Others, 550, "5.7.23", "", SmtpReplyClass.NotAuthenticated },
            { "words.refused-by-recipient", ProviderGroup.Others, 550, null, "您的邮件被收件人拒收", SmtpReplyClass.RefusedByRecipient },
            { "words.unknown", ProviderGroup.Others, 0, null, "收件人不存在", SmtpReplyClass.HardBounce },
            { "words.refused-by-recipient", ProviderGroup.Others, 0, null, "您的郵件被收件人拒收", SmtpReplyClass.RefusedByRecipient },
            { "words.refused-by-recipient", ProviderGroup.Others, 0, null, "您在收件者的黑名單中", SmtpReplyClass.RefusedByRecipient },
            { "words.unknown", ProviderGroup.Others, 0, null, "收件信箱不存在，查無此使用者", SmtpReplyClass.HardBounce },
            { "words.unknown", ProviderGroup.Others, 0, null, "查無此使用者", SmtpReplyClass.HardBounce },
            { "words.unknown", ProviderGroup.Others, 550, null, "該帳號並不存在", SmtpReplyClass.HardBounce },
            { "words.unknown", ProviderGroup.Others, 550, null, "无此用户", SmtpReplyClass.HardBounce },
            { "words.full", ProviderGroup.Others, 0, null, "對方信箱已滿", SmtpReplyClass.SoftBounce },
            { "words.full", ProviderGroup.Others, 0, null, "信箱空間不足，超過配額", SmtpReplyClass.SoftBounce },
            { "words.rate", ProviderGroup.Others, 0, null, "發信頻率超過限制", SmtpReplyClass.RateLimited },
            { "words.rate", ProviderGroup.Others, 0, null, "寄信過於頻繁", SmtpReplyClass.RateLimited },
            { "words.spam", ProviderGroup.Others, 554, null, "疑似垃圾郵件或廣告信", SmtpReplyClass.ContentRefused },
            { "words.spam-without-code", ProviderGroup.Others, 0, null, "郵件被判定為垃圾信", SmtpReplyClass.ContentRefused },
            { "words.full", ProviderGroup.Tencent, 0, null, "收件人空间不足", SmtpReplyClass.SoftBounce },
            { "words.full", ProviderGroup.Others, 552, null, "Quota exceeded the hard limit for user", SmtpReplyClass.SoftBounce },
            { "words.rate", ProviderGroup.Others, 0, null, "发信频率超过限制", SmtpReplyClass.RateLimited },
            { "words.spam", ProviderGroup.Others, 554, null, "Message looks like spam", SmtpReplyClass.ContentRefused },
            { "words.spam-without-code", ProviderGroup.Others, 0, null, "邮件被反垃圾系统认定为垃圾邮件", SmtpReplyClass.ContentRefused },
            { "words.unknown-english", ProviderGroup.Others, 550, null, "Sorry, no such user here", SmtpReplyClass.HardBounce },
            { "relay.sender", ProviderGroup.Others, 550, null, "5.7.1 Client host rejected", SmtpReplyClass.Misconfigured },
            {
                "reputation",
                ProviderGroup.Others,
                550,
                null,
                "5.7.1 Message rejected due to local policy",
                SmtpReplyClass.ReputationRefused
            },
            { "transient", ProviderGroup.Others, 421, null, "4.3.2 try later", SmtpReplyClass.Transient },
            { "refused", ProviderGroup.Others, 554, null, "Transaction failed", SmtpReplyClass.Failed },
            { "anything", ProviderGroup.Others, 0, null, "", SmtpReplyClass.Transient },
        };

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_is_decided_by_its_row(
        string row,
        ProviderGroup group,
        int code,
        string? enhanced,
        string text,
        SmtpReplyClass meaning
    )
    {
        var answer = Table.Classify(group, code, enhanced, text);

        Assert.Equal((row, meaning), (answer.Row, answer.Class));
    }

    [Fact]
    public void Every_row_of_the_table_is_proved_by_a_reply() =>
        Assert.Equal(
            Table.Rows.Order(StringComparer.Ordinal),
            Replies.Select(reply => reply.Data.Item1).Distinct().Order(StringComparer.Ordinal)
        );

    [Fact]
    public void A_report_of_which_nothing_is_understood_is_final_and_one_that_is_understood_is_not()
    {
        Assert.Equal(
            (SmtpReplyClass.Failed, null),
            (Table.ClassifyReport(ProviderGroup.Others, 0, null, "не принято").Class, Table.GivenUp.RetryAfter(1))
        );
        Assert.Equal(SmtpReplyClass.SoftBounce, Table.ClassifyReport(ProviderGroup.Others, 0, null, "信箱已滿").Class);
    }

    [Fact]
    public void Too_fast_for_QQ_stops_the_whole_group_ten_minutes_then_two_hours_then_a_day_and_is_no_bounce()
    {
        var answer = Table.Classify(ProviderGroup.Tencent, 550, null, "Domain frequency limited");

        Assert.Equal(BackOffScope.Group, answer.Scope);
        Assert.Equal(
            [TimeSpan.FromMinutes(10), TimeSpan.FromHours(2), TimeSpan.FromDays(1), TimeSpan.FromDays(1)],
            Enumerable.Range(1, 4).Select(answer.RetryAfter)
        );
        Assert.DoesNotContain(Enumerable.Range(1, 9), answer.Suppresses);
    }

    [Fact]
    public void An_unknown_user_is_believed_at_once_of_QQ_and_the_second_time_of_NetEase()
    {
        var tencent = Table.Classify(ProviderGroup.Tencent, 550, null, "Mailbox not found");
        var netEase = Table.Classify(ProviderGroup.NetEase, 550, null, "User not found");

        Assert.True(tencent.Suppresses(1));
        Assert.Null(tencent.RetryAfter(1));
        Assert.False(netEase.Suppresses(1));
        Assert.NotNull(netEase.RetryAfter(1));
        Assert.True(netEase.Suppresses(2));
    }

    [Fact]
    public void A_recipient_who_blocks_us_gets_no_more_mails_and_nobody_is_alarmed()
    {
        var answer = Table.Classify(ProviderGroup.Tencent, 550, null, "Mail is rejected by recipients");

        Assert.True(answer.Suppresses(1));
        Assert.False(answer.TellDesk);
        Assert.Equal(BackOffScope.Person, answer.Scope);
    }

    [Theory]
    [InlineData(550, "DMARC check failed")]
    [InlineData(550, "Mail content denied")]
    [InlineData(550, "Suspected spam sender")]
    public void What_only_people_can_put_right_is_told_to_the_desk_and_loses_no_mail(int code, string text)
    {
        var answer = Table.Classify(ProviderGroup.Tencent, code, null, text);

        Assert.True(answer.TellDesk);
        Assert.Equal(BackOffScope.Group, answer.Scope);
        Assert.NotNull(answer.RetryAfter(1));
        Assert.False(answer.Suppresses(9));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, "")]
    [InlineData(299, "a code that nobody has defined")]
    [InlineData(399, "neither yes nor no")]
    [InlineData(999, "no such thing")]
    public void Every_code_has_a_class(int code, string? text) =>
        Assert.True(Table.Classify(ProviderGroup.Others, code, null, text).Class is SmtpReplyClass.Transient or SmtpReplyClass.Accepted);

    [Fact]
    public void The_pauses_of_a_passing_trouble_grow_from_seconds_to_half_an_hour()
    {
        var answer = Table.Classify(ProviderGroup.Others, 421, null, "busy");

        Assert.Equal(
            [
                TimeSpan.FromSeconds(10),
                TimeSpan.FromSeconds(40),
                TimeSpan.FromMinutes(3),
                TimeSpan.FromMinutes(10),
                TimeSpan.FromMinutes(30),
                TimeSpan.FromMinutes(30),
            ],
            Enumerable.Range(1, 6).Select(answer.RetryAfter)
        );
    }

    [Fact]
    public void An_address_at_the_beginning_is_not_taken_for_a_status_code() =>
        Assert.Equal("refused", Table.Classify(ProviderGroup.Others, 550, null, "5.1.1.7 is not welcome").Row);

    [Fact]
    public void A_very_long_text_is_no_trouble() =>
        Assert.Equal(SmtpReplyClass.Failed, Table.Classify(ProviderGroup.Others, 550, null, new string('a', 5_000_000) + "spam").Class);
}
