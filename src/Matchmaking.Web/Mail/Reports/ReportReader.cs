using System.Text.RegularExpressions;
using Matchmaking.Web.Mail.Answers;
using Matchmaking.Web.Mail.Providers;
using MimeKit;

namespace Matchmaking.Web.Mail.Reports;

/// <summary>
/// Tells what a message in our mailbox is. Reads only; what follows from it is for others to do. When in doubt a message is
/// <see cref="ForPerson"/>: better that somebody looks than that a question of an investor is lost.
/// </summary>
public sealed partial class ReportReader(BounceAddress bounces, AnswerTable answers, ProviderBook providers)
{
    private static readonly string[] Recipients = ["To", "Cc", "Delivered-To", "X-Original-To", "Envelope-To", "X-Envelope-To", "X-Delivered-To"];
    private readonly DeliveryReports _deliveries = new(answers, providers);
    private readonly PlainBounces _plain = new(answers, providers);

    /// <summary>What it is.</summary>
    public IncomingReport Read(MimeMessage message)
    {
        var to = Values(message.Headers, Recipients);
        // Only what the message itself consists of: a report that somebody forwards to us is a letter.
        var parts = (message.Body as Multipart)?.ToList() ?? [];
        if (parts.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status)
            return _deliveries.Read(status, Original(to, parts));
        if (parts.OfType<MessageFeedbackReport>().FirstOrDefault() is { } feedback)
            return Read(feedback, Original(to, parts));
        if (UnsubscribeToken(message, to) is { } token)
            return new UnsubscribeRequest(token);
        if (bounces.Find(Values(message.Headers, "Return-Path")) is { } own)
            return new Canary(own);
        if (bounces.Find(to) is { } bounced && PlainBounces.IsOne(message))
            return _plain.Read(message, new(bounced, true, null));
        return AutomaticReplies.IsOne(message) ? new AutomaticReply() : new ForPerson();
    }

    private IncomingReport Read(MessageFeedbackReport feedback, OriginalMail original)
    {
        var type = (feedback.Fields["Feedback-Type"] ?? "").Trim().ToLowerInvariant();
        if (!original.IsProven && bounces.Find(feedback.Fields["Original-Mail-From"] ?? "") is { } found)
            original = original with { MailId = found, IsProven = true };
        return type switch
        {
            "abuse" or "fraud" or "virus" or "opt-out" or "other" => new Complaint(original, Address(feedback.Fields["Original-Rcpt-To"]), type),
            "not-spam" => new AutomaticReply(),
            // "auth-failure" and what may come: somebody should see it.
            _ => new ForPerson(),
        };
    }

    /// <summary>By the address that the report came to, else by the headers of the mail that it returns.</summary>
    private OriginalMail Original(string to, List<MimeEntity> parts)
    {
        var returned = parts.OfType<MessagePart>().FirstOrDefault()?.Message;
        var messageId = returned?.MessageId;
        if ((bounces.Find(to) ?? (returned is null ? null : bounces.Find(Values(returned.Headers, "Return-Path", "X-Envelope-From")))) is { } proven)
            return new(proven, true, messageId);
        return new(Guid.TryParseExact(messageId?.Split('@', '.')[0], "N", out var id) ? id : null, false, messageId);
    }

    private static string? UnsubscribeToken(MimeMessage message, string to)
    {
        // The subject first: servers may fold the case of an address, and the token needs its own.
        var match = UnsubscribeSubject().Match(message.Subject ?? "");
        if (!match.Success)
            match = UnsubscribeAddress().Match(to);
        return match.Success ? match.Groups["token"].Value : null;
    }

    private static string Values(HeaderList headers, params string[] names) =>
        string.Join('\n', headers.Where(header => names.Contains(header.Field, StringComparer.OrdinalIgnoreCase)).Select(header => header.Value));

    /// <summary>"&lt;a@b&gt;" or "rfc822; a@b" without what stands around it.</summary>
    internal static string? Address(string? field)
    {
        if (field is null)
            return null;
        var address = field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>').Trim();
        return address.Contains('@', StringComparison.Ordinal) ? address : null;
    }

    [GeneratedRegex(@"\bunsubscribe[\s:+]+(?<token>[A-Za-z0-9_-]{44})(?![A-Za-z0-9_-])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnsubscribeSubject();

    [GeneratedRegex(@"(?<![A-Za-z0-9+._-])unsub\+(?<token>[A-Za-z0-9_-]{44})@", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex UnsubscribeAddress();
}
