using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Mail;

/// <summary>Why an address must not be written to.</summary>
public enum SuppressionCause
{
    /// <summary>There is no such mailbox.</summary>
    HardBounce,
    /// <summary>Its owner reported a mail of ours as unwanted.</summary>
    Complaint,
    /// <summary>Its owner's mailbox refuses mails from us.</summary>
    RefusedByRecipient,
    /// <summary>Somebody of the desk said so.</summary>
    Desk,
}

/// <summary>An address that gets no mail of any kind while <see cref="LiftedAt"/> is null. Lifted ones are kept as history.</summary>
public sealed class MailSuppression
{
    public const int ReasonLength = 1000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    /// <summary>In lower case.</summary>
    public required string Address { get; init; }
    public required SuppressionCause Cause { get; init; }
    /// <summary>What the server or the report said, or the desk's reason.</summary>
    public string? Reason { get; init; }
    public required DateTimeOffset At { get; init; }
    /// <summary>Null when the product did it by itself.</summary>
    public Guid? ById { get; init; }
    public DateTimeOffset? LiftedAt { get; set; }
    public Guid? LiftedById { get; set; }
    public string? LiftedBecause { get; set; }
}

internal sealed class MailSuppressionMapping : IEntityTypeConfiguration<MailSuppression>
{
    public void Configure(EntityTypeBuilder<MailSuppression> suppression)
    {
        suppression.ToTable("mail_suppressions");
        suppression.Property(s => s.Address).HasMaxLength(254);
        suppression.Property(s => s.Cause).HasConversion<string>().HasMaxLength(20);
        suppression.Property(s => s.Reason).HasMaxLength(MailSuppression.ReasonLength);
        suppression.Property(s => s.LiftedBecause).HasMaxLength(MailSuppression.ReasonLength);
        suppression.HasIndex(s => s.Address).IsUnique().HasFilter("lifted_at IS NULL");
    }
}
