using Matchmaking.Web.Features.Account;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>What somebody did with several items at once.</summary>
public enum InboxChangeKind
{
    Assigned,
    Snoozed,
    Done,
}

/// <summary>Something that somebody did with items and may take back: whose they were and until when they were put off before.</summary>
public sealed class InboxChange
{
    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required Guid PersonId { get; init; }
    public Person? Person { get; init; }
    public required InboxChangeKind Kind { get; init; }
    public required DateTimeOffset At { get; init; }

    /// <summary>When it was taken back; null while it may be.</summary>
    public DateTimeOffset? UndoneAt { get; set; }

    /// <summary>Whose they became; null when it was about something else.</summary>
    public Guid? OwnerId { get; init; }

    /// <summary>How many items were chosen; the others had gone, or were so already.</summary>
    public required int Chosen { get; init; }

    /// <summary>The items as they were.</summary>
    public required List<InboxBefore> Before { get; init; }
}

/// <summary>An item before a change.</summary>
/// <param name="Id">Of the item.</param>
/// <param name="OwnerId">Whose it was.</param>
/// <param name="SnoozedUntil">Until when it was put off.</param>
/// <param name="SnoozeReason">Why.</param>
public sealed record InboxBefore(Guid Id, Guid? OwnerId, DateTimeOffset? SnoozedUntil, string? SnoozeReason);

internal sealed class InboxChangeMapping : IEntityTypeConfiguration<InboxChange>
{
    public void Configure(EntityTypeBuilder<InboxChange> change)
    {
        change.ToTable("inbox_changes");
        change.Property(c => c.Kind).HasConversion<string>().HasMaxLength(10);
        change
            .Property(c => c.Before)
            .HasColumnType("text")
            .HasConversion(
                before => System.Text.Json.JsonSerializer.Serialize(before, System.Text.Json.JsonSerializerOptions.Default),
                text =>
                    System.Text.Json.JsonSerializer.Deserialize<List<InboxBefore>>(text, System.Text.Json.JsonSerializerOptions.Default)!
            )
            .Metadata.SetValueComparer(
                new Microsoft.EntityFrameworkCore.ChangeTracking.ValueComparer<List<InboxBefore>>(
                    (a, b) => ReferenceEquals(a, b),
                    before => before.Count,
                    before => before
                )
            );
        change.HasOne(c => c.Person).WithMany().HasForeignKey(c => c.PersonId).OnDelete(DeleteBehavior.Cascade);
        change.HasIndex(c => new { c.PersonId, c.Id });
        change.HasIndex(c => c.At);
    }
}
