using System.Net;
using System.Text.RegularExpressions;
using Matchmaking.Web.Mail.Answers;
using Matchmaking.Web.Mail.Providers;
using MimeKit;

namespace Matchmaking.Web.Mail.Reports;

/// <summary>
/// Bounces written for people, as QQ, 163 and old servers send them. The address that they come to tells the mail; their text is
/// read as if the server had said it.
/// </summary>
internal sealed partial class PlainBounces(AnswerTable answers, ProviderBook providers)
{
    private const int LongestText = 20_000, LongestReason = 600;

    /// <summary>Whether a message that came to a return address of ours is one; an automatic reply comes there too.</summary>
    public static bool IsOne(MimeMessage message) =>
        FromServer().IsMatch(message.From.Mailboxes.FirstOrDefault()?.Address ?? "") || Failed().IsMatch(message.Subject ?? "") || Late().IsMatch(message.Subject ?? "");

    public IncomingReport Read(MimeMessage message, OriginalMail original)
    {
        var reason = Reason(TextOf(message));
        var (code, words) = DeliveryReports.Reply(reason);
        var answer = answers.Classify(Group(message), code, null, code == 0 ? reason : words);
        ReportedRecipient[] recipients = [new(null, null, code, reason.Length > LongestReason ? reason[..LongestReason] : reason, null, answer)];
        return Late().IsMatch(message.Subject ?? "") ? new DeliveryDelay(original, recipients) : new DeliveryFailure(original, recipients);
    }

    /// <summary>
    /// Where the text says "reason: …" only that, up to the advice: the advice lists every reason there is.
    /// </summary>
    private static string Reason(string text)
    {
        var start = Because().Match(text);
        if (!start.Success)
            return text;
        var rest = text[(start.Index + start.Length)..];
        var advice = Advice().Match(rest);
        return (advice.Success ? rest[..advice.Index] : rest).Trim();
    }

    private ProviderGroup Group(MimeMessage message)
    {
        var domain = message.From.Mailboxes.FirstOrDefault()?.Domain ?? "";
        return providers.GroupOf(domain) ?? providers.GroupOfServer(domain) ?? ProviderGroup.Others;
    }

    private static string TextOf(MimeMessage message)
    {
        var text = message.TextBody is { Length: > 0 } plain ? plain
            : WebUtility.HtmlDecode(Markup().Replace(Hidden().Replace(message.HtmlBody ?? "", " "), " "));
        text = Space().Replace(text, " ").Trim();
        return text.Length > LongestText ? text[..LongestText] : text;
    }

    [GeneratedRegex(@"^(mailer-?daemon|post-?master|mail-?daemon)@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex FromServer();

    [GeneratedRegex(@"退信|无法投递|投递失败|未能送达|发送失败|退件|undeliver|delivery.{0,20}fail|failure notice|returned mail|returned to sender|çatdırılmadı", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Failed();

    [GeneratedRegex(@"延迟|delayed|delivery.{0,20}delay|still being retried", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Late();

    [GeneratedRegex(@"(退信|失败|退回|拒收|可能)?(的)?原因\s*[:：]?|\bsaid:|\breason\s*:", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Because();

    [GeneratedRegex(@"建议|解决(方案|办法|方法)|您可以|原邮件|original message|what (can|should) you do", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Advice();

    [GeneratedRegex(@"<(style|script|head)\b.*?</\1\s*>|<!--.*?-->", RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Hidden();

    [GeneratedRegex(@"<[^>]*>")]
    private static partial Regex Markup();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
