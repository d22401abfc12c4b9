using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// Bounces written for people, as QQ, 163 and old servers send them. The address that they come to tells the mail; their text is
/// read as if the server had said it.
/// </summary>
internal sealed partial class PlainBounces(SmtpReplyTable answers, ProviderRegister providers)
{
    private const int LongestReason = 600;

    /// <summary>Whether nobody but a mail server sends such a message, whatever it says.</summary>
    public static bool IsFromServer(MimeMessage message) =>
        message.Headers.Contains("X-Failed-Recipients") || Daemon().IsMatch(Sender(message)?.Address ?? "");

    /// <summary>
    /// Whether a message that came to a return address of ours is one. A person's answer comes there too, whatever words it has: so
    /// something beside the words must show that a machine wrote it.
    /// </summary>
    public static bool IsOne(MimeMessage message, MessageWords words)
    {
        var returnPath = message.Headers["Return-Path"]?.Trim();
        var (isNull, isPostmaster) = (returnPath is "<>" or "", Postmaster().IsMatch(Sender(message)?.Address ?? ""));
        if (isPostmaster && (isNull || returnPath is null))
            return true;
        var isMachine = isNull || isPostmaster || AutomaticReplies.IsGenerated(message);
        return isMachine && (Failed().IsMatch(words.Subject) || Late().IsMatch(words.Subject));
    }

    public IncomingReport Read(MimeMessage message, MessageWords words, OriginalMail original)
    {
        var reason = Reason(words.Text);
        var (code, said) = DeliveryReports.Reply(reason);
        var answer = answers.ClassifyReport(Group(message), code, null, code == 0 ? reason : said);
        // Who sends such a message has given the mail up. "Later" without a reason that we know is no ground to send it twice.
        if (answer.Class == SmtpReplyClass.Transient)
            answer = answers.GivenUp;
        ReportedRecipient[] recipients = [new(null, null, code, CleanText.Line(reason, LongestReason), null, answer)];
        // With a final code it is no delay, whatever it is called.
        var isLate = code < 500 && (Late().IsMatch(words.Subject) || GoesOn().IsMatch(words.Text));
        return isLate ? new DeliveryDelay(original, recipients) : new DeliveryFailure(original, recipients);
    }

    /// <summary>
    /// Where the text says "reason: …" only that, up to the advice: the advice lists every reason there is.
    /// </summary>
    private static string Reason(string text)
    {
        var start = Because().Match(text);
        if (!start.Success)
            return CleanText.Line(text);
        var rest = text[(start.Index + start.Length)..];
        var advice = Advice().Match(rest);
        return CleanText.Line(advice.Success ? rest[..advice.Index] : rest);
    }

    private ProviderGroup Group(MimeMessage message)
    {
        var domain = Sender(message)?.Domain ?? "";
        return providers.GroupOf(domain) ?? providers.GroupOfServer(domain) ?? ProviderGroup.Others;
    }

    private static MailboxAddress? Sender(MimeMessage message) => message.From.Mailboxes.FirstOrDefault();

    [GeneratedRegex(
        @"^(?:mailer-?daemon|mail-?daemon|microsoftexchange[0-9a-f]+)(?:@|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Daemon();

    [GeneratedRegex(@"^post-?master(?:@|$)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Postmaster();

    [GeneratedRegex(
        @"退信|[无無]法(?:投[递遞]|[传傳]送|送[达達])|(?:投[递遞]|[发發]送|[传傳]送|寄送)失[败敗]|未能(?:送[达達]|投[递遞])|退件|退回|undeliver|delivery.{0,20}fail|failure notice"
            + @"|returned mail|returned to sender|could not be delivered|çatdırılmadı|не (?:может быть )?доставлен|недоставлен|возврат",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Failed();

    [GeneratedRegex(
        @"延[迟遲]|暂缓|暫緩|delayed|delivery.{0,20}delay|still being retried|could not send message for past|задерж|отложен|gecik|yubanır"
            + "|verzögert",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Late();

    /// <summary>In the text only what leaves no doubt: final bounces tell of earlier delays too.</summary>
    [GeneratedRegex(
        @"still being (?:re)?tried|will be retried|will (?:continue|keep) (?:on )?(?:to )?(?:re)?try"
            + @"|(?:no need|not need|not have) to resend"
            + @"|warning message only|[将將会會](?:继续|繼續)(?:尝试|嘗試|重[试試])"
            + @"|仍在(?:尝试|嘗試|重[试試])|попытки (?:доставки )?(?:будут )?продолж|продолж\w* попыт|cəhd(?:lər)? davam",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex GoesOn();

    [GeneratedRegex(
        @"(?:退信|失[败敗]|退回|拒收|可能)?[的]?(?:原因|理由)\s*[:：]?|\bsaid:|\breason\s*:|причина\s*:|səbəb\s*:",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Because();

    [GeneratedRegex(
        @"建[议議]|解[决決](?:方案|办法|辦法|方法)|您可以|原始?[邮郵]件|original message|what (?:can|should) you do",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Advice();
}
