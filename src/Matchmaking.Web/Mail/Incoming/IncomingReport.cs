using Matchmaking.Web.Mail.Replies;

namespace Matchmaking.Web.Mail.Incoming;

/// <summary>What a message in the mailbox for undeliverable mails turned out to be.</summary>
public abstract record IncomingReport;

/// <summary>A mail of ours was given up on the way.</summary>
/// <param name="Original">Which mail.</param>
/// <param name="Recipients">For whom and why.</param>
public sealed record DeliveryFailure(OriginalMail Original, IReadOnlyList<ReportedRecipient> Recipients) : IncomingReport;

/// <summary>A mail of ours is late; the server goes on trying, so nothing is to be done.</summary>
/// <param name="Original">Which mail.</param>
/// <param name="Recipients">For whom and why.</param>
public sealed record DeliveryDelay(OriginalMail Original, IReadOnlyList<ReportedRecipient> Recipients) : IncomingReport;

/// <summary>The recipient pressed "this is spam" and the provider tells us (RFC 5965): no more mails to this person.</summary>
/// <param name="Original">Which mail.</param>
/// <param name="Recipient">The address, where the provider tells it; many do not.</param>
/// <param name="Type">"abuse", "fraud" …</param>
public sealed record Complaint(OriginalMail Original, string? Recipient, string Type) : IncomingReport;

/// <summary>Sent by a mail program or a person to the mailto: address of an alert.</summary>
/// <param name="Token">As in the links of the alert, unchecked.</param>
public sealed record UnsubscribeRequest(string Token) : IncomingReport;

/// <summary>Out of office, read receipt, "delivered": nobody needs it.</summary>
public sealed record AutomaticReply : IncomingReport;

/// <summary>One of our own mails, come to our own mailbox: sent to see that the whole way works.</summary>
/// <param name="MailId">Which mail.</param>
public sealed record Canary(Guid MailId) : IncomingReport;

/// <summary>Somebody wrote to us, or something that no rule here knows: left where it is.</summary>
public sealed record ForPerson : IncomingReport;

/// <summary>The mail that a report is about.</summary>
/// <param name="MailId">Id of its row; null when the report does not tell.</param>
/// <param name="IsProven">Whether the id was found with our signature on it, and not merely as a Message-ID.</param>
/// <param name="MessageId">Message-ID of the original, without brackets, where the report has one.</param>
public sealed record OriginalMail(Guid? MailId, bool IsProven, string? MessageId);

/// <summary>One recipient of a report.</summary>
/// <param name="Address">Null in a bounce that does not follow the standard; the mail tells to whom it went.</param>
/// <param name="Status">Enhanced status code, for example "5.1.1".</param>
/// <param name="Code">Reply code of the last server; 0 when it is not told.</param>
/// <param name="Diagnostic">The server's words, one line.</param>
/// <param name="RemoteServer">Name of the last server.</param>
/// <param name="Answer">What all this means.</param>
public sealed record ReportedRecipient(
    string? Address,
    string? Status,
    int Code,
    string? Diagnostic,
    string? RemoteServer,
    SmtpReply Answer
);
