using Matchmaking.Web.Features.Account;
using Matchmaking.Web.Features.Organisations;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using NpgsqlTypes;

namespace Matchmaking.Web.Features.Inbox;

/// <summary>Why something waits for the desk.</summary>
public enum InboxKind
{
    Enquiry,

    /// <summary>A mail that answers no enquiry, or whose sender is in doubt.</summary>
    Letter,

    /// <summary>An organisation has sent a listing in.</summary>
    Submission,

    /// <summary>A public listing's last day comes.</summary>
    Expiring,

    /// <summary>A public listing's last day is over.</summary>
    Expired,

    /// <summary>Two organisations may be the same.</summary>
    LookAlike,

    /// <summary>An investor has said that a listing fits, and nobody has called.</summary>
    Fit,

    /// <summary>A good match was turned down.</summary>
    Refusal,

    /// <summary>A mail could not be sent, or an item of a queue was set aside.</summary>
    Parked,
}

/// <summary>
/// One thing that waits for the desk. It follows its subject: a feature says by a statement (<see cref="InboxSource"/>) what waits, and
/// nothing else adds or ends an item. Only whose it is and until when it is put off is the item's own.
/// </summary>
public sealed class InboxItem
{
    public const int TextLength = 300,
        ReasonLength = 300;

    public Guid Id { get; init; } = Guid.CreateVersion7();
    public required InboxKind Kind { get; init; }

    /// <summary>What it is about: an id, or what else names it within its kind.</summary>
    public required string Subject { get; init; }

    /// <summary>Who waits: a person or organisation; empty when nobody does.</summary>
    public required string Who { get; set; }

    /// <summary>What it is about in words, in three languages; all alike where it has one.</summary>
    public required string TitleZh { get; set; }
    public required string TitleAz { get; set; }
    public required string TitleEn { get; set; }

    /// <summary>As its author wrote it, cut; empty for none.</summary>
    public required string Original { get; set; }
    public required DateTimeOffset Since { get; set; }

    /// <summary>When it is due; null when nothing was promised, or the clock stands.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Whether it waits for others.</summary>
    public bool IsPaused { get; set; }

    /// <summary>What comes next, where no answer is owed: by <see cref="DueAt"/>; null for nothing, or not yet.</summary>
    public string? Step { get; set; }

    /// <summary>Nothing is owed and nobody has said what comes next: its owner checks back by <see cref="DueAt"/>.</summary>
    public bool IsCheckBack { get; set; }

    /// <summary>What an enquiry wants to do, where that is no investment; null for the rest.</summary>
    public EnquiryIntent? Intent { get; set; }

    /// <summary>0 low, 1 normal, 2 high.</summary>
    public short Priority { get; set; } = 1;

    /// <summary>Whose it is; null for nobody's.</summary>
    public Guid? OwnerId { get; set; }
    public Person? Owner { get; set; }

    /// <summary>Until when it is put off, and why; the clock does not stop for it.</summary>
    public DateTimeOffset? SnoozedUntil { get; set; }
    public string? SnoozeReason { get; set; }

    /// <summary>When somebody said that nothing is to be done (any more); it comes back when its subject begins to wait anew.</summary>
    public DateTimeOffset? DoneAt { get; set; }

    /// <summary>When it came into the inbox.</summary>
    public DateTimeOffset AppearedAt { get; init; }

    /// <summary>What the search finds it by, see <see cref="Lists.SearchWords"/>; null until that was worked out.</summary>
    public string? Words { get; private set; }
    public NpgsqlTsVector SearchVector { get; private set; } = null!;

    /// <summary>Whether it is paused or put off; computed by the database.</summary>
    public bool IsWaiting { get; private set; }

    /// <summary>When it is due, or the end of time; computed by the database, for the order of the list.</summary>
    public DateTimeOffset DueOrder { get; private set; }
    public uint Version { get; set; }
}

internal sealed class InboxItemMapping : IEntityTypeConfiguration<InboxItem>
{
    public void Configure(EntityTypeBuilder<InboxItem> item)
    {
        item.ToTable("inbox_items");
        item.Property(i => i.Kind).HasConversion<string>().HasMaxLength(20);
        item.Property(i => i.Subject).HasMaxLength(100);
        item.Property(i => i.Who).HasMaxLength(InboxItem.TextLength);
        item.Property(i => i.TitleZh).HasMaxLength(InboxItem.TextLength);
        item.Property(i => i.TitleAz).HasMaxLength(InboxItem.TextLength);
        item.Property(i => i.TitleEn).HasMaxLength(InboxItem.TextLength);
        item.Property(i => i.Original).HasMaxLength(InboxItem.TextLength);
        item.Property(i => i.SnoozeReason).HasMaxLength(InboxItem.ReasonLength);
        item.Property(i => i.Step).HasMaxLength(InboxItem.TextLength);
        item.Property(i => i.Intent).HasConversion<string>().HasMaxLength(20);
        item.Property(i => i.Version).IsRowVersion();
        item.Property(i => i.IsWaiting).HasComputedColumnSql("is_paused OR snoozed_until IS NOT NULL", stored: true);
        item.Property(i => i.DueOrder)
            .HasComputedColumnSql("coalesce(due_at, '9999-01-01 00:00:00+00'::timestamp with time zone)", stored: true);
        item.Property(i => i.SearchVector).HasComputedColumnSql("to_tsvector('simple'::regconfig, coalesce(words, ''))", stored: true);
        item.HasIndex(i => i.SearchVector).HasMethod("gin");
        item.HasIndex(i => new { i.Kind, i.Subject }).IsUnique();
        // Each tab and filter reads one of these from its beginning, in the order of the list; what is done is in none.
        item.HasIndex(i => new
            {
                i.IsWaiting,
                i.DueOrder,
                i.Id,
            })
            .IncludeProperties(i => i.Kind)
            .HasFilter(Open)
            .HasDatabaseName("ix_inbox_items_all");
        item.HasIndex(i => new
            {
                i.Kind,
                i.IsWaiting,
                i.DueOrder,
                i.Id,
            })
            .HasFilter(Open)
            .HasDatabaseName("ix_inbox_items_of_kind");
        item.HasIndex(i => new
            {
                i.OwnerId,
                i.IsWaiting,
                i.DueOrder,
                i.Id,
            })
            .IncludeProperties(i => i.Kind)
            .HasFilter(Open)
            .HasDatabaseName("ix_inbox_items_of_owner");
        item.HasIndex(i => new
            {
                i.OwnerId,
                i.Kind,
                i.IsWaiting,
                i.DueOrder,
                i.Id,
            })
            .HasFilter(Open)
            .HasDatabaseName("ix_inbox_items_of_owner_and_kind");
        // For whoever takes an account away: the others leave out what is done.
        item.HasIndex(i => i.OwnerId);
        item.HasIndex(i => i.AppearedAt).HasFilter(Open);
        item.HasIndex(i => i.SnoozedUntil).HasFilter("snoozed_until IS NOT NULL");
        item.HasIndex(i => i.Id).HasFilter("words IS NULL").HasDatabaseName("ix_inbox_items_without_words");
        item.HasOne(i => i.Owner).WithMany().HasForeignKey(i => i.OwnerId).OnDelete(DeleteBehavior.SetNull);
    }

    private const string Open = "done_at IS NULL";
}
