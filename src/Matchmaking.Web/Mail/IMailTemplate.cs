using Matchmaking.Web.Languages;
using Matchmaking.Web.Mail.Records;

namespace Matchmaking.Web.Mail;

/// <summary>Writes one kind of mail: one class a mail, in the folder of its feature.</summary>
public interface IMailTemplate
{
    /// <summary>The <see cref="OutgoingMail.Kind"/> that it writes, for example "account.confirm".</summary>
    string Kind { get; }

    /// <summary>All kinds that it writes, when there are several.</summary>
    IReadOnlyList<string> Kinds => [Kind];

    /// <summary>
    /// Reads what some mails of its kinds need, in a few statements for all of them; <see cref="WriteAsync"/> follows for each.
    /// </summary>
    Task PrepareAsync(IReadOnlyList<OutgoingMail> mails, CancellationToken cancel) => Task.CompletedTask;

    /// <summary>
    /// Writes the mail when its turn has come, so that it tells the newest state; null when it is no longer wanted.
    /// Anything saved here must be saved before it returns.
    /// </summary>
    Task<MailContent?> WriteAsync(OutgoingMail mail, Text text, CancellationToken cancel);

    /// <summary>Each kind as the desk looks at it, with made-up content and without the database.</summary>
    IEnumerable<MailSample> Samples(Text text);
}

/// <summary>A mail as an example.</summary>
/// <param name="Name">Its kind, or another name that begins with the template's part of it where one kind says different things.</param>
/// <param name="Content">Written as the real one.</param>
public sealed record MailSample(string Name, MailContent Content);

/// <summary>A written mail.</summary>
/// <param name="Subject">Starts with the real content.</param>
/// <param name="Body">Headings, paragraphs, buttons …: the HTML and the text are both made from it, so they say the same.</param>
public sealed record MailContent(string Subject, MailBody Body)
{
    /// <summary>One-click address (RFC 8058) of a mail that can be unsubscribed from; null for mails about the account.</summary>
    public string? UnsubscribeUrl { get; init; }

    /// <summary>The mailto: twin of it.</summary>
    public string? UnsubscribeAddress { get; init; }

    /// <summary>Where its answers go; null: to the sender.</summary>
    public string? ReplyTo { get; init; }

    /// <summary>Written by a person, who waits for an answer to it: no automatic mail (RFC 3834).</summary>
    public bool IsPersonal { get; init; }

    /// <summary>
    /// What its mails of one conversation have in common, so that a mail program puts them together; null for a mail alone.
    /// </summary>
    public Guid? Conversation { get; init; }

    /// <summary>Why it is not to be sent; null for a mail that is.</summary>
    public SuppressedBecause? Unwanted { get; private init; }

    /// <summary>Not to be sent, for a reason worth keeping.</summary>
    public static MailContent Not(SuppressedBecause because, Text t) => new("", new(t)) { Unwanted = because };
}
