using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Mail.Records;

/// <summary>What happened to a mail. Acceptance at the first attempt stands in the mail's own row and is no event.</summary>
public enum MailEventKind
{
    Deferred,

    /// <summary>The connection was lost after the text had been sent.</summary>
    InDoubt,
    Refused,

    /// <summary>A report came back after the server had accepted it.</summary>
    Bounced,
    Complained,
    Unsubscribed,

    /// <summary>Its sender died; another one takes it.</summary>
    Recovered,

    /// <summary>The relay, asked, said that it has it.</summary>
    FoundAccepted,

    /// <summary>
    /// The mail server took nothing from us, whoever it was for. Says nothing about this mail, and uses up none of its time.
    /// </summary>
    RelayFault,

    /// <summary>It could not be read or written: a fault of ours.</summary>
    NotWritten,
    RetriedByDesk,
    SuppressedByDesk,
}

/// <summary>One line of a mail's history.</summary>
public sealed class MailEvent
{
    public long Id { get; init; }

    /// <summary>Null for a report about a mail that nobody knows any more.</summary>
    public Guid? MailId { get; init; }
    public required MailEventKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }
    public int Attempt { get; init; }

    /// <summary>The reply code of the server, if it gave one.</summary>
    public int? Code { get; init; }

    /// <summary>What was said, by a server, a report or the desk.</summary>
    public string? Text { get; init; }

    /// <summary>The member of the desk who did it.</summary>
    public Guid? ById { get; init; }
}

internal sealed class MailEventMapping : IEntityTypeConfiguration<MailEvent>
{
    public void Configure(EntityTypeBuilder<MailEvent> e)
    {
        e.ToTable("mail_events");
        e.Property(x => x.Kind).HasConversion<string>().HasMaxLength(20);
        e.Property(x => x.Text).HasMaxLength(1000);
        // No foreign key: the history of a mail outlives its row until the retention job takes it too.
        e.HasIndex(x => x.MailId);
        e.HasIndex(x => x.At);
    }
}
