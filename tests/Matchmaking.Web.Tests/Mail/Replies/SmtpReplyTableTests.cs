using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;
using Class = Matchmaking.Web.Mail.Replies.SmtpReplyClass;
using Group = Matchmaking.Web.Mail.Providers.ProviderGroup;

namespace Matchmaking.Web.Tests.Mail.Replies;

/// <summary>What servers say, and what we make of it.</summary>
public sealed class SmtpReplyTableTests
{
    private static readonly SmtpReplyTable Table = new();

    /// <summary>The row that must decide, who speaks, and what is said.</summary>
    public static TheoryData<string, Group, int, string?, string, Class> Replies { get; } =
        new()
        {
            { "accepted", Group.Tencent, 250, null, "Ok: queued as 7", Class.Accepted },
            { "tencent.rate", Group.Tencent, 550, null, "Domain frequency limited. https://service.mail.qq.com/…", Class.RateLimited },
            { "tencent.rate", Group.Tencent, 550, null, "Ip frequency limited", Class.RateLimited },
            { "tencent.rate", Group.Tencent, 550, null, "Connection frequency limited", Class.RateLimited },
            { "tencent.rate", Group.Tencent, 550, "5.7.1", "Sender frequency limited", Class.RateLimited },
            { "tencent.busy", Group.Tencent, 550, null, "Mailbox unavailable or access denied", Class.RecipientBusy },
            { "tencent.refused-by-recipient", Group.Tencent, 550, null, "Mail is rejected by recipients", Class.RefusedByRecipient },
            { "tencent.unauthenticated", Group.Tencent, 550, null, "DMARC check failed", Class.NotAuthenticated },
            { "tencent.content", Group.Tencent, 550, null, "Mail content denied", Class.ContentRefused },
            { "tencent.content", Group.Tencent, 550, null, "Error: content rejected", Class.ContentRefused },
            { "tencent.reputation", Group.Tencent, 550, null, "Suspected spam sender", Class.ReputationRefused },
            { "tencent.unknown", Group.Tencent, 550, null, "Mailbox not found. https://service.mail.qq.com/…", Class.HardBounce },
            { "tencent.unknown", Group.Tencent, 0, null, "该用户未开通QQ邮箱", Class.HardBounce },
            { "tencent.syntax", Group.Tencent, 501, null, "Bad address syntax", Class.HardBounce },
            { "netease.unknown-users", Group.NetEase, 421, null, "HL:REP 163 mx12,…", Class.ReputationRefused },
            { "netease.connections", Group.NetEase, 421, null, "HL:ICC 163 mx3", Class.RateLimited },
            { "netease.frequency", Group.NetEase, 421, null, "HL:IFC 163 mx3", Class.RateLimited },
            { "netease.forged", Group.NetEase, 421, null, "HL:MEP 163 mx3", Class.NotAuthenticated },
            { "netease.per-connection", Group.NetEase, 450, null, "MI:DMC 126 mx1", Class.RateLimited },
            { "netease.quarter-hour", Group.NetEase, 451, null, "MI:SFQ 163 smtp9", Class.RateLimited },
            { "netease.try-again", Group.NetEase, 451, null, "DT:SPM 163 mx7, please try again", Class.Transient },
            { "netease.listed", Group.NetEase, 450, null, "DT:RBL 163 mx7", Class.ReputationRefused },
            { "netease.spam", Group.NetEase, 554, null, "DT:SPM 163 mx7", Class.ContentRefused },
            { "netease.blocked", Group.NetEase, 554, null, "HL:IPB 163 mx7", Class.ReputationRefused },
            { "netease.sender-differs", Group.NetEase, 554, null, "DT:SUM 163 mx7", Class.Misconfigured },
            { "netease.unknown", Group.NetEase, 550, null, "User not found: wang@163.com", Class.HardBounceAfterTwo },
            { "netease.locked", Group.NetEase, 550, null, "User suspended", Class.SoftBounce },
            { "sina.unknown", Group.Sina, 550, null, "mailbox unavailable", Class.HardBounceAfterTwo },
            { "sina.locked", Group.Sina, 550, null, "user is locked", Class.SoftBounce },
            { "sina.same-size", Group.Sina, 552, null, "too many same size mails", Class.RateLimited },
            { "sina.content", Group.Sina, 552, null, "message rejected by anti-spam engine", Class.ContentRefused },
            { "sina.blocked", Group.Sina, 550, null, "black ip", Class.ReputationRefused },
            { "aliyun.too-fast", Group.Aliyun, 454, null, "Transient reject by behaviour spam at DATA State", Class.RateLimited },
            { "aliyun.behaviour", Group.Aliyun, 554, null, "Reject by behaviour spam at Rcpt State: bad sending", Class.ReputationRefused },
            { "aliyun.content", Group.Aliyun, 554, null, "Reject by content spam at DATA State", Class.ContentRefused },
            { "aliyun.quota", Group.Aliyun, 505, null, "the total of RCPTs is achieved the maximum threshold", Class.RateLimited },
            { "aliyun.unknown", Group.Aliyun, 554, null, "RCPT (li@example.cn) dosn't exist", Class.HardBounce },
            {
                "gmail.busy",
                Group.Gmail,
                450,
                null,
                "4.2.1 The user you are trying to contact is receiving mail too quickly.",
                Class.RecipientBusy
            },
            { "gmail.rate", Group.Gmail, 421, null, "4.7.28 Gmail has detected an unusual rate of mail", Class.RateLimited },
            {
                "gmail.unauthenticated",
                Group.Gmail,
                550,
                null,
                "5.7.26 Your email has been blocked because the sender is unauthenticated.",
                Class.NotAuthenticated
            },
            {
                "gmail.reputation",
                Group.Gmail,
                421,
                null,
                "4.7.0 suspicious due to the very low reputation of the sending domain",
                Class.ReputationRefused
            },
            { "gmail.content", Group.Gmail, 550, null, "5.7.1 this message is likely unsolicited mail", Class.ContentRefused },
            { "gmail.disabled", Group.Gmail, 550, null, "5.2.1 The email account that you tried to reach is inactive.", Class.HardBounce },
            {
                "microsoft.blocked",
                Group.Microsoft,
                550,
                "5.7.1",
                "messages from [192.0.2.1] weren't sent: part of their network is on our block list (S3140).",
                Class.ReputationRefused
            },
            {
                "microsoft.too-fast",
                Group.Microsoft,
                451,
                null,
                "4.7.650 The mail server has been temporarily rate limited",
                Class.RateLimited
            },
            {
                "microsoft.rp",
                Group.Microsoft,
                421,
                null,
                "RP-001 The mail server IP connecting has exceeded the rate limit",
                Class.RateLimited
            },
            {
                "microsoft.unauthenticated",
                Group.Microsoft,
                550,
                null,
                "5.7.515 Access denied, sending domain does not meet the required authentication level",
                Class.NotAuthenticated
            },
            { "microsoft.edge", Group.Microsoft, 550, null, "5.4.1 Recipient address rejected: Access denied.", Class.HardBounceAfterTwo },
            { "microsoft.unknown", Group.Microsoft, 550, null, "5.5.0 Requested action not taken: mailbox unavailable", Class.HardBounce },
            { "relay.credentials", Group.Others, 535, null, "5.7.8 Authentication credentials invalid", Class.Misconfigured },
            {
                "relay.sender",
                Group.Others,
                553,
                "5.7.1",
                "<alerts@example.org>: Sender address rejected: not owned by user u",
                Class.Misconfigured
            },
            { "relay.sender", Group.Others, 554, "5.3.0", "system not accepting messages", Class.Misconfigured },
            { "relay.sender", Group.Others, 554, "5.7.1", "<host[192.0.2.1]>: Client host rejected: Access denied", Class.Misconfigured },
            {
                "relay.sender",
                Group.Others,
                550,
                "5.1.8",
                "<alerts@example.org>: Sender address rejected: Domain not found",
                Class.Misconfigured
            },
            { "relay.sender", Group.Others, 550, "5.4.5", "Daily user sending limit exceeded.", Class.Misconfigured },
            {
                "relay.sender",
                Group.Others,
                504,
                "5.5.2",
                "<localhost>: Helo command rejected: need fully-qualified hostname",
                Class.Misconfigured
            },
            {
                "relay.sender",
                Group.Others,
                550,
                "5.7.1",
                "Service unavailable; client [192.0.2.1] blocked using zen.spamhaus.org",
                Class.Misconfigured
            },
            { "relay.sender", Group.Others, 550, null, "Sender verify failed", Class.Misconfigured },
            { "relay.sender", Group.Others, 554, "5.3.2", "maintenance", Class.Misconfigured },
            { "relay.sender", Group.Others, 503, "5.5.1", "Error: requires authentication", Class.Misconfigured },
            {
                "relay.sender",
                Group.Others,
                550,
                "5.7.60",
                "SMTP; Client does not have permissions to send as this sender",
                Class.Misconfigured
            },
            { "relay.storage", Group.Others, 452, "4.3.1", "Insufficient system storage", Class.Transient },
            { "full", Group.Others, 552, "5.2.2", "user quota exceeded", Class.SoftBounce },
            { "relay.denied", Group.Others, 554, "5.7.1", "<a@example.com>: Relay access denied", Class.Misconfigured },
            { "relay.denied", Group.Others, 550, null, "relay not permitted", Class.Misconfigured },
            {
                "relay.denied",
                Group.Microsoft,
                550,
                "5.7.54",
                "SMTP; Unable to relay recipient in non-accepted domain",
                Class.Misconfigured
            },
            { "relay.denied", Group.Gmail, 550, "5.7.1", "Relaying denied", Class.Misconfigured },
            { "greylisted", Group.Others, 451, null, "4.7.1 Greylisted, come back in 300 seconds", Class.Transient },
            { "full", Group.Others, 552, "5.2.2", "", Class.SoftBounce },
            { "full", Group.Gmail, 452, null, "4.2.2 The recipient's inbox is out of space.", Class.SoftBounce },
            { "unknown", Group.Others, 550, "5.1.1", "", Class.HardBounce },
            { "unknown", Group.Gmail, 550, null, "5.1.1 The email account that you tried to reach does not exist.", Class.HardBounce },
            { "disabled", Group.Others, 550, "5.2.1", "", Class.HardBounceAfterTwo },
            { "unauthenticated", Group.Others, 550, "5.7.23", "", Class.NotAuthenticated },
            { "words.refused-by-recipient", Group.Others, 550, null, "您的邮件被收件人拒收", Class.RefusedByRecipient },
            { "words.unknown", Group.Others, 0, null, "收件人不存在", Class.HardBounce },
            { "words.refused-by-recipient", Group.Others, 0, null, "您的郵件被收件人拒收", Class.RefusedByRecipient },
            { "words.refused-by-recipient", Group.Others, 0, null, "您在收件者的黑名單中", Class.RefusedByRecipient },
            { "words.unknown", Group.Others, 0, null, "收件信箱不存在，查無此使用者", Class.HardBounce },
            { "words.unknown", Group.Others, 0, null, "查無此使用者", Class.HardBounce },
            { "words.unknown", Group.Others, 550, null, "該帳號並不存在", Class.HardBounce },
            { "words.unknown", Group.Others, 550, null, "无此用户", Class.HardBounce },
            { "words.full", Group.Others, 0, null, "對方信箱已滿", Class.SoftBounce },
            { "words.full", Group.Others, 0, null, "信箱空間不足，超過配額", Class.SoftBounce },
            { "words.rate", Group.Others, 0, null, "發信頻率超過限制", Class.RateLimited },
            { "words.rate", Group.Others, 0, null, "寄信過於頻繁", Class.RateLimited },
            { "words.spam", Group.Others, 554, null, "疑似垃圾郵件或廣告信", Class.ContentRefused },
            { "words.spam-without-code", Group.Others, 0, null, "郵件被判定為垃圾信", Class.ContentRefused },
            { "words.full", Group.Tencent, 0, null, "收件人空间不足", Class.SoftBounce },
            { "words.full", Group.Others, 552, null, "Quota exceeded the hard limit for user", Class.SoftBounce },
            { "words.rate", Group.Others, 0, null, "发信频率超过限制", Class.RateLimited },
            { "words.spam", Group.Others, 554, null, "Message looks like spam", Class.ContentRefused },
            { "words.spam-without-code", Group.Others, 0, null, "邮件被反垃圾系统认定为垃圾邮件", Class.ContentRefused },
            { "words.unknown-english", Group.Others, 550, null, "Sorry, no such user here", Class.HardBounce },
            { "relay.sender", Group.Others, 550, null, "5.7.1 Client host rejected", Class.Misconfigured },
            { "reputation", Group.Others, 550, null, "5.7.1 Message rejected due to local policy", Class.ReputationRefused },
            { "transient", Group.Others, 421, null, "4.3.2 try later", Class.Transient },
            { "refused", Group.Others, 554, null, "Transaction failed", Class.Failed },
            { "anything", Group.Others, 0, null, "", Class.Transient },
        };

    [Theory]
    [MemberData(nameof(Replies))]
    public void A_reply_is_decided_by_its_row(string row, Group group, int code, string? enhanced, string text, Class meaning)
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
        Assert.Equal((Class.Failed, null), (Table.ClassifyReport(Group.Others, 0, null, "не принято").Class, Table.GivenUp.RetryAfter(1)));
        Assert.Equal(Class.SoftBounce, Table.ClassifyReport(Group.Others, 0, null, "信箱已滿").Class);
    }

    [Fact]
    public void Too_fast_for_QQ_stops_the_whole_group_ten_minutes_then_two_hours_then_a_day_and_is_no_bounce()
    {
        var answer = Table.Classify(Group.Tencent, 550, null, "Domain frequency limited");

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
        var tencent = Table.Classify(Group.Tencent, 550, null, "Mailbox not found");
        var netEase = Table.Classify(Group.NetEase, 550, null, "User not found");

        Assert.True(tencent.Suppresses(1));
        Assert.Null(tencent.RetryAfter(1));
        Assert.False(netEase.Suppresses(1));
        Assert.NotNull(netEase.RetryAfter(1));
        Assert.True(netEase.Suppresses(2));
    }

    [Fact]
    public void A_recipient_who_blocks_us_gets_no_more_mails_and_nobody_is_alarmed()
    {
        var answer = Table.Classify(Group.Tencent, 550, null, "Mail is rejected by recipients");

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
        var answer = Table.Classify(Group.Tencent, code, null, text);

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
        Assert.True(Table.Classify(Group.Others, code, null, text).Class is Class.Transient or Class.Accepted);

    [Fact]
    public void The_pauses_of_a_passing_trouble_grow_from_seconds_to_half_an_hour()
    {
        var answer = Table.Classify(Group.Others, 421, null, "busy");

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
        Assert.Equal("refused", Table.Classify(Group.Others, 550, null, "5.1.1.7 is not welcome").Row);

    [Fact]
    public void A_very_long_text_is_no_trouble() =>
        Assert.Equal(Class.Failed, Table.Classify(Group.Others, 550, null, new string('a', 5_000_000) + "spam").Class);
}
