using System.Text.RegularExpressions;
using MimeKit;

namespace Matchmaking.Web.Mail.Reports;

/// <summary>Tells out-of-office notes and read receipts from letters.</summary>
internal static partial class AutomaticReplies
{
    public static bool IsOne(MimeMessage message) =>
        message.Headers["Auto-Submitted"] is { } submitted && !submitted.Trim().StartsWith("no", StringComparison.OrdinalIgnoreCase)
        || message.Headers["Precedence"]?.Trim() is "auto_reply" or "auto-reply"
        || message.Headers.Any(header => header.Field.ToLowerInvariant() is "x-autoreply" or "x-autorespond" or "x-autoresponse")
        || message.Body is MultipartReport { ReportType: "disposition-notification" }
        || Subject().IsMatch(message.Subject ?? "");

    [GeneratedRegex(@"^\s*(自动回复|自動回覆|自动答复|avtomatik cavab|automatic reply|auto(matic)?[- ]?(reply|response)|out of (the )?office)", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Subject();
}
