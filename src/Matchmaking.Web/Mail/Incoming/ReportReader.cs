using System.Text.RegularExpressions;
using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Providers;
using Matchmaking.Web.Mail.Replies;
using MimeKit;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>
/// Tells what a message in our mailbox is. Reads only; what follows from it is for others to do. When in doubt a message is
/// <see cref="ForPerson"/>: better that somebody looks than that a question of an investor is lost.
/// </summary>
public sealed partial class ReportReader(BounceAddress bounces, SmtpReplyTable answers, ProviderRegister providers)
{
    private static readonly string[] Recipients =
    [
        "To",
        "Cc",
        "Delivered-To",
        "X-Original-To",
        "Envelope-To",
        "X-Envelope-To",
        "X-Delivered-To",
    ];
    private const int MostParts = 100,
        MostHeaders = 100,
        LongestHeader = 2000,
        LongestAddress = 320,
        LongestMachinePart = 32 * 1024;
    private readonly DeliveryReports _deliveries = new(answers, providers);
    private readonly PlainBounces _plain = new(answers, providers);

    /// <summary>Which mail of ours a message was sent to, by its return address; null when to none.</summary>
    public Guid? MailOf(MimeMessage message) => bounces.Find(Values(message.Headers, Recipients));

    /// <summary>What it is.</summary>
    /// <param name="message">From <see cref="IncomingMessage"/>.</param>
    /// <param name="ownSubject">The subject of <see cref="MailOf"/>, whose words must not decide; null when it is not known.</param>
    public IncomingReport Read(MimeMessage message, string? ownSubject = null)
    {
        var to = Values(message.Headers, Recipients);
        // Only what the message itself consists of: a report that somebody forwards to us is a letter.
        var parts = (message.Body as Multipart)?.Take(MostParts).ToList() ?? [];
        if (parts.OfType<MessageDeliveryStatus>().FirstOrDefault() is { } status)
            return IsShort(status) ? _deliveries.Read(status, Original(to, parts)) : new ForPerson();
        if (parts.OfType<MessageFeedbackReport>().FirstOrDefault() is { } feedback)
            return IsShort(feedback) ? Read(feedback, Original(to, parts)) : new ForPerson();
        var words = new MessageWords(message, ownSubject);
        if (UnsubscribeToken(words, to) is { } token)
            return new UnsubscribeRequest(token);
        if (bounces.Find(Values(message.Headers, "Return-Path")) is { } own)
            return new Canary(own);
        return OfWords(message, words, bounces.Find(to));
    }

    /// <summary>Messages for people to read. What sent them decides first, then their headers, and their words last.</summary>
    private IncomingReport OfWords(MimeMessage message, MessageWords words, Guid? mail)
    {
        if (PlainBounces.IsFromServer(message))
            return mail is { } given ? _plain.Read(message, words, new(given, true, null)) : new ForPerson();
        if (AutomaticReplies.IsOne(message, words))
            return new AutomaticReply();
        if (mail is { } bounced && PlainBounces.IsOne(message, words))
            return _plain.Read(message, words, new(bounced, true, null));
        return AutomaticReplies.IsGenerated(message) ? new AutomaticReply() : new ForPerson();
    }

    /// <summary>
    /// To take the fields of a long one apart takes a time that grows with the square of its length; one about
    /// a mail of ours has a few lines.
    /// </summary>
    private static bool IsShort(MimePart machine) => (machine.Content?.Stream?.Length ?? 0) <= LongestMachinePart;

    private IncomingReport Read(MessageFeedbackReport feedback, OriginalMail original)
    {
        var type = (feedback.Fields["Feedback-Type"] ?? "").Trim().ToLowerInvariant();
        if (!original.IsProven && bounces.Find(feedback.Fields["Original-Mail-From"] ?? "") is { } found)
            original = original with { MailId = found, IsProven = true };
        return type switch
        {
            "abuse" or "fraud" or "virus" or "opt-out" or "other" => new Complaint(
                original,
                Address(feedback.Fields["Original-Rcpt-To"]),
                type
            ),
            "not-spam" => new AutomaticReply(),
            // "auth-failure" and what may come: somebody should see it.
            _ => new ForPerson(),
        };
    }

    /// <summary>By the address that the report came to, else by the headers of the mail that it returns.</summary>
    private OriginalMail Original(string to, List<MimeEntity> parts)
    {
        var returned = parts.OfType<MessagePart>().FirstOrDefault()?.Message;
        var messageId = returned?.MessageId is { } id ? CleanText.Line(CleanText.Cut(id, LongestAddress)) : null;
        if (
            (bounces.Find(to) ?? (returned is null ? null : bounces.Find(Values(returned.Headers, "Return-Path", "X-Envelope-From")))) is
            { } proven
        )
            return new(proven, true, messageId);
        return new(Guid.TryParseExact(messageId?.Split('@', '.')[0], "N", out var named) ? named : null, false, messageId);
    }

    private static string? UnsubscribeToken(MessageWords words, string to)
    {
        // The subject first: servers may fold the case of an address, and the token needs its own.
        var match = UnsubscribeSubject().Match(words.Subject);
        if (!match.Success)
            match = UnsubscribeAddress().Match(to);
        return match.Success ? match.Groups["token"].Value : null;
    }

    /// <summary>Those headers one to a line. A mail to more people than these is none of ours.</summary>
    private static string Values(HeaderList headers, params string[] names) =>
        string.Join(
            '\n',
            headers
                .Where(header => names.Contains(header.Field, StringComparer.OrdinalIgnoreCase))
                .Take(MostHeaders)
                .Select(header => CleanText.Line(CleanText.Cut(header.Value, LongestHeader)))
        );

    /// <summary>"&lt;a@b&gt;" or "rfc822; a@b" without what stands around it.</summary>
    internal static string? Address(string? field)
    {
        if (field is null)
            return null;
        var address = field[(field.IndexOf(';', StringComparison.Ordinal) + 1)..].Trim().Trim('<', '>').Trim();
        return address.Length <= LongestAddress && address.Contains('@', StringComparison.Ordinal) ? CleanText.Line(address) : null;
    }

    [GeneratedRegex(
        @"\bunsubscribe[\s:+]+(?<token>[A-Za-z0-9_-]{44})(?:[^A-Za-z0-9_-]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex UnsubscribeSubject();

    [GeneratedRegex(
        @"(?:^|[^A-Za-z0-9+._-])unsub\+(?<token>[A-Za-z0-9_-]{44})@",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking
    )]
    private static partial Regex UnsubscribeAddress();
}
