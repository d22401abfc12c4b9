using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Enquiries;

/// <summary>What was done to an enquiry.</summary>
public enum EnquiryEventKind
{
    Received,
    Assigned,
    Moved,
    Declined,
    Expired,
    Withdrawn,
    Reopened,
    Paused,
    Resumed,
    Reminded,
    Escalated,

    /// <summary>A calendar was announced or changed: what is due earlier is, what would be due later stays as it was promised.</summary>
    DueMoved,
    PriorityChanged,

    /// <summary>What was written last needs no answer.</summary>
    LeftUnanswered,

    /// <summary>What comes next was said, without a change of state.</summary>
    Planned,
}

/// <summary>One line of an enquiry's history. Written by the verb that makes the change, in the same save; nobody rewrites it.</summary>
public sealed class EnquiryEvent
{
    public const int TextLength = 2000;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid EnquiryId { get; init; }
    public required EnquiryEventKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>Who did it; null for the investor, the system, and when that person's account is gone.</summary>
    public Guid? ById { get; init; }
    public Person? By { get; init; }

    /// <summary>The state that it led to; null when the state stayed.</summary>
    public EnquiryState? State { get; init; }

    /// <summary>Who became the owner; null for the rest.</summary>
    public Guid? OwnerId { get; init; }
    public Person? Owner { get; init; }

    /// <summary>The moment that it speaks of: what is due when, or was; null for the rest.</summary>
    public DateTimeOffset? Moment { get; init; }

    /// <summary>Why, as somebody of the desk wrote it.</summary>
    public string? Text { get; init; }

    /// <summary>What comes next from here, and by which day in Baku; null where nothing was said of it.</summary>
    public string? NextStep { get; init; }
    public DateOnly? NextStepOn { get; init; }
}

internal sealed class EnquiryEventMapping : IEntityTypeConfiguration<EnquiryEvent>
{
    public void Configure(EntityTypeBuilder<EnquiryEvent> line)
    {
        line.ToTable("enquiry_events");
        line.Property(e => e.Id).ValueGeneratedNever();
        line.Property(e => e.Kind).HasConversion<string>().HasMaxLength(20);
        line.Property(e => e.State).HasConversion<string>().HasMaxLength(20);
        line.Property(e => e.Text).HasMaxLength(EnquiryEvent.TextLength);
        line.Property(e => e.NextStep).HasMaxLength(Enquiry.NextStepLength);
        line.HasOne<Enquiry>().WithMany(e => e.History).HasForeignKey(e => e.EnquiryId).OnDelete(DeleteBehavior.Cascade);
        line.HasOne(e => e.By).WithMany().HasForeignKey(e => e.ById).OnDelete(DeleteBehavior.SetNull);
        line.HasOne(e => e.Owner).WithMany().HasForeignKey(e => e.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }
}
