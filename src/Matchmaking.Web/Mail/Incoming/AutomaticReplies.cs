using System.Text.RegularExpressions;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>Tells out-of-office notes and read receipts from letters.</summary>
internal static partial class AutomaticReplies
{
    /// <summary>
    /// Whether a message says so: in a header (RFC 3834 and what was usual before it), or with the beginning of its subject.
    /// </summary>
    public static bool IsOne(MimeMessage message, MessageWords words) =>
        SaysSo(message)
        || Header(message, "Precedence") is "auto_reply" or "auto-reply"
        || message.Headers.Any(header => header.Field.ToLowerInvariant() is "x-autoreply" or "x-autorespond" or "x-autoresponse")
        || message.Body is MultipartReport { ReportType: "disposition-notification" }
        || Subject().IsMatch(words.Subject);

    /// <summary>Made by a program, but not as an answer: a report of a mail server may be, and so may a newsletter.</summary>
    public static bool IsGenerated(MimeMessage message) =>
        Header(message, "Auto-Submitted") is { } value && value.StartsWith("auto-generated", StringComparison.Ordinal);

    private static bool SaysSo(MimeMessage message) =>
        Header(message, "Auto-Submitted") is { Length: > 0 } value
        && !value.StartsWith("no", StringComparison.Ordinal)
        && !value.StartsWith("auto-generated", StringComparison.Ordinal);

    private static string? Header(MimeMessage message, string name) => message.Headers[name]?.Trim().ToLowerInvariant();

    [GeneratedRegex(
        @"^\W*(?:自动(?:回复|答复|应答)|自動(?:回[覆復]|答[覆復]|回應)|外出(?:自动|自動)?回[复覆復]|不在办公室|avtomatik cavab"
            + @"|automatic reply|auto(?:matic)?[- ]?(?:reply|response)|out of (?:the )?office|автоответ|автоматический ответ|abwesenheit"
            + @"|automatische antwort|réponse automatique|respuesta automática|otomatik yanıt)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex Subject();
}
