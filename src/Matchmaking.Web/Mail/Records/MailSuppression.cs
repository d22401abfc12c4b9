using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Mail.Records;

/// <summary>
/// Why an address must not be written to, and who says so. What a report says is less certain than what a mail server answers us: whoever
/// has one of our mails with its headers can write a report about it. So it holds back all but the mails about an account.
/// </summary>
public enum SuppressionCause
{
    /// <summary>There is no such mailbox, answered the mail server when it was given a mail.</summary>
    HardBounce,

    /// <summary>Its owner reported a mail of ours as unwanted, says a report.</summary>
    Complaint,

    /// <summary>Its owner's mailbox refuses mails from us, answered the mail server when it was given one.</summary>
    RefusedByRecipient,

    /// <summary>Somebody of the desk said so.</summary>
    Desk,

    /// <summary>There is no such mailbox, says a report.</summary>
    ReportedBounce,

    /// <summary>Its owner's mailbox refuses mails from us, says a report.</summary>
    ReportedRefusal,
}

/// <summary>
/// An address that gets no mail, or none but those about an account, while <see cref="LiftedAt"/> is null. Without effect while it is an
/// administrator's. Lifted ones are kept as history.
/// </summary>
public sealed class MailSuppression
{
    public const int ReasonLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    /// <summary>In lower case.</summary>
    public required string Address { get; init; }
    public required SuppressionCause Cause { get; init; }

    /// <summary>Whether a report alone says so, and mails about an account go out all the same.</summary>
    public bool IsReported => IsOfReport(Cause);

    /// <summary>What the server or the report said, or the desk's reason.</summary>
    public string? Reason { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Null when the product did it by itself.</summary>
    public Guid? ById { get; init; }
    public DateTimeOffset? LiftedAt { get; set; }
    public Guid? LiftedById { get; set; }
    public string? LiftedBecause { get; set; }

    /// <summary>Whether it is a report that tells such a cause.</summary>
    public static bool IsOfReport(SuppressionCause cause) =>
        cause is SuppressionCause.Complaint or SuppressionCause.ReportedBounce or SuppressionCause.ReportedRefusal;
}

internal sealed class MailSuppressionMapping : IEntityTypeConfiguration<MailSuppression>
{
    public void Configure(EntityTypeBuilder<MailSuppression> suppression)
    {
        suppression.ToTable("mail_suppressions");
        suppression.Ignore(s => s.IsReported);
        suppression.Property(s => s.Address).HasMaxLength(254);
        suppression.Property(s => s.Cause).HasConversion<string>().HasMaxLength(20);
        suppression.Property(s => s.Reason).HasMaxLength(MailSuppression.ReasonLength);
        suppression.Property(s => s.LiftedBecause).HasMaxLength(MailSuppression.ReasonLength);
        suppression.HasIndex(s => s.Address).IsUnique().HasFilter("lifted_at IS NULL");
    }
}
